//! The emulator: a store, a ledger, and how tests prepare and read them.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::request::Parts;
use http::{Method, Request, Response};
use percent_encoding::percent_decode_str;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::answer::{self, Failure};
use crate::batch;
use crate::fault::{Effect, Fault, Faults};
use crate::handler::{Handlers, Invocation, Reply};
use crate::ledger::{Ledger, Received};
use crate::place::{Path, Place, child};
use crate::properties::{self, Properties};
use crate::service;
use crate::store::{Media, Store};

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
/// assert_eq!(emulator.ledger()[0].path_and_query, "/v1.0/users/ada");
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Emulator {
    shared: Arc<Shared>,
    page_size: usize,
}

/// The connection was lost.
#[derive(Debug)]
pub(crate) struct Lost;

#[derive(Default)]
struct Shared {
    store: Mutex<Store>,
    handlers: Handlers,
    faults: Faults,
    ledger: Ledger,
}

impl Emulator {
    /// An emulator that stores nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self { shared: Arc::default(), page_size: PAGE_SIZE }
    }

    /// Puts at most this many entities on a page: 100 unless set, and never less than one.
    #[must_use]
    pub fn with_page_size(self, page_size: usize) -> Self {
        Self { page_size: page_size.max(1), ..self }
    }
}

/// What is stored before the first request.
#[allow(clippy::must_use_candidate, reason = "they give the emulator back for the next one, if there is a next one")]
impl Emulator {
    /// Puts an entity in the collection at a path, or in the place of the one that has its id there.
    ///
    /// # Shape
    /// Without a text as its `id` it gets a UUID. Anything but an object becomes one, with it as its `value`.
    /// Annotations but `@odata.type` are left out, as from a request.
    pub fn seed(&self, collection: &str, entity: Json) -> &Self {
        let properties = seeded(entity);
        let id = properties::id(&properties).ok().flatten().map_or_else(|| Uuid::new_v4().to_string(), str::to_owned);
        let mut store = self.store();
        let (path, _) = locate(&store, collection);
        store.put_member(&path, &id, properties::with_id(properties, &id));
        self
    }

    /// Puts an entity at a path of its own, such as `me`, or in the place of the one that is there.
    ///
    /// # Shape
    /// As [`seed`](Self::seed), but that it gets no `id`.
    pub fn seed_singleton(&self, path: &str, entity: Json) -> &Self {
        let mut store = self.store();
        let (home, place) = locate(&store, path);
        match place {
            Place::Vacant { collection, key } => {
                store.put_member(&collection, &key, properties::with_id(seeded(entity), &key));
            }
            _ => store.put(home, seeded(entity)),
        }
        self
    }

    /// Puts bytes where a `GET` gives them: `users/ada/photo/$value`, `drive/items/7/content`.
    ///
    /// # Example
    /// ```
    /// # use graph_emulator::Emulator;
    /// Emulator::new().seed_media("me/photo/$value", "image/png", b"\x89PNG".as_slice());
    /// ```
    pub fn seed_media(&self, path: &str, content_type: &str, bytes: impl Into<Bytes>) -> &Self {
        let mut store = self.store();
        let (path, _) = locate(&store, path.strip_suffix("/$value").unwrap_or(path));
        store.put_media(path, Media { content_type: content_type.to_owned(), bytes: bytes.into() });
        self
    }

    /// Makes every delta link that was given so far one that is too old: 410, and the client must start again.
    pub fn expire_delta_tokens(&self) {
        self.store().delta_epoch += 1;
    }

    /// Makes a path a collection, so that it can be listed before it has entities.
    pub fn declare_collection(&self, path: &str) -> &Self {
        let mut store = self.store();
        let (path, _) = locate(&store, path);
        store.declare(path);
        self
    }
}

