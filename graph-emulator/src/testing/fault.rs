//! What goes wrong on purpose: an answer that is no answer to the request, or a connection that is lost.

use std::sync::{Mutex, PoisonError};

use http::header::RETRY_AFTER;
use http::{HeaderName, Method, StatusCode};

use crate::http::request::ParsedRequest;
use crate::http::response::ODataError;

/// Something that goes wrong with the next requests, for tests of what a client does then.
///
/// # Shape
/// It is for the next request, whichever it is, unless told how many and which: [`times`](Self::times),
/// [`method`](Self::method), [`path`](Self::path). What fits several goes to the one that was given first. The requests
/// of a batch count like any other, each for itself; a connection is lost only with the batch as a whole.
///
/// # Example
/// ```
/// use graph_core::{Client, StaticToken, graph_entity};
/// use graph_emulator::{Emulator, Fault};
/// use http::StatusCode;
/// use serde_json::json;
///
/// #[graph_entity(path = "users")]
/// pub struct User { #[graph(key)] pub id: Option<String> }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let emulator = Emulator::new();
/// emulator.seed("users", json!({ "id": "ada" }));
/// emulator.fail(Fault::status(StatusCode::TOO_MANY_REQUESTS).retry_after("1").path("users/ada"));
///
/// let client = Client::builder().transport(emulator.clone()).credential(StaticToken::new("any")).build()?;
/// assert!(User::users().list().send(&client).await.is_ok());
/// // Ask for the one that fails, and look at what was received:
/// let _ = User::users().entity("ada").get().send(&client).await;
/// assert_eq!(emulator.request_log()[1].status, StatusCode::TOO_MANY_REQUESTS);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "give it to `Emulator::fail`"]
pub struct Fault {
    kind: FaultKind,
    headers: Vec<(HeaderName, String)>,
    times: usize,
    method: Option<Method>,
    path: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FaultKind {
    Status(StatusCode),
    LostRequest,
    LostResponse,
}

/// What a fault does to one request.
#[derive(Debug)]
pub(crate) enum Effect {
    /// The request is not done.
    Response(ODataError),
    /// It never arrives.
    LostRequest,
    /// It is done, but the client does not learn that.
    LostResponse,
}

impl Fault {
    /// That status, with Graph's error body; the request is not done.
    pub fn status(status: StatusCode) -> Self {
        Self::of(FaultKind::Status(status))
    }

    /// The connection is lost before the request arrives: it is not done, and not in the request log.
    pub fn lost_request() -> Self {
        Self::of(FaultKind::LostRequest)
    }

    /// The connection is lost before the answer arrives: the request is done.
    pub fn lost_response() -> Self {
        Self::of(FaultKind::LostResponse)
    }

    fn of(kind: FaultKind) -> Self {
        Self { kind, headers: Vec::new(), times: 1, method: None, path: None }
    }

    /// Adds a header to the answer; a value that can't stand in one is left out.
    pub fn header(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// How long the client is to wait, in seconds, or until when.
    pub fn retry_after(self, wait: impl Into<String>) -> Self {
        self.header(RETRY_AFTER, wait)
    }

    /// It goes wrong that often, and then no more.
    pub fn times(self, times: usize) -> Self {
        Self { times, ..self }
    }

    /// Only requests with that method.
    pub fn method(self, method: Method) -> Self {
        Self { method: Some(method), ..self }
    }

    /// Only requests for that path as the client writes it, but decoded and without version and query: `users/ada`,
    /// `users('ada')`, `$batch`.
    pub fn path(self, path: &str) -> Self {
        Self { path: Some(path.trim_matches('/').to_owned()), ..self }
    }

    fn matches(&self, request: &ParsedRequest, is_in_batch: bool) -> bool {
        let is_at = |path: &String| request.segments_in_any_case().is_some_and(|segments| segments.join("/") == *path);
        self.times > 0
            && (!is_in_batch || matches!(self.kind, FaultKind::Status(_)))
            && self.method.as_ref().is_none_or(|method| method == request.method)
            && self.path.as_ref().is_none_or(is_at)
    }

    fn effect(&self) -> Effect {
        let status = match self.kind {
            FaultKind::LostRequest => return Effect::LostRequest,
            FaultKind::LostResponse => return Effect::LostResponse,
            FaultKind::Status(status) => status,
        };
        let headers = self.headers.iter().cloned();
        Effect::Response(
            headers.fold(ODataError::injected(status), |failure, (name, value)| failure.header(name, value)),
        )
    }
}

/// The faults that are yet to come.
#[derive(Default)]
pub(crate) struct Faults(Mutex<Vec<Fault>>);

impl Faults {
    pub(crate) fn add(&self, fault: Fault) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(fault);
    }

    /// What goes wrong with this request, if anything does.
    pub(crate) fn take(&self, request: &ParsedRequest, is_in_batch: bool) -> Option<Effect> {
        let mut faults = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fault = faults.iter_mut().find(|fault| fault.matches(request, is_in_batch))?;
        fault.times -= 1;
        let effect = fault.effect();
        faults.retain(|fault| fault.times > 0);
        Some(effect)
    }
}
