//! The maximum time without a byte of a response.

use std::fmt;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use crate::client::timer::Wait;
use crate::client::transport::TransportError;

/// Nothing was received for the maximum time. It names the setting.
#[derive(Debug)]
pub(super) struct Stalled(Duration);

impl fmt::Display for Stalled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let limit = self.0.as_secs_f64();
        write!(f, "nothing was received for {limit} s; `Reqwest::builder().read_timeout(…)` sets the limit")
    }
}

impl std::error::Error for Stalled {}

impl From<Stalled> for TransportError {
    fn from(stalled: Stalled) -> Self {
        Self::new(stalled)
    }
}

/// Counts the time since something was received.
///
/// # Rule
/// This is not the read timeout of reqwest, whose timer in the runtime takes two percent of the instructions of a request.
pub(super) struct Stall {
    /// `None` if the client has its own limit.
    limit: Option<Duration>,
    wait: Option<Wait>,
}

impl Stall {
    pub(super) fn new(limit: Option<Duration>) -> Self {
        Self { limit, wait: None }
    }

    /// Returns what was received, or the end of the time for it.
    pub(super) fn or_stalled<T>(&mut self, received: Poll<T>, context: &mut Context<'_>) -> Poll<Result<T, Stalled>> {
        match (received, self.limit) {
            (Poll::Ready(value), _) => {
                self.wait = None;
                Poll::Ready(Ok(value))
            }
            (Poll::Pending, None) => Poll::Pending,
            (Poll::Pending, Some(limit)) => {
                let wait = self.wait.get_or_insert_with(|| Wait::limit(limit));
                ready!(Pin::new(wait).poll(context));
                Poll::Ready(Err(Stalled(limit)))
            }
        }
    }

    /// Waits for something to be received.
    pub(super) async fn receive<T>(&mut self, future: impl Future<Output = T>) -> Result<T, Stalled> {
        let mut future = pin!(future);
        std::future::poll_fn(|context| {
            let received = future.as_mut().poll(context);
            self.or_stalled(received, context)
        })
        .await
    }
}
