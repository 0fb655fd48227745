//! Retry decisions. The time and the random number are arguments.

use std::fmt;
use std::time::Duration;

use chrono::{DateTime, NaiveDateTime, Utc};
use http::header::RETRY_AFTER;
use http::{HeaderMap, Method, StatusCode};

/// The number and duration of the attempts of a request.
///
/// # Shape
/// | setting | default | |
/// |---|---|---|
/// | `max_attempts` | 4 | the first attempt and three more, as in Microsoft's libraries |
/// | `budget` | 100 s | the time of all attempts and waits, in the queue as well |
/// | `base_delay` | 500 ms | the maximum of the first back-off; it doubles with each attempt |
/// | `max_delay` | 30 s | the maximum of each back-off; `Retry-After` may be longer |
/// | `resend_unsafe` | `false` | POST and PATCH are sent again although the service may have acted |
///
/// # Rule
/// - 429 is retried with each method: the service did not act
///   ([throttling](https://learn.microsoft.com/graph/throttling)).
/// - 408, 500, 502, 503, 504, 509 and a lost connection are retried only with idempotent methods: GET, HEAD, OPTIONS,
///   TRACE, PUT, DELETE ([RFC 9110, §9.2.2](https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2)). Other methods could act
///   twice. Other statuses are not retried ([error codes](https://learn.microsoft.com/graph/errors)).
/// - The wait is `Retry-After`, the longest if there are several, in whole or decimal seconds, or as an HTTP date in any of the
///   three forms ([RFC 9110, §10.2.3](https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3)). `retry-after-ms` and
///   `x-ms-retry-after-ms`, in milliseconds, take precedence. A date in the past is a wait of zero.
/// - Otherwise the wait is an exponential back-off with
///   [full jitter](https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
/// - A retry may meet the effect of the first attempt: 404 for a DELETE, 412 for `If-Match`.
/// - A wait never exceeds the rest of the budget, and is never shortened: the call ends instead.
///
/// # Example
/// ```
/// use std::time::Duration;
///
/// use graph_core::RetryPolicy;
///
/// let patient = RetryPolicy::default().max_attempts(10).budget(Duration::from_mins(10));
/// assert_ne!(patient, RetryPolicy::never());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "a policy does nothing until a client has it"]
pub struct RetryPolicy {
    max_attempts: u32,
    pub(crate) budget: Duration,
    base_delay: Duration,
    max_delay: Duration,
    pub(crate) resend_unsafe: bool,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) call_timeout: Option<Duration>,
    pub(crate) max_redirects: u32,
    consistent_within: Duration,
}

/// The state of a request after an attempt.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Attempt<'a> {
    /// The request's method.
    pub method: &'a Method,
    /// The number of the attempt, from 1. Attempts that ended in 404 count apart from the others.
    pub number: u32,
    /// The result of the attempt.
    pub outcome: Outcome<'a>,
    /// The time of these attempts and of the waits after them.
    pub elapsed: Duration,
}

impl<'a> Attempt<'a> {
    /// Creates the state after the first attempt, which took no time.
    #[must_use]
    pub const fn new(method: &'a Method, outcome: Outcome<'a>) -> Self {
        Self { method, number: 1, outcome, elapsed: Duration::ZERO }
    }

    fn requested_wait(&self, now: DateTime<Utc>) -> Option<Duration> {
        match self.outcome {
            Outcome::Status { headers, .. } => requested_wait(headers, now),
            Outcome::NoResponse => None,
        }
    }
}

/// The attempts of a call so far. Those that ended in 404 use up another time than the others: [`RetryPolicy::consistent`].
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Attempts {
    not_found: Count,
    other: Count,
}

/// The number of attempts, and the time of them and of the waits after them.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    number: u32,
    elapsed: Duration,
}

impl Attempts {
    pub(crate) fn number(&self) -> u32 {
        self.not_found.number.saturating_add(self.other.number)
    }

    /// The rest of a budget.
    pub(crate) fn left_of(&self, budget: Duration) -> Duration {
        budget.saturating_sub(self.other.elapsed)
    }

    /// The larger numbers and times of both.
    pub(crate) fn most(self, other: Self) -> Self {
        let most = |one: Count, other: Count| Count {
            number: one.number.max(other.number),
            elapsed: one.elapsed.max(other.elapsed),
        };
        Self { not_found: most(self.not_found, other.not_found), other: most(self.other, other.other) }
    }

