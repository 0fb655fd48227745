//! The failures of a transfer since its last byte, and the wait before another attempt.

use std::time::Duration;

use chrono::{DateTime, Utc};
use http::Method;

use super::request::random;
use crate::client::client::Client;
use crate::client::clock::elapsed;
use crate::client::observer::{WaitEvent, WaitReason};
use crate::client::retry::{Attempt, Decision, Outcome, OverBudget, RetryPolicy};

/// The progress after which a lost connection says nothing about the service: the transfer goes on at once.
const ENOUGH: u64 = 1024 * 1024;

/// Failures in a row. Each byte that arrives begins a new row, with the attempts and the budget of a new request.
#[derive(Default)]
pub(super) struct Failures {
    count: u32,
    since: Option<DateTime<Utc>>,
    /// The bytes that arrived since the last failure.
    progress: u64,
}

impl Failures {
    /// Ends the row: further bytes have arrived.
    pub(super) fn end(&mut self, bytes: u64) {
        *self = Self { progress: self.progress.saturating_add(bytes), ..Self::default() };
    }

    /// Adds a failure. Reports the wait before another attempt, and returns it.
    ///
    /// # Errors
    /// It was the last attempt. A requested wait that exceeds the budget is the reason, if there is one.
    pub(super) fn add(
        &mut self,
        client: &Client,
        (method, path): (&Method, impl FnOnce() -> String),
        outcome: Outcome<'_>,
        policy: &RetryPolicy,
    ) -> Result<Duration, Option<OverBudget>> {
        self.count += 1;
        let now = client.clock().now();
        let since = *self.since.get_or_insert(now);
        let attempt = Attempt { method, number: self.count, outcome, elapsed: elapsed(since, now) };
        let Decision::Wait(wait) = policy.decide(&attempt, now, random()) else {
            return Err(policy.over_budget(&attempt, now));
        };
        let progress = std::mem::take(&mut self.progress);
        if matches!(outcome, Outcome::NoResponse) && progress >= ENOUGH {
            return Ok(Duration::ZERO);
        }
        client.report_wait(&WaitEvent::new((method, &path(), self.count), wait, WaitReason::of(&outcome)));
        Ok(wait)
    }
}
