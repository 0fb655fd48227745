//! Builder of the emulator.

use std::error::Error;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use graph_core::retry::Clock;
use graph_csdl::permissions::PermissionTable;

use crate::control::script::{Script, ScriptError};
use crate::emulator::Emulator;
use crate::http::clock::SharedClock;
use crate::http::spelling::Spelling;
use crate::schema::Schema;
use crate::service::request::Settings;
use crate::store::file::{DataError, DataFile};

impl Emulator {
    /// Builder for an emulator with metadata, a data file, or other settings.
    pub fn builder() -> EmulatorBuilder {
        EmulatorBuilder::default()
    }
}

/// Builder for an [`Emulator`]. Each clone of the emulator has its settings.
///
/// # Example
/// ```
/// use graph_emulator::Emulator;
/// use serde_json::json;
///
/// let emulator = Emulator::builder().page_size(2).strict().build()?;
/// emulator.seed("users", json!({ "id": "ada" }));
/// # Ok::<(), graph_emulator::BuildError>(())
/// ```
#[derive(Debug, Clone, Default)]
#[must_use = "call `build`"]
pub struct EmulatorBuilder {
    settings: Settings,
    metadata: Option<String>,
    permissions: Option<String>,
    data_file: Option<PathBuf>,
    request_log_limit: Option<usize>,
    script: Option<Script>,
    clock: SharedClock,
}

impl EmulatorBuilder {
    /// Sets the page size of the server: 100 by default, at least 1.
    pub fn page_size(mut self, page_size: usize) -> Self {
        self.settings.page_size = page_size.max(1);
        self
    }

