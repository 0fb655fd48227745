//! The maximum times of an attempt and of a call.

use std::fmt;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use super::clock::Clock;
use super::transport::TransportError;

/// Runs a future for at most this time. Returns `None` if it does not complete. A limit of zero does not poll it.
pub(crate) async fn within<T>(clock: &dyn Clock, limit: Duration, future: impl Future<Output = T>) -> Option<T> {
    if limit.is_zero() {
        return None;
    }
    let mut future = pin!(future);
    let mut end = None;
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(value) => Poll::Ready(Some(value)),
        Poll::Pending => end.get_or_insert_with(|| clock.limit(limit)).as_mut().poll(context).map(|()| None),
    })
    .await
}

/// A limit that was exceeded while a request was in flight.
#[derive(Debug)]
pub(crate) enum Exceeded {
    Attempt(Duration),
    Call(Duration),
    Redirects(u32),
    /// An attempt of a token request.
    #[cfg(feature = "identity")]
    Token(Duration),
}

impl fmt::Display for Exceeded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Attempt(limit) => {
                let limit = limit.as_secs_f64();
                write!(f, "the attempt took longer than {limit} s; `RetryPolicy::attempt_timeout` sets this limit")
            }
            Self::Call(limit) => {
                let limit = limit.as_secs_f64();
                write!(f, "the call took longer than {limit} s; `RetryPolicy::call_timeout` sets this limit")
            }
            #[cfg(feature = "identity")]
            Self::Token(limit) => {
                let limit = limit.as_secs_f64();
                write!(
                    f,
                    "the token request took longer than {limit} s; `attempt_timeout` of the credential sets this limit"
                )
            }
            Self::Redirects(limit) => {
                write!(
                    f,
                    "the service redirected it more than {limit} times; `RetryPolicy::max_redirects` sets this limit"
                )
            }
        }
    }
}

impl std::error::Error for Exceeded {}

impl From<Exceeded> for TransportError {
    fn from(exceeded: Exceeded) -> Self {
        Self::new(exceeded)
    }
}
