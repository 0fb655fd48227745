//! The log of notifications.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use http::StatusCode;

/// A request of the emulator to a webhook.
///
/// # Shape
/// [`Debug`](fmt::Debug) shows neither the query of the URL nor the body.
#[derive(Clone)]
#[non_exhaustive]
pub struct Delivery {
    /// The URL of the subscription.
    pub url: String,
    /// The body: the notifications as JSON, and nothing for a validation.
    pub body: Bytes,
    /// What became of it.
    pub outcome: DeliveryOutcome,
}

/// The outcome of a request to a webhook.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum DeliveryOutcome {
    /// The status of the response. The service tries again unless it is 2xx; the emulator does not.
    Status(StatusCode),
    /// There was no response, for this reason.
    Failed(String),
    /// The URL is not on loopback, so the emulator did not call it.
    NotLoopback,
}

impl fmt::Debug for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delivery")
            .field("url", &self.url.split('?').next().unwrap_or_default())
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("outcome", &self.outcome)
            .finish()
    }
}

/// The number of deliveries that the log keeps.
const LIMIT: usize = 10_000;

/// The last requests to webhooks, in their order.
#[derive(Default)]
pub(crate) struct NotificationLog(Mutex<VecDeque<Delivery>>);

impl NotificationLog {
    pub(crate) fn record(&self, url: String, body: Bytes, outcome: DeliveryOutcome) {
        let mut log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        log.push_back(Delivery { url, body, outcome });
        if log.len() > LIMIT {
            log.pop_front();
        }
    }

    pub(crate) fn entries(&self) -> Vec<Delivery> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_keeps_the_last_deliveries() {
        let log = NotificationLog::default();
        (0..=LIMIT).for_each(|number| log.record(number.to_string(), Bytes::new(), DeliveryOutcome::NotLoopback));
        let entries = log.entries();
        assert_eq!((entries.len(), entries[0].url.as_str()), (LIMIT, "1"));
    }
}
