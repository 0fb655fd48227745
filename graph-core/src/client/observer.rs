//! Observers of attempts and waits.

use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Method, StatusCode};

use super::retry::Outcome;
use super::transport::TransportError;

/// Observes each attempt and each wait of a client, for logs, metrics and progress bars.
///
/// # Shape
/// Events have the path with `{key}` in place of each key, and no query, body, header or token. The requests for tokens of the
/// credentials of this crate are among them: `{tenant}/oauth2/v2.0/token`.
/// [`ClientBuilder::on_wait`](crate::ClientBuilder::on_wait) and [`on_attempt`](crate::ClientBuilder::on_attempt) take a closure
/// in place of an implementation.
///
/// # Rule
/// The client calls it within the call, so it must return soon, and must not panic.
///
/// # Example
/// ```
/// use std::sync::atomic::{AtomicUsize, Ordering};
///
/// use graph_core::observer::{AttemptEvent, Observer, WaitEvent};
///
/// #[derive(Default)]
/// struct Metrics { attempts: AtomicUsize, throttled_milliseconds: AtomicUsize }
///
/// impl Observer for Metrics {
///     fn on_attempt(&self, _attempt: &AttemptEvent<'_>) {
///         self.attempts.fetch_add(1, Ordering::Relaxed);
///     }
///
///     fn on_wait(&self, wait: &WaitEvent<'_>) {
///         let milliseconds = usize::try_from(wait.duration.as_millis()).unwrap_or(usize::MAX);
///         self.throttled_milliseconds.fetch_add(milliseconds, Ordering::Relaxed);
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not implement `Observer`",
    label = "not an observer",
    note = "implement `Observer`, or pass a closure to `on_attempt` or `on_wait`"
)]
pub trait Observer: Send + Sync + 'static {
    /// An attempt ended.
    fn on_attempt(&self, attempt: &AttemptEvent<'_>) {
        let _ = attempt;
    }

    /// A wait begins.
    fn on_wait(&self, wait: &WaitEvent<'_>) {
        let _ = wait;
    }
}

/// The observers of a client.
#[derive(Clone, Default)]
pub(crate) struct Observers(Arc<[Arc<dyn Observer>]>);

impl From<Vec<Arc<dyn Observer>>> for Observers {
    fn from(observers: Vec<Arc<dyn Observer>>) -> Self {
        Self(observers.into())
    }
}

impl Deref for Observers {
    type Target = [Arc<dyn Observer>];

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl Observers {
    pub(crate) fn on_attempt(&self, attempt: &AttemptEvent<'_>) {
        self.iter().for_each(|observer| observer.on_attempt(attempt));
    }

    pub(crate) fn on_wait(&self, wait: &WaitEvent<'_>) {
        self.iter().for_each(|observer| observer.on_wait(wait));
    }
}

/// One HTTP request and its response.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct AttemptEvent<'a> {
    /// The method.
    pub method: &'a Method,
    /// The path with `{key}` in place of each key: `users/{key}/messages`.
    pub path: &'a str,
    /// The number of the attempt, from 1.
    pub number: u32,
    /// The status, or the error if no complete response arrived.
    pub result: Result<StatusCode, &'a TransportError>,
    /// The time from the request to the response.
    pub elapsed: Duration,
    /// The headers of the response.
    headers: Option<&'a HeaderMap>,
}

impl<'a> AttemptEvent<'a> {
    pub(crate) fn new<B>(
        (method, path, number): (&'a Method, &'a str, u32),
        result: Result<&'a http::Response<B>, &'a TransportError>,
        elapsed: Duration,
    ) -> Self {
        Self {
            method,
            path,
            number,
            result: result.map(http::Response::status),
            elapsed,
            headers: result.ok().map(http::Response::headers),
        }
    }

    /// The request id for the service's support, if the response has one.
    #[must_use]
    pub fn request_id(&self) -> Option<&'a str> {
        self.headers?.get("request-id")?.to_str().ok()
    }

    /// The part of the service's limit that is used, from 0.8 to 1.8, if the response has it: `x-ms-throttle-limit-percentage`.
    #[must_use]
    pub fn used_limit(&self) -> Option<f64> {
        super::throttle_window::percentage(self.headers?)
    }
}

/// A wait before a request.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct WaitEvent<'a> {
    /// The method of the request.
    pub method: &'a Method,
    /// The path with `{key}` in place of each key.
    pub path: &'a str,
    /// The number of attempts so far.
    pub attempts: u32,
    /// The length of the wait; zero if it is not known: for [`WaitReason::Turn`].
    pub duration: Duration,
    /// The reason.
    pub reason: WaitReason,
}

impl<'a> WaitEvent<'a> {
    pub(crate) fn new(
        (method, path, attempts): (&'a Method, &'a str, u32),
        duration: Duration,
        reason: WaitReason,
    ) -> Self {
        Self { method, path, attempts, duration, reason }
    }
}

/// The reason of a wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WaitReason {
    /// The service refused the request for now with 429.
    Throttled,
    /// The service requested a wait when it answered another request, whose limit this one shares.
    Shared,
    /// The maximum of requests in flight is reached:
    /// [`max_in_flight`](crate::ClientBuilder::max_in_flight) or
    /// [`max_in_flight_to_a_mailbox`](crate::ClientBuilder::max_in_flight_to_a_mailbox).
    Turn,
    /// A failed attempt is repeated.
    Failed,
    /// The entity does not exist yet: [`Request::consistent`](crate::Request::consistent).
    NotFound,
    /// A long-running operation is in progress.
    InProgress,
}

impl WaitReason {
    /// The reason of the wait after an attempt.
    pub(crate) fn of(outcome: &Outcome<'_>) -> Self {
        match outcome {
            Outcome::Status { status: StatusCode::TOO_MANY_REQUESTS, .. } => Self::Throttled,
            Outcome::Status { status: StatusCode::NOT_FOUND, .. } => Self::NotFound,
            Outcome::Status { .. } | Outcome::NoResponse => Self::Failed,
        }
    }
}

/// The closure of [`ClientBuilder::on_attempt`](crate::ClientBuilder::on_attempt).
pub(super) struct OnAttempt<F>(pub(super) F);

impl<F: Fn(&AttemptEvent<'_>) + Send + Sync + 'static> Observer for OnAttempt<F> {
    fn on_attempt(&self, attempt: &AttemptEvent<'_>) {
        self.0(attempt);
    }
}

/// The closure of [`ClientBuilder::on_wait`](crate::ClientBuilder::on_wait).
pub(super) struct OnWait<F>(pub(super) F);

impl<F: Fn(&WaitEvent<'_>) + Send + Sync + 'static> Observer for OnWait<F> {
    fn on_wait(&self, wait: &WaitEvent<'_>) {
        self.0(wait);
    }
}