    /// Adds the text of a `$metadata` file: the emulator knows its types and paths, and rejects what the service would reject.
    ///
    /// # Rule
    /// The [crate's documentation](crate#with-metadata) lists the checks. [`build`](Self::build) fails if the text is not CSDL
    /// 4.0.
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
    /// let emulator = Emulator::builder().metadata(r#"
    ///     <Schema Namespace="microsoft.graph">
    ///       <EntityType Name="user">
    ///         <Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/>
    ///         <Property Name="mail" Type="Edm.String"/>
    ///       </EntityType>
    ///       <EntityContainer Name="service"><EntitySet Name="users" EntityType="microsoft.graph.user"/></EntityContainer>
    ///     </Schema>"#).build()?;
    /// let client = Client::builder().transport(emulator).credential(StaticToken::new("any")).build()?;
    /// assert!(User::users().list().send(&client).await?.value.is_empty());
    ///
    /// let misspelt = User::users().list().parameter("$filter", "mial eq 'ada@example.org'");
    /// let error = misspelt.send(&client).await.unwrap_err().to_string();
    /// assert!(error.contains("Could not find a property named 'mial' on type 'microsoft.graph.user'."), "{error}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn metadata(mut self, csdl: impl Into<String>) -> Self {
        self.metadata = Some(csdl.into());
        self
    }

    /// Adds the text of the service's table of permissions: `permissions/new/permissions.json` of
    /// `microsoftgraph/microsoft-graph-devx-content`.
    ///
    /// # Rule
    /// A request with a token that the emulator issued must be covered by its permissions, as the service's own
    /// ([`Emulator::application_token`] has an example):
    ///
    /// | token | its permissions |
    /// |---|---|
    /// | of [`Emulator::application_token`], [`Emulator::delegated_token`] | those of the call |
    /// | of the token endpoint, without a user | those of [`Emulator::grant_application`]; without that call it is not checked |
    /// | of the token endpoint, for a user | those of [`Emulator::grant_delegated`]; without that call the scopes that the client asks for, and with `.default` it is not checked |
    /// | of another issuer | not checked; 401 once permissions are granted, or issued tokens required |
    ///
    /// A request that the table does not list passes. What a user may do by their own rights is not emulated.
    pub fn permissions(mut self, table: impl Into<String>) -> Self {
        self.permissions = Some(table.into());
        self
    }

    /// Returns an empty response from an action or function without a handler, not 501: 204, an empty collection, or one value
    /// of its return type with the required properties only. It needs the metadata. Invalid arguments still return 400; a
    /// missing bound entity returns 404.
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
    /// let emulator = Emulator::builder().metadata(r#"
    ///     <Schema Namespace="microsoft.graph">
    ///       <EntityType Name="user"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/></EntityType>
    ///       <Action Name="sendMail" IsBound="true">
    ///         <Parameter Name="sender" Type="microsoft.graph.user"/><Parameter Name="subject" Type="Edm.String"/>
    ///       </Action>
    ///       <EntityContainer Name="service"><Singleton Name="me" Type="microsoft.graph.user"/></EntityContainer>
    ///     </Schema>"#).empty_responses().build()?;
    /// let client = Client::builder().transport(emulator).credential(StaticToken::new("any")).build()?;
    /// SendMail { subject: "Hello".into() }.request().send(&client).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn empty_responses(mut self) -> Self {
        self.settings.empty_responses = true;
        self
    }

    /// Fills a required property that a create omits with its type's default instead of rejecting the create: the metadata does
    /// not mark every property that the service computes.
    ///
    /// # Example
    /// ```no_run
    /// # use graph_emulator::Emulator;
    /// let metadata = std::fs::read_to_string("v1.0.csdl")?;
    /// // `locale` of a chat message can't be null, and no one sends it.
    /// let emulator = Emulator::builder().metadata(&metadata).default_values().build()?;
    /// # drop(emulator);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn default_values(mut self) -> Self {
        self.settings.default_values = true;
        self
    }

    /// Requires exact names, and rejects a body with keys or read-only properties.
    ///
    /// # Rule
    /// The service accepts more, and so does the emulator: names of paths, query options, properties, types, operations and
    /// parameters, members of enumerations, operators and keywords in any letter case, query options without their `$`, a
    /// search without its quotes, a `/` at the end of a path. It ignores keys, read-only and immutable properties where a body
    /// can't set them. A strict emulator rejects each of these: for tests of the requests that a client writes.
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
    /// let metadata = r#"
    ///     <Schema Namespace="microsoft.graph">
    ///       <EntityType Name="user">
    ///         <Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/>
    ///       </EntityType>
    ///       <EntityContainer Name="service"><EntitySet Name="users" EntityType="microsoft.graph.user"/></EntityContainer>
    ///     </Schema>"#;
    /// let builder = Emulator::builder().metadata(metadata);
    /// for (emulator, is_taken) in [(builder.clone().build()?, true), (builder.strict().build()?, false)] {
    ///     emulator.seed("users", json!({ "id": "ada" }));
    ///     let client = Client::builder().transport(emulator).credential(StaticToken::new("any")).build()?;
    ///     assert_eq!(User::users().entity("ada").get().send(&client).await.is_ok(), is_taken);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn strict(mut self) -> Self {
        self.settings.spelling = Spelling::Exact;
        self
    }

    /// Saves the stored entities in a file, and loads the file if it exists.
    ///
    /// # Rule
    /// Each request that changed something appends a line to the file before the response: JSON with a checksum, whole or not there whenever
    /// the process ends. A long log is replaced by the state, as is the file of an earlier process: the emulator writes a second file and
    /// renames it. Changes by the test itself ([`seed`](Emulator::seed) and similar methods) are written with the next such request, or by
    /// [`save`](Emulator::save). Links to next pages and delta links do not survive the process: a delta link is then 410, as an expired
    /// one. An emulator has its file alone: it locks a file `….lock` beside it, which is never removed.
    ///
    /// [`build`](Self::build) fails, and does not change the file, if it has other content or a damaged line, if another emulator uses it,
    /// or if it can't be read or written. An incomplete last line was not answered and is left out.
    ///
    /// # Example
    /// ```
    /// # use graph_emulator::Emulator;
    /// # use serde_json::json;
    /// # let folder = std::env::temp_dir().join(format!("graph-emulator-{}", std::process::id()));
    /// # std::fs::create_dir_all(&folder)?;
    /// let path = folder.join("data.json");
    /// let emulator = Emulator::builder().data_file(&path).build()?;
    /// emulator.seed("users", json!({ "id": "ada" })).save()?;
    /// assert!(std::fs::read_to_string(&path)?.contains("users/ada"));
    /// # std::fs::remove_dir_all(folder)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn data_file(mut self, path: impl AsRef<Path>) -> Self {
        self.data_file = Some(path.as_ref().to_owned());
        self
    }

    /// Prepares the emulator by a script, after it has loaded its data file.
    pub fn script(mut self, script: Script) -> Self {
        self.script = Some(script);
        self
    }

    /// Sets the number of requests that [`Emulator::request_log`] keeps: 10,000 by default; 0 keeps none.
    ///
    /// # Example
    /// ```
    /// use graph_core::http::Request;
    /// use graph_core::{Transport, bytes::Bytes};
    /// use graph_emulator::Emulator;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let emulator = Emulator::builder().request_log_limit(1).build()?;
    /// for id in ["ada", "bob"] {
    ///     emulator.send(Request::get(format!("https://graph.microsoft.com/v1.0/users/{id}")).body(Bytes::new())?).await?;
    /// }
    /// assert_eq!(emulator.request_log()[0].path_and_query, "/v1.0/users/bob");
    /// assert_eq!((emulator.request_log().len(), emulator.request_count()), (1, 2));
    /// # Ok(())
    /// # }
    /// ```
    pub fn request_log_limit(mut self, requests: usize) -> Self {
        self.request_log_limit = Some(requests);
        self
    }

    /// Sets the clock of delayed responses and of dates in `Retry-After`. It defaults to the system's clock.
    ///
    /// # Example
    /// ```
    /// use graph_core::retry::SystemClock;
    /// use graph_emulator::Emulator;
    ///
    /// let emulator = Emulator::builder().clock(SystemClock).build()?; // or the clock of the test's client
    /// # drop(emulator);
    /// # Ok::<(), graph_emulator::BuildError>(())
    /// ```
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = SharedClock(Arc::new(clock));
        self
    }

    /// Builds the emulator.
    ///
    /// # Errors
    /// [`BuildError`]: the metadata, the table of permissions, the data file or the script can't be used.
    pub fn build(self) -> Result<Emulator, BuildError> {
        let schema = self.metadata.map(|csdl| Schema::parse(&csdl, self.settings.spelling)).transpose();
        let mut emulator = Emulator::with(self.settings, schema.map_err(BuildError::Metadata)?);
        let table = self.permissions.map(|table| PermissionTable::parse(&table)).transpose();
        emulator.permissions = table.map_err(BuildError::Permissions)?.map(Arc::new);
        emulator.clock = self.clock;
        if let Some(limit) = self.request_log_limit {
            emulator.shared.request_log.set_limit(limit);
        }
        if let Some(path) = &self.data_file {
            let file = DataFile::open(path).map_err(BuildError::Data)?;
            emulator.keep_in(file).map_err(BuildError::Data)?;
        }
        if let Some(script) = self.script {
            script.check(&emulator).map_err(BuildError::Script)?;
            script.apply(&emulator);
            emulator.save().map_err(BuildError::Data)?;
            // An emulator is built once.
            let _ = emulator.shared.preparation.set(Box::new(move |emulator| script.apply(emulator)));
        }
        Ok(emulator)
    }
}

/// Error of [`EmulatorBuilder::build`].
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// The metadata is not CSDL 4.0, or has an invalid declaration.
    Metadata(graph_csdl::Error),
    /// The table of permissions can't be read.
    Permissions(graph_csdl::Error),
    /// The script grants a permission that the table does not have.
    Script(ScriptError),
    /// The data file can't be read or written, or has other content.
    Data(DataError),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Metadata(error) => write!(f, "the metadata can't be read: {error}"),
            Self::Permissions(error) => write!(f, "the table of permissions can't be read: {error}"),
            Self::Script(error) => error.fmt(f),
            Self::Data(error) => error.fmt(f),
        }
    }
}

impl Error for BuildError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Metadata(error) | Self::Permissions(error) => error.source(),
            Self::Script(error) => error.source(),
            Self::Data(error) => error.source(),
        }
    }
}
