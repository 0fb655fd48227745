//! The forms in which a service asks a client to wait.

use std::time::Duration;

use chrono::{DateTime, Utc};
use http::HeaderName;
use http::header::RETRY_AFTER;

/// A wait that a throttled response asks for, in one of the forms that services write.
///
/// # Rule
/// Graph sends whole seconds ([throttling](https://learn.microsoft.com/graph/throttling)); HTTP also allows a date
/// ([RFC 9110, §10.2.3](https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3)). Gateways write the others.
///
/// # Example
/// ```
/// use std::time::Duration;
///
/// use graph_emulator::{Emulator, Fault, RetryAfter};
///
/// let emulator = Emulator::new();
/// emulator.fault(Fault::throttled(RetryAfter::Seconds(1)));
/// emulator.fault(Fault::throttled(RetryAfter::Date(Duration::from_secs(5))));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum RetryAfter {
    /// No header: the client chooses.
    None,
    /// `Retry-After: 7`.
    Seconds(u64),
    /// `Retry-After: 0.5`.
    Decimal(f64),
    /// `Retry-After: Thu, 01 Jan 1970 00:01:00 GMT`: so long after the time of the emulator's clock.
    Date(Duration),
    /// `retry-after-ms: 1500`.
    Milliseconds(u64),
    /// `x-ms-retry-after-ms: 1500`.
    MsMilliseconds(u64),
    /// `Retry-After: 1, 30`: a list, as after two gateways.
    List(Vec<u64>),
    /// `Retry-After: 99999999999999999999`: more seconds than any wait.
    Absurd,
    /// `Retry-After` with this text.
    Text(String),
}

impl RetryAfter {
    /// The header, if there is one.
    pub(crate) fn header(&self, now: DateTime<Utc>) -> Option<(HeaderName, String)> {
        let own = |name| HeaderName::from_static(name);
        Some(match self {
            Self::None => return None,
            Self::Seconds(seconds) => (RETRY_AFTER, seconds.to_string()),
            Self::Decimal(seconds) => (RETRY_AFTER, seconds.to_string()),
            Self::Date(wait) => {
                let wait = chrono::Duration::from_std(*wait).unwrap_or(chrono::Duration::MAX);
                let date = now.checked_add_signed(wait).unwrap_or(DateTime::<Utc>::MAX_UTC);
                (RETRY_AFTER, date.format("%a, %d %b %Y %H:%M:%S GMT").to_string())
            }
            Self::Milliseconds(milliseconds) => (own("retry-after-ms"), milliseconds.to_string()),
            Self::MsMilliseconds(milliseconds) => (own("x-ms-retry-after-ms"), milliseconds.to_string()),
            Self::List(seconds) => {
                let seconds: Vec<_> = seconds.iter().map(u64::to_string).collect();
                (RETRY_AFTER, seconds.join(", "))
            }
            Self::Absurd => (RETRY_AFTER, "99999999999999999999".to_owned()),
            Self::Text(text) => (RETRY_AFTER, text.clone()),
        })
    }
}