    /// The next attempt, which took this time.
    pub(crate) fn next<'a>(&self, method: &'a Method, outcome: Outcome<'a>, time: Duration) -> Attempt<'a> {
        let count = if outcome.is_not_found() { self.not_found } else { self.other };
        let (number, elapsed) = (count.number.saturating_add(1), count.elapsed.saturating_add(time));
        Attempt { method, number, outcome, elapsed }
    }

    /// Counts an attempt and the wait after it.
    pub(crate) fn count(&mut self, attempt: &Attempt<'_>, wait: Duration) {
        let count = if attempt.outcome.is_not_found() { &mut self.not_found } else { &mut self.other };
        *count = Count { number: attempt.number, elapsed: attempt.elapsed.saturating_add(wait) };
    }
}

/// The result of an attempt.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Outcome<'a> {
    /// The service responded.
    Status {
        /// The status of the response.
        status: StatusCode,
        /// The headers of the response.
        headers: &'a HeaderMap,
    },
    /// No complete response arrived. The service may have acted nevertheless.
    NoResponse,
}

impl Outcome<'_> {
    fn is_not_found(&self) -> bool {
        matches!(self, Self::Status { status: StatusCode::NOT_FOUND, .. })
    }
}

/// The decision after an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Decision {
    /// Send the request again after this time.
    Wait(Duration),
    /// Return the result.
    GiveUp,
}

/// The reason why a request was not sent again: the next attempt would begin after the budget.
///
/// # Shape
/// [`Display`](fmt::Display) writes `not sent again: the service requests a wait of 300 s, and the budget is 100 s (1 attempt)`, and the
/// name of the setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct OverBudget {
    /// The wait that the service requested, if it did.
    pub wait: Option<Duration>,
    /// The budget: [`RetryPolicy::budget`].
    pub budget: Duration,
    /// The number of attempts.
    pub attempts: u32,
}

impl fmt::Display for OverBudget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { wait, budget, attempts } = self;
        f.write_str("not sent again: ")?;
        if let Some(wait) = wait {
            write!(f, "the service requests a wait of {} s, and ", wait.as_secs_f64())?;
        }
        write!(f, "the budget is {} s ", budget.as_secs_f64())?;
        write!(f, "({attempts} attempt{})", if *attempts == 1 { "" } else { "s" })?;
        f.write_str("; `RetryPolicy::budget` sets it")
    }
}

impl RetryPolicy {
    /// A policy that sends each request once.
    pub const fn never() -> Self {
        Self::new().max_attempts(1)
    }

    const fn new() -> Self {
        Self {
            max_attempts: 4,
            budget: Duration::from_secs(100),
            base_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(30),
            resend_unsafe: false,
            attempt_timeout: None,
            call_timeout: None,
            max_redirects: 5,
            consistent_within: Duration::ZERO,
        }
    }

    /// Sets the maximum number of attempts, including the first. 0 is the same as 1.
    pub const fn max_attempts(self, max_attempts: u32) -> Self {
        Self { max_attempts, ..self }
    }

    /// Sets the time until the last attempt must begin, with the wait for its turn. A running attempt is not interrupted.
    pub const fn budget(self, budget: Duration) -> Self {
        Self { budget, ..self }
    }

    /// Sets the maximum back-off after the first attempt.
    pub const fn base_delay(self, base_delay: Duration) -> Self {
        Self { base_delay, ..self }
    }

    /// Sets the maximum back-off after any attempt.
    pub const fn max_delay(self, max_delay: Duration) -> Self {
        Self { max_delay, ..self }
    }

    /// Sends POST and PATCH again after a 5xx or a lost connection, like idempotent methods.
    ///
    /// The service may have acted on the first attempt. Use it only if a repetition does no harm.
    pub const fn resend_unsafe(self, resend_unsafe: bool) -> Self {
        Self { resend_unsafe, ..self }
    }

    /// Sets the maximum time of one attempt, after which it counts as a lost connection. There is none by default: the default transport
    /// has a maximum time for the connection and between the bytes of a response. An attempt of a download ends with the headers of a
    /// successful response.
    pub const fn attempt_timeout(self, timeout: Duration) -> Self {
        Self { attempt_timeout: Some(timeout), ..self }
    }

    /// Sets the maximum time of the whole call, after which it is abandoned: token, attempts and waits. There is none by default. The
    /// service may have acted on the attempt in flight.
    pub const fn call_timeout(self, timeout: Duration) -> Self {
        Self { call_timeout: Some(timeout), ..self }
    }

