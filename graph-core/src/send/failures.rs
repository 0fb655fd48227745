//! The failures of a transfer since its last byte, and the decision about another attempt.

use std::time::Duration;

use chrono::{DateTime, Utc};
use http::Method;

use super::request::random;
use crate::client::clock::elapsed;
use crate::client::retry::{Attempt, Decision, Outcome, RetryPolicy};

/// Failures in a row. Each byte that arrives begins a new row, with the attempts and the budget of a new request.
#[derive(Default)]
pub(super) struct Failures {
    count: u32,
    since: Option<DateTime<Utc>>,
}

impl Failures {
    /// Adds a failure. Returns the wait before another attempt; `None` after the last one.
    pub(super) fn add(
        &mut self,
        method: &Method,
        outcome: Outcome<'_>,
        policy: &RetryPolicy,
        now: DateTime<Utc>,
    ) -> Option<Duration> {
        self.count += 1;
        let since = *self.since.get_or_insert(now);
        let attempt = Attempt { method, number: self.count, outcome, elapsed: elapsed(since, now) };
        match policy.decide(&attempt, now, random()) {
            Decision::Wait(wait) => Some(wait),
            Decision::GiveUp => None,
        }
    }
}
