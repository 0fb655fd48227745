//! The emulator: a store, a ledger, and how a request comes to its answer.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use bytes::Bytes;
use graph_core::{BoxFuture, Transport, TransportError};
use http::request::Parts;
use http::{Method, Request, Response};

use crate::http::response::{self, Answer, ODataError};
use crate::http::server::{Lost, Service, Serving, serve};
use crate::http::spelling::Spelling;
use crate::schema::Schema;
use crate::service::batch;
use crate::service::dispatch;
use crate::service::settings::Settings;
use crate::store::Store;
use crate::store::file::{DataError, DataFile};
use crate::testing::fault::{Effect, Faults};
use crate::testing::handler::Handlers;
use crate::testing::request_log::{Ledger, Received};

/// As many as most of Graph's collections give.
const PAGE_SIZE: usize = 100;

/// A Microsoft Graph service that lives in memory. Cloning it is cheap: clones share what is stored.
///
/// # Shape
/// Paths are relative to the version, and percent-encoded as in a URL: `users/ada/messages`. `v1.0` and `beta` show the
/// same entities.
///
/// # Example
/// ```
/// use graph_core::{Client, StaticToken, graph_entity};
/// use graph_emulator::Emulator;
/// use serde_json::json;
///
/// #[graph_entity(path = "users")]
/// pub struct User { #[graph(key)] pub id: Option<String>, pub job_title: Option<String> }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let emulator = Emulator::new();
/// emulator.seed("users", json!({ "id": "ada", "jobTitle": "Countess" }));
///
/// let client = Client::builder().transport(emulator.clone()).credential(StaticToken::new("any")).build()?;
/// let ada = User::users().entity("ada").get().send(&client).await?;
/// assert_eq!(ada.job_title.as_deref(), Some("Countess"));
/// assert_eq!(emulator.ledger()[0].path_and_query, "/v1.0/users/ada?$select=id,jobTitle");
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Emulator {
    pub(crate) shared: Arc<Shared>,
    settings: Settings,
    pub(crate) schema: Option<Schema>,
}

#[derive(Default)]
pub(crate) struct Shared {
    store: Mutex<Store>,
    pub(crate) handlers: Handlers,
    pub(crate) faults: Faults,
    ledger: Ledger,
    data: OnceLock<DataFile>,
}

impl Emulator {
    /// An emulator that stores nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            shared: Arc::default(),
            settings: Settings { page_size: PAGE_SIZE, ..Settings::default() },
            schema: None,
        }
    }

    /// Puts at most this many entities on a page: 100 unless set, and never less than one.
    #[must_use]
    pub fn with_page_size(self, page_size: usize) -> Self {
        let settings = Settings { page_size: page_size.max(1), ..self.settings };
        Self { settings, ..self }
    }
}