    /// Sets the maximum number of redirects of a GET. It defaults to 5.
    pub const fn max_redirects(self, max_redirects: u32) -> Self {
        Self { max_redirects, ..self }
    }

    /// Sends a request again after a 404 for this time, with any method: an entity that was created a moment ago may not be found. This
    /// is in addition to [`max_attempts`](Self::max_attempts) and [`budget`](Self::budget). By default a 404 is final.
    pub const fn consistent(self, within: Duration) -> Self {
        Self { consistent_within: within, ..self }
    }

    /// Decides about `attempt`. `now` is compared with HTTP dates; `random` is from 0 to 1 and differs for each attempt.
    ///
    /// # Example
    /// ```
    /// use std::time::Duration;
    ///
    /// use graph_core::http::{HeaderMap, HeaderValue, Method, StatusCode};
    /// use graph_core::{RetryPolicy, retry::{Attempt, Clock, Decision, Outcome, SystemClock}};
    ///
    /// let headers = HeaderMap::from_iter([("retry-after".parse()?, HeaderValue::from_static("2.5"))]);
    /// let outcome = Outcome::Status { status: StatusCode::TOO_MANY_REQUESTS, headers: &headers };
    /// let attempt = Attempt::new(&Method::POST, outcome);
    /// let decision = RetryPolicy::default().decide(&attempt, SystemClock.now(), 0.5);
    /// assert_eq!(decision, Decision::Wait(Duration::from_millis(2_500)));
    /// # Ok::<(), http::Error>(())
    /// ```
    #[must_use]
    pub fn decide(&self, attempt: &Attempt<'_>, now: DateTime<Utc>, random: f64) -> Decision {
        if attempt.outcome.is_not_found() {
            return self.until_found(attempt, random);
        }
        if self.is_last(attempt) {
            return Decision::GiveUp;
        }
        let wait = attempt.requested_wait(now).unwrap_or_else(|| self.back_off(attempt.number, random));
        if self.allows(attempt, wait) { Decision::Wait(wait) } else { Decision::GiveUp }
    }

    /// Returns `true` if the time of the policy does not end before a wait.
    pub(crate) fn allows(&self, attempt: &Attempt<'_>, wait: Duration) -> bool {
        let time = if attempt.outcome.is_not_found() { self.consistent_within } else { self.budget };
        attempt.elapsed.checked_add(wait).is_some_and(|end| end <= time)
    }

    /// The reason why nothing follows after `attempt`, if it is the budget alone.
    pub(crate) fn over_budget(&self, attempt: &Attempt<'_>, now: DateTime<Utc>) -> Option<OverBudget> {
        (!self.is_last(attempt)).then(|| {
            let wait = attempt.requested_wait(now);
            OverBudget { wait, budget: self.budget, attempts: attempt.number }
        })
    }

    /// The policy of a call for requests of both policies: it makes no attempt and takes no time that one of them does not allow.
    pub(crate) fn strictest(self, other: Self) -> Self {
        let shorter = |one: Option<Duration>, other: Option<Duration>| one.into_iter().chain(other).min();
        Self {
            max_attempts: self.max_attempts.min(other.max_attempts),
            budget: self.budget.min(other.budget),
            base_delay: self.base_delay.max(other.base_delay),
            max_delay: self.max_delay.max(other.max_delay),
            resend_unsafe: self.resend_unsafe && other.resend_unsafe,
            attempt_timeout: shorter(self.attempt_timeout, other.attempt_timeout),
            call_timeout: shorter(self.call_timeout, other.call_timeout),
            max_redirects: self.max_redirects.min(other.max_redirects),
            consistent_within: self.consistent_within.min(other.consistent_within),
        }
    }

    /// Decides about a 404. A wait is at least half of the back-off, since a 404 costs the service as much as an entity.
    fn until_found(&self, attempt: &Attempt<'_>, random: f64) -> Decision {
        if self.consistent_within.is_zero() {
            return Decision::GiveUp;
        }
        let wait = self.back_off(attempt.number, 0.5 + random / 2.0);
        if self.allows(attempt, wait) { Decision::Wait(wait) } else { Decision::GiveUp }
    }

    /// Returns `true` if no attempt follows, whatever the wait is.
    fn is_last(&self, attempt: &Attempt<'_>) -> bool {
        attempt.number >= self.max_attempts || !self.may_resend(attempt)
    }

