//! Faults: error responses and lost connections on purpose.

use std::sync::{Mutex, PoisonError};

use http::header::RETRY_AFTER;
use http::{HeaderName, Method, StatusCode};

use crate::http::request::ParsedRequest;
use crate::http::response::ODataError;

/// A failure of the next requests, for tests of a client's error handling.
///
/// # Shape
/// It affects the next request, unless [`times`](Self::times), [`method`](Self::method) or [`path`](Self::path) say otherwise.
/// If several faults match a request, the first one is used. Each request of a batch counts as a request; a connection is lost
/// only with the batch as a whole.
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

/// The effect of a fault on one request.
#[derive(Debug)]
pub(crate) enum Effect {
    /// The request is not performed.
    Response(ODataError),
    /// The request never arrives.
    LostRequest,
    /// The request is performed, but the client gets no response.
    LostResponse,
}

impl Fault {
    /// A status with Graph's error body; the request is not performed.
    pub fn status(status: StatusCode) -> Self {
        Self::of(FaultKind::Status(status))
    }

    /// The connection is lost before the request arrives: it is neither performed nor logged.
    pub fn lost_request() -> Self {
        Self::of(FaultKind::LostRequest)
    }

    /// The connection is lost before the response arrives: the request is performed.
    pub fn lost_response() -> Self {
        Self::of(FaultKind::LostResponse)
    }

    fn of(kind: FaultKind) -> Self {
        Self { kind, headers: Vec::new(), times: 1, method: None, path: None }
    }

    /// Adds a header to the response; an invalid value is left out.
    pub fn header(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Adds `Retry-After`: a number of seconds, or a date.
    pub fn retry_after(self, wait: impl Into<String>) -> Self {
        self.header(RETRY_AFTER, wait)
    }

    /// The number of requests that fail.
    pub fn times(self, times: usize) -> Self {
        Self { times, ..self }
    }

    /// Restricts the fault to a method.
    pub fn method(self, method: Method) -> Self {
        Self { method: Some(method), ..self }
    }

    /// Restricts the fault to a path as the client writes it, but decoded and without version and query: `users/ada`,
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

/// The faults that are not used up.
#[derive(Default)]
pub(crate) struct Faults(Mutex<Vec<Fault>>);

impl Faults {
    pub(crate) fn add(&self, fault: Fault) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(fault);
    }

    /// The effect on this request, if a fault matches.
    pub(crate) fn take(&self, request: &ParsedRequest, is_in_batch: bool) -> Option<Effect> {
        let mut faults = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fault = faults.iter_mut().find(|fault| fault.matches(request, is_in_batch))?;
        fault.times -= 1;
        let effect = fault.effect();
        faults.retain(|fault| fault.times > 0);
        Some(effect)
    }
}