/// What the service's `$metadata` tells, and what is kept in a file.
impl Emulator {
    /// An emulator that knows every type and path of a `$metadata` file, and refuses what the service would refuse.
    ///
    /// # Rule
    /// The [crate's documentation](crate#with-metadata) says what is checked.
    ///
    /// # Errors
    /// The text is no CSDL 4.0, or holds a declaration that can't be read.
    ///
    /// # Example
    /// ```
    /// use graph_core::{Client, StaticToken, graph_entity};
    /// use graph_emulator::Emulator;
    ///
    /// #[graph_entity(path = "users")]
    /// #[derive(Debug)]
    /// pub struct User { #[graph(key)] pub id: Option<String>, pub mail: Option<String> }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let emulator = Emulator::with_metadata(r#"
    ///     <Schema Namespace="microsoft.graph">
    ///       <EntityType Name="user">
    ///         <Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/>
    ///         <Property Name="mail" Type="Edm.String"/>
    ///       </EntityType>
    ///       <EntityContainer Name="service"><EntitySet Name="users" EntityType="microsoft.graph.user"/></EntityContainer>
    ///     </Schema>"#)?;
    /// let client = Client::builder().transport(emulator).credential(StaticToken::new("any")).build()?;
    /// assert!(User::users().list().send(&client).await?.value.is_empty());
    ///
    /// let misspelt = User::users().list().parameter("$filter", "mial eq 'ada@example.org'");
    /// let error = misspelt.send(&client).await.unwrap_err().to_string();
    /// assert!(error.contains("Could not find a property named 'mial' on type 'microsoft.graph.user'."), "{error}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn with_metadata(csdl: &str) -> Result<Self, graph_csdl::Error> {
        let schema = Schema::parse(csdl)?;
        let store = Mutex::new(Store::with_metadata(Arc::clone(&schema.metadata)));
        let shared = Shared { store, ..Shared::default() };
        Ok(Self { shared: Arc::new(shared), schema: Some(schema), ..Self::new() })
    }

    /// Answers an action or function that no handler knows with what its type says, not with 501: 204, an empty
    /// collection, or one value of its type with nothing but what it can't be without. It needs the metadata.
    ///
    /// # Errors
    /// As before, what is called wrongly is 400, and 404 where that is not there which it is called on.
    ///
    /// # Example
    /// ```
    /// use graph_core::{Client, StaticToken, graph_action};
    /// use graph_emulator::Emulator;
    ///
    /// #[graph_action(path = "me/sendMail")]
    /// pub struct SendMail { pub subject: String }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let emulator = Emulator::with_metadata(r#"
    ///     <Schema Namespace="microsoft.graph">
    ///       <EntityType Name="user"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/></EntityType>
    ///       <Action Name="sendMail" IsBound="true">
    ///         <Parameter Name="sender" Type="microsoft.graph.user"/><Parameter Name="subject" Type="Edm.String"/>
    ///       </Action>
    ///       <EntityContainer Name="service"><Singleton Name="me" Type="microsoft.graph.user"/></EntityContainer>
    ///     </Schema>"#)?.with_empty_answers();
    /// let client = Client::builder().transport(emulator).credential(StaticToken::new("any")).build()?;
    /// SendMail { subject: "Hello".into() }.request().send(&client).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn with_empty_answers(self) -> Self {
        let settings = Settings { empty_answers: true, ..self.settings };
        Self { settings, ..self }
    }

    /// Gives a property that the metadata requires in a create its type's default where it is missing, and does not refuse
    /// the create: what the service computes by itself is not always marked in its metadata.
    ///
    /// # Example
    /// ```no_run
    /// # use graph_emulator::Emulator;
    /// let metadata = std::fs::read_to_string("v1.0.csdl")?;
    /// // `locale` of a chat message can't be null, and no one sends it.
    /// let emulator = Emulator::with_metadata(&metadata)?.with_defaults();
    /// # drop(emulator);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_defaults(self) -> Self {
        let settings = Settings { defaults: true, ..self.settings };
        Self { settings, ..self }
    }

    /// Requires names to be exact, and refuses a body with keys or read-only properties.
    ///
    /// # Rule
    /// The service takes more, and so does the emulator: names of paths, query options, properties, types, operations and
    /// parameters, members of enumerations, operators and keywords in any letter case, query options without their `$`, a
    /// search without its quotes, a `/` at the end of a path; and it ignores keys, read-only and immutable properties where a
    /// body can't set them. A strict emulator refuses each of these: for tests of what a client writes.
    ///
    /// # Example
    /// ```
    /// use graph_core::{Client, StaticToken, graph_entity};
    /// use graph_emulator::Emulator;
    /// use serde_json::json;
    ///
    /// #[graph_entity(path = "Users")]
    /// pub struct User { #[graph(key)] pub id: Option<String> }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let emulator = Emulator::with_metadata(r#"
    ///     <Schema Namespace="microsoft.graph">
    ///       <EntityType Name="user">
    ///         <Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/>
    ///       </EntityType>
    ///       <EntityContainer Name="service"><EntitySet Name="users" EntityType="microsoft.graph.user"/></EntityContainer>
    ///     </Schema>"#)?;
    /// emulator.seed("users", json!({ "id": "ada" }));
    /// for (emulator, is_taken) in [(emulator.clone(), true), (emulator.strict(), false)] {
    ///     let client = Client::builder().transport(emulator).credential(StaticToken::new("any")).build()?;
    ///     assert_eq!(User::users().entity("ada").get().send(&client).await.is_ok(), is_taken);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn strict(self) -> Self {
        let settings = Settings { spelling: Spelling::Exact, ..self.settings };
        let schema = self.schema.map(|schema| Schema { spelling: Spelling::Exact, ..schema });
        Self { settings, schema, ..self }
    }

    /// Keeps what is stored in a file, and begins with what the file has if it is there.
    ///
    /// # Rule
    /// The file is written anew after each request that changed something and before it is answered: beside it, then
    /// renamed, so that it is whole whenever the process ends. What a test does by itself ([`seed`](Self::seed) and its like)
    /// is written with the next such request, or by [`save`](Self::save). Links to next pages and delta links do not
    /// outlive the process: a delta link is then 410, as one that is too old. An emulator has its file alone, by a
    /// lock on a file `….lock` beside it, which stays there.
    ///
    /// # Errors
    /// The file is there and is none of this emulator's: it stays as it is. Or another emulator has it, or it can't be read or
    /// written.
    ///
    /// # Example
    /// ```
    /// # use graph_emulator::Emulator;
    /// # use serde_json::json;
    /// # let folder = std::env::temp_dir().join(format!("graph-emulator-{}", std::process::id()));
    /// # std::fs::create_dir_all(&folder)?;
    /// let path = folder.join("data.json");
    /// let emulator = Emulator::new().with_data(&path)?;
    /// emulator.seed("users", json!({ "id": "ada" })).save()?;
    /// assert!(std::fs::read_to_string(&path)?.contains("users/ada"));
    /// # std::fs::remove_dir_all(folder)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_data(self, path: impl AsRef<Path>) -> Result<Self, DataError> {
        let data = DataFile::open(path.as_ref())?;
        if let Some(state) = data.load()? {
            self.store().restore(&state).map_err(|fact| data.broken(fact))?;
        }
        data.save(|| self.store().snapshot())?;
        // A second file takes nothing from the first: the first stays the one.
        let _ = self.shared.data.set(data);
        Ok(self)
    }

    /// Writes what is stored to the file of [`with_data`](Self::with_data); without one it does nothing.
    ///
    /// # Errors
    /// The file can't be written.
    pub fn save(&self) -> Result<(), DataError> {
        self.shared.data.get().map_or(Ok(()), |data| data.save(|| self.store().snapshot()))
    }
}

