//! The emulator: a store, a ledger, and how a request comes to its answer.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::request::Parts;
use http::{Request, Response};

use crate::answer::{self, Failure};
use crate::batch;
use crate::fault::{Effect, Faults};
use crate::handler::Handlers;
use crate::ledger::{Ledger, Received};
use crate::service;
use crate::store::Store;

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
    page_size: usize,
}

/// The connection was lost.
#[derive(Debug)]
pub(crate) struct Lost;

#[derive(Default)]
pub(crate) struct Shared {
    store: Mutex<Store>,
    pub(crate) handlers: Handlers,
    pub(crate) faults: Faults,
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
        f.debug_struct("Emulator").field("page_size", &self.page_size).finish_non_exhaustive()
    }
}