/// What is done other than with what is stored.
#[allow(clippy::must_use_candidate, reason = "they give the emulator back for the next one, if there is a next one")]
impl Emulator {
    /// Says what an action or a function does: a handler is asked before anything that is stored.
    ///
    /// # Shape
    /// A template is a path whose keys stand in braces: `users/{id}/sendMail`. A function with parameters has them in
    /// parentheses, in any order: `reports/getUsage(period={period})`; [`Invocation::argument`] gives them by the name
    /// on the left. A request may qualify the name (`microsoft.graph.sendMail`), write a key in parentheses, and pass
    /// arguments through aliases. Of several handlers the last one that fits is asked. No lock is held meanwhile: it
    /// may use the emulator itself.
    ///
    /// # Example
    /// ```
    /// use graph_emulator::{Emulator, Reply};
    /// use http::{Method, StatusCode};
    /// use serde_json::json;
    ///
    /// let emulator = Emulator::new();
    /// emulator.on(Method::POST, "deviceManagement/managedDevices/{id}/syncDevice", |call| match call.key("id") {
    ///     "d1" => Reply::status(StatusCode::NO_CONTENT),
    ///     _ => Reply::error(StatusCode::NOT_FOUND, "ResourceNotFound", "There is no such device."),
    /// });
    /// emulator.on(Method::GET, "reports/getUsage(period={period})", |call| {
    ///     Reply::json(json!({ "value": [{ "period": call.argument("period") }] }))
    /// });
    /// ```
    pub fn on(
        &self,
        method: Method,
        template: &str,
        handler: impl Fn(&Invocation) -> Reply + Send + Sync + 'static,
    ) -> &Self {
        self.shared.handlers.add(method, template, Box::new(handler));
        self
    }

    /// Makes something go wrong with the requests that are yet to come.
    pub fn fail(&self, fault: Fault) -> &Self {
        self.shared.faults.add(fault);
        self
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

impl Emulator {
    pub(crate) fn answer(&self, request: Request<Bytes>) -> Result<Response<Bytes>, Lost> {
        let (head, body) = request.into_parts();
        self.answer_parts(head, Ok(body))
    }

    /// Answers a request whose body may have failed to arrive.
    pub(crate) fn answer_parts(&self, head: Parts, body: Result<Bytes, Failure>) -> Result<Response<Bytes>, Lost> {
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
    fn done(&self, head: Parts, body: Result<Bytes, Failure>, failure: Option<Failure>) -> Response<Bytes> {
        let Shared { store, handlers, ledger, .. } = &*self.shared;
        let received = body.as_ref().map(Bytes::clone).unwrap_or_default();
        let outcome = match failure {
            Some(failure) => Err(failure),
            None if batch::is_batch(&head) => batch::answer(&head, body, |request| self.answer_in_batch(request)),
            None => service::answer(store, handlers, &head, body, self.page_size),
        };
        let response = answer::response(outcome, &head.headers);
        ledger.record(head, received, response.status());
        response
    }

    fn store(&self) -> MutexGuard<'_, Store> {
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
        f.debug_struct("Emulator").field("page_size", &self.page_size).finish_non_exhaustive()
    }
}

fn seeded(entity: Json) -> Properties {
    let properties = match entity {
        Json::Object(properties) => properties,
        value => Properties::from_iter([("value".to_owned(), value)]),
    };
    properties::storable(&properties).unwrap_or(properties)
}

/// Where a path leads, whether or not something is there yet.
fn locate(store: &Store, path: &str) -> (Path, Place) {
    let segments = path.split('/').filter(|segment| !segment.is_empty());
    let segments: Path = segments.map(|segment| percent_decode_str(segment).decode_utf8_lossy().into_owned()).collect();
    let place = store.find(&segments);
    let path = match &place {
        Place::Collection(path)
        | Place::Cast { collection: path, .. }
        | Place::Delta(path)
        | Place::Unknown(path)
        | Place::Missing(path) => path.clone(),
        Place::Entity { home, .. } => home.clone(),
        Place::Vacant { collection, key } => child(collection, key),
        Place::OtherType(_) | Place::Operation(_) => segments,
    };
    (path, place)
}