/// What was received.
impl Emulator {
    /// What was received so far, in the order in which it was answered.
    #[must_use]
    pub fn ledger(&self) -> Vec<Received> {
        self.shared.ledger.entries()
    }

    /// Forgets what was received; what is stored stays.
    pub fn clear_ledger(&self) {
        self.shared.ledger.clear();
    }
}

/// How it is served.
impl Emulator {
    /// Serves on a free port of 127.0.0.1 until what it gives is dropped.
    ///
    /// # Shape
    /// A body of more than 4 MiB is answered with 413.
    ///
    /// # Errors
    /// The port can't be bound.
    ///
    /// # Example
    /// ```
    /// # use graph_emulator::Emulator;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// let serving = Emulator::new().serve().await?;
    /// println!("curl -H 'Authorization: Bearer any' {}/v1.0/users", serving.url());
    /// serving.shutdown().await;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn serve(&self) -> io::Result<Serving> {
        self.serve_on((Ipv4Addr::LOCALHOST, 0).into()).await
    }

    /// As [`serve`](Self::serve), on an address that is given: `([127, 0, 0, 1], 8080).into()`.
    ///
    /// # Errors
    /// The address can't be bound: another process has the port, as a rule.
    ///
    /// # Example
    /// ```
    /// # use graph_emulator::Emulator;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// # let port = 0;
    /// let serving = Emulator::new().serve_on(([127, 0, 0, 1], port).into()).await?;
    /// println!("at {} until it is dropped", serving.url());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn serve_on(&self, address: SocketAddr) -> io::Result<Serving> {
        serve(address, self.clone()).await
    }
}

impl Service for Emulator {
    fn answer(&self, head: Parts, body: Result<Bytes, ODataError>) -> Result<Response<Bytes>, Lost> {
        self.answer_parts(head, body)
    }
}

impl Emulator {
    pub(crate) fn answer(&self, request: Request<Bytes>) -> Result<Response<Bytes>, Lost> {
        let (head, body) = request.into_parts();
        self.answer_parts(head, Ok(body))
    }

    /// Answers a request whose body may have failed to arrive.
    pub(crate) fn answer_parts(&self, head: Parts, body: Result<Bytes, ODataError>) -> Result<Response<Bytes>, Lost> {
        match self.shared.faults.take(&head, false) {
            Some(Effect::LostRequest) => Err(Lost),
            Some(Effect::LostAnswer) => {
                self.done(head, body, None);
                Err(Lost)
            }
            Some(Effect::Answer(failure)) => Ok(self.done(head, body, Some(failure))),
            None => Ok(self.done(head, body, None)),
        }
    }

    /// Answers a request of a batch, which has no connection of its own to lose.
    fn answer_in_batch(&self, request: Request<Bytes>) -> Response<Bytes> {
        let (head, body) = request.into_parts();
        let failure = match self.shared.faults.take(&head, true) {
            Some(Effect::Answer(failure)) => Some(failure),
            _ => None,
        };
        self.done(head, Ok(body), failure)
    }

    /// Does what a request asks, unless it shall fail, and records it.
    fn done(&self, head: Parts, body: Result<Bytes, ODataError>, failure: Option<ODataError>) -> Response<Bytes> {
        let Shared { store, handlers, ledger, .. } = &*self.shared;
        let received = body.clone().unwrap_or_default();
        let outcome = match failure {
            Some(failure) => Err(failure),
            None if batch::is_batch(&head, self.settings.spelling) => {
                batch::answer(&head, body, |request| self.answer_in_batch(request))
            }
            None => {
                let answer = dispatch::answer(store, handlers, self.schema.as_ref(), &head, body, self.settings);
                answer.and_then(|answer| self.kept(&head, answer))
            }
        };
        let response = response::response(outcome, &head.headers);
        ledger.record(head, received, response.status());
        response
    }

    /// The answer, once what the request may have changed is in the file.
    fn kept(&self, head: &Parts, answer: Answer) -> Result<Answer, ODataError> {
        if head.method != Method::GET {
            self.save().map_err(|error| ODataError::not_kept(&error))?;
        }
        Ok(answer)
    }

    pub(crate) fn store(&self) -> MutexGuard<'_, Store> {
        self.shared.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Emulator {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Emulator {
    /// Shows no entity.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Emulator").field("page_size", &self.settings.page_size).finish_non_exhaustive()
    }
}

impl Transport for Emulator {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(async move {
            self.answer(request).map_err(|_| TransportError::new("the emulator was told to lose the connection"))
        })
    }
}