    fn may_resend(&self, attempt: &Attempt<'_>) -> bool {
        let transient = match attempt.outcome {
            Outcome::Status { status: StatusCode::TOO_MANY_REQUESTS, .. } => return true,
            Outcome::Status { status, .. } => is_temporary(status),
            Outcome::NoResponse => true,
        };
        transient && (self.resend_unsafe || attempt.method.is_idempotent())
    }

    fn back_off(&self, number: u32, random: f64) -> Duration {
        let doubled = 2_u32.saturating_pow(number.saturating_sub(1));
        let ceiling = self.base_delay.saturating_mul(doubled).min(self.max_delay);
        // NaN is treated as 1: the longest wait is the safe one.
        let random = if random.is_nan() { 1.0 } else { random.clamp(0.0, 1.0) };
        Duration::try_from_secs_f64(ceiling.as_secs_f64() * random).unwrap_or(ceiling)
    }
}

/// The changes of a request to a policy.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct PolicyChange {
    /// The policy in place of the client's.
    pub(crate) policy: Option<RetryPolicy>,
    pub(crate) resend_unsafe: bool,
    pub(crate) consistent_within: Option<Duration>,
}

impl PolicyChange {
    /// The policy of the request of a client with the policy `of_client`.
    pub(crate) fn apply(&self, of_client: &RetryPolicy) -> RetryPolicy {
        let policy = self.policy.unwrap_or(*of_client);
        RetryPolicy {
            resend_unsafe: policy.resend_unsafe || self.resend_unsafe,
            consistent_within: self.consistent_within.unwrap_or(policy.consistent_within),
            ..policy
        }
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

/// Returns `true` for a failure that may be over soon: 429, and statuses of a service that did not do its work.
pub(crate) fn is_temporary(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504 | 509)
}

/// The wait that the service requests: the most exact form, and of one form the longest value. `None` if no value is valid.
///
/// # Rule
/// A gateway may repeat a field that should occur once, or send a list
/// ([RFC 9110, §5.3](https://www.rfc-editor.org/rfc/rfc9110#section-5.3)). The longest wait satisfies all values.
pub(crate) fn requested_wait(headers: &HeaderMap, now: DateTime<Utc>) -> Option<Duration> {
    let longest = |name: &str, read: &dyn Fn(&str) -> Option<Duration>| {
        let texts = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
        texts.flat_map(members).filter_map(read).max()
    };
    let milliseconds = |text: &str| decimal(text, 1_000.0);
    let seconds = |text: &str| decimal(text, 1.0).or_else(|| until(text, now));
    longest("retry-after-ms", &milliseconds)
        .or_else(|| longest("x-ms-retry-after-ms", &milliseconds))
        .or_else(|| longest(RETRY_AFTER.as_str(), &seconds))
}

/// The members of a list. An HTTP date contains a comma after the day of the week.
fn members(list: &str) -> Vec<&str> {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let mut members = Vec::new();
    let mut rest = list;
    while !rest.is_empty() {
        let is_day = |text: &str| !text.contains(',') && DAYS.iter().any(|day| text.trim_start().starts_with(day));
        let mut commas = rest.match_indices(',').map(|(at, _)| at);
        let end = commas.find(|at| !rest.get(..*at).is_some_and(is_day)).unwrap_or(rest.len());
        let (member, following) = rest.split_at(end);
        members.push(member.trim_matches([' ', '\t', ',']));
        rest = following.trim_start_matches([' ', '\t', ',']);
    }
    members
}

/// The time until an HTTP date; zero for a date in the past.
fn until(text: &str, now: DateTime<Utc>) -> Option<Duration> {
    Some(http_date(text)?.signed_duration_since(now).to_std().unwrap_or(Duration::ZERO))
}

/// A number without sign and exponent; `per_second` of its units are a second. A number that exceeds the type is longer than
/// any budget.
fn decimal(text: &str, per_second: f64) -> Option<Duration> {
    if !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return None;
    }
    let number: f64 = text.parse().ok()?;
    Some(Duration::try_from_secs_f64(number / per_second).unwrap_or(Duration::MAX))
}

/// The three forms of [RFC 9110, §5.6.7](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7): the current one of mail, that of
/// RFC 850, and that of C's `asctime`.
fn http_date(text: &str) -> Option<DateTime<Utc>> {
    let fixed = DateTime::parse_from_rfc2822(text).ok().map(|date| date.to_utc());
    fixed.or_else(|| {
        ["%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"]
            .into_iter()
            .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
            .map(|date| date.and_utc())
    })
}

#[cfg(test)]
mod tests;
