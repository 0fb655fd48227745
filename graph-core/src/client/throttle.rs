//! The limits that all clones of a client keep together: waits that the service requests, and requests in flight.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::future::poll_fn;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::time::Duration;

use chrono::{DateTime, Utc};
use http::{HeaderMap, HeaderName, Response, StatusCode};

use super::clock::{Clock, after, elapsed};
use super::retry::requested_wait;
use super::throttle_scope::Scope;

/// The default maximum of requests in flight.
pub(super) const MOST: usize = 64;
/// The default maximum of requests in flight to one mailbox
/// ([Outlook service limits](https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits)).
pub(super) const MOST_TO_A_MAILBOX: usize = 4;

/// The longest wait for a turn. A program may hold a request that it does not poll, so a permit may not be returned while another
/// request waits for it.
const PATIENCE: Duration = Duration::from_secs(30);

/// The number of scopes without a request that are remembered.
const MOST_IDLE: usize = 1_000;

/// The part of a limit that is used: 0.8 to 1.8. The directory sends it from 0.8 on.
const PERCENTAGE: HeaderName = HeaderName::from_static("x-ms-throttle-limit-percentage");
/// `SharePoint` sends these when a limit is nearly used up.
const REMAINING: HeaderName = HeaderName::from_static("ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("ratelimit-reset");

/// The limits of a client.
///
/// # Rule
/// After a 429, or another response with a requested wait, no request of the same [`Scope`] is sent before its end. Each
/// scope has a window of requests in flight: a 429 halves it, and as many successes as it is wide widen it by one, up to the maximum
/// (additive increase, multiplicative decrease). A service that reports that a limit is nearly used up widens nothing.
///
/// A permit is returned when it is dropped, and a request that no longer waits leaves the queue, so cancelled calls lose nothing. A
/// request that waited for 30 seconds for its turn is sent.
pub(crate) struct Throttle {
    most: usize,
    most_to_a_mailbox: usize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    in_flight: usize,
    scopes: HashMap<Scope, Use, BuildHasherDefault<HashOfHash>>,
    /// The requests that wait for a permit, in the order of their calls.
    queue: VecDeque<Queued>,
    next_number: u64,
}

/// The hasher of scopes, which contain a hash.
#[derive(Default)]
struct HashOfHash(u64);

impl Hasher for HashOfHash {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = self.0.rotate_left(5) ^ hash;
    }

    fn write_isize(&mut self, discriminant: isize) {
        self.write_u64(discriminant.unsigned_abs() as u64);
    }
}

/// The use of one scope.
struct Use {
    in_flight: usize,
    window: usize,
    /// The successes since the window changed.
    successes: usize,
    /// No request is sent before.
    until: Option<DateTime<Utc>>,
}

struct Queued {
    number: u64,
    scope: Scope,
    waker: Waker,
    /// It has a permit, and its task was woken.
    is_granted: bool,
}

impl Throttle {
    pub(super) fn new(most: usize, most_to_a_mailbox: usize) -> Self {
        Self { most: most.max(1), most_to_a_mailbox: most_to_a_mailbox.max(1), state: Mutex::default() }
    }

    /// No code that may panic runs under the lock. Wakers are called and dropped without it.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn most_of(&self, scope: Scope) -> usize {
        if scope.is_mailbox() { self.most_to_a_mailbox.min(self.most) } else { self.most }
    }

    /// Waits until a request of the scope may be sent. `waits` is called before each wait for the service.
    ///
    /// A request that is sent ahead has no permit: nobody may poll it while it is in flight, and a permit that it held could block the
    /// request for which the caller waits. A wait up to `waited` is over, also on a clock that stands still.
    ///
    /// # Errors
    /// The wait that the service requests, if it ends after `deadline`.
    pub(crate) async fn enter(
        &self,
        scope: Scope,
        is_ahead: bool,
        clock: &dyn Clock,
        (mut waited, deadline): (Option<DateTime<Utc>>, DateTime<Utc>),
        waits: impl Fn(Duration),
    ) -> Result<Option<Permit<'_>>, Duration> {
        loop {
            let permit = if is_ahead { None } else { Some(self.permit(scope, clock).await) };
            let until = permit.as_ref().map_or_else(|| self.until(scope), |permit| permit.until);
            let Some(until) = until.filter(|until| Some(*until) > waited && *until > clock.now()) else {
                self.unblock(scope, until);
                return Ok(permit);
            };
            drop(permit);
            let wait = elapsed(clock.now(), until);
            if until > deadline {
                return Err(wait);
            }
            waits(wait);
            clock.sleep(wait).await;
            waited = Some(until);
        }
    }

    /// Waits for its turn in the queue, or for [`PATIENCE`].
    async fn permit(&self, scope: Scope, clock: &dyn Clock) -> Permit<'_> {
        let mut ticket = None;
        let mut patience = None;
        poll_fn(|context| {
            if let Poll::Ready(permit) = self.poll_permit(scope, &mut ticket, context.waker()) {
                return Poll::Ready(permit);
            }
            let patience = patience.get_or_insert_with(|| clock.sleep(PATIENCE));
            patience.as_mut().poll(context).map(|()| {
                ticket = None;
                self.lock().take(self, scope)
            })
        })
        .await
    }

    fn until(&self, scope: Scope) -> Option<DateTime<Utc>> {
        self.lock().scopes.get(&scope)?.until
    }

    /// Forgets a wait that is over.
    fn unblock(&self, scope: Scope, until: Option<DateTime<Utc>>) {
        if until.is_some()
            && let Some(used) = self.lock().scopes.get_mut(&scope)
        {
            used.until = used.until.filter(|_| used.until != until);
        }
    }

    fn poll_permit<'t>(&'t self, scope: Scope, ticket: &mut Option<Ticket<'t>>, waker: &Waker) -> Poll<Permit<'t>> {
        let mut state = self.lock();
        let Some(Ticket { number, .. }) = ticket else {
            if state.has_room(self, scope) {
                return Poll::Ready(state.take(self, scope));
            }
            let number = state.next_number;
            state.next_number += 1;
            state.queue.push_back(Queued { number, scope, waker: waker.clone(), is_granted: false });
            *ticket = Some(Ticket { throttle: self, number });
            return Poll::Pending;
        };
        let queued = state.queue.iter_mut().find(|queued| queued.number == *number && !queued.is_granted);
        if let Some(queued) = queued {
            let replaced =
                (!queued.waker.will_wake(waker)).then(|| std::mem::replace(&mut queued.waker, waker.clone()));
            drop(state);
            drop(replaced);
            return Poll::Pending;
        }
        let left = state.leave(*number);
        let until = state.scopes.get(&scope).and_then(|used| used.until);
        drop(state);
        drop(left);
        // The queue no longer has the ticket, so it returns nothing.
        *ticket = None;
        Poll::Ready(Permit { throttle: self, scope, until, answer: None })
    }

    /// Records the wait that the service requests for a scope of which a request was part of a batch.
    pub(crate) fn block(&self, scope: Scope, wait: Duration, now: DateTime<Utc>) {
        let most = self.most_of(scope);
        let mut state = self.lock();
        state.forget(now);
        state.scopes.entry(scope).or_insert_with(|| Use::new(most)).block(Some(after(now, wait)));
    }

    /// Records the answer to a request that has no permit.
    pub(crate) fn record(&self, scope: Scope, answer: &Answer) {
        let most = self.most_of(scope);
        if let Some(used) = self.lock().scopes.get_mut(&scope) {
            used.record(answer, most);
        }
    }

    /// Returns a permit with the answer to its request, and gives it to the next requests that may be sent.
    fn release(&self, scope: Scope, answer: Option<&Answer>) {
        let mut state = self.lock();
        state.in_flight = state.in_flight.saturating_sub(1);
        if let Some(Answer::Throttled { now, .. }) = answer {
            state.forget(*now);
        }
        let most = self.most_of(scope);
        if let Some(used) = state.scopes.get_mut(&scope) {
            if let Some(answer) = answer {
                used.record(answer, most);
            }
            used.in_flight = used.in_flight.saturating_sub(1);
            if used.in_flight == 0 && used.window == most && used.until.is_none() {
                state.scopes.remove(&scope);
            }
        }
        let mut woken = Vec::new();
        for at in 0..state.queue.len() {
            if state.in_flight >= self.most {
                break;
            }
            let Some(queued) = state.queue.get(at).filter(|queued| !queued.is_granted) else { continue };
            let scope = queued.scope;
            if state.has_room(self, scope) {
                let _ = state.count(self, scope);
                if let Some(queued) = state.queue.get_mut(at) {
                    queued.is_granted = true;
                    woken.push(queued.waker.clone());
                }
            }
        }
        drop(state);
        woken.into_iter().for_each(Waker::wake);
    }
}

impl State {
    fn has_room(&self, throttle: &Throttle, scope: Scope) -> bool {
        let window = |used: &Use| used.in_flight < used.window;
        self.in_flight < throttle.most && self.scopes.get(&scope).is_none_or(window)
    }

    /// Forgets scopes without requests and waits, if there are many: those that were throttled once.
    fn forget(&mut self, now: DateTime<Utc>) {
        if self.scopes.len() > MOST_IDLE + self.in_flight {
            self.scopes.retain(|_, used| used.in_flight > 0 || used.until.is_some_and(|until| until > now));
        }
    }

    /// Counts a request in flight, and returns the end of the scope's wait.
    fn count(&mut self, throttle: &Throttle, scope: Scope) -> Option<DateTime<Utc>> {
        self.in_flight += 1;
        let used = self.scopes.entry(scope).or_insert_with(|| Use::new(throttle.most_of(scope)));
        used.in_flight += 1;
        used.until
    }

    fn take<'t>(&mut self, throttle: &'t Throttle, scope: Scope) -> Permit<'t> {
        let until = self.count(throttle, scope);
        Permit { throttle, scope, until, answer: None }
    }

    /// Removes a request from the queue.
    fn leave(&mut self, number: u64) -> Option<Queued> {
        let at = self.queue.iter().position(|queued| queued.number == number)?;
        self.queue.remove(at)
    }
}

impl Use {
    fn new(window: usize) -> Self {
        Self { in_flight: 0, window, successes: 0, until: None }
    }

    /// Widens or narrows the window, and blocks the scope for a requested wait.
    fn record(&mut self, answer: &Answer, most: usize) {
        match *answer {
            Answer::Throttled { until, .. } => {
                self.narrow(self.in_flight / 2);
                self.block(until);
            }
            Answer::Other { used, until } => {
                match used {
                    Some(part) if part >= 1.0 => self.narrow(self.window - 1),
                    Some(_) => {}
                    None => self.widen(most),
                }
                self.block(until);
            }
        }
    }

    fn block(&mut self, until: Option<DateTime<Utc>>) {
        self.until = self.until.max(until);
    }

    fn narrow(&mut self, window: usize) {
        self.window = window.max(1);
        self.successes = 0;
    }

    fn widen(&mut self, most: usize) {
        if self.window < most {
            self.successes += 1;
            if self.successes >= self.window {
                self.window += 1;
                self.successes = 0;
            }
        }
    }
}

/// The answer of the service to a request.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Answer {
    /// It refused the request now, until then if it said so.
    Throttled { now: DateTime<Utc>, until: Option<DateTime<Utc>> },
    /// Another answer, with the used part of the limit, and the end of the wait for a limit that is used up.
    Other { used: Option<f64>, until: Option<DateTime<Utc>> },
}

impl Answer {
    pub(crate) fn of<B>(response: &Response<B>, clock: &dyn Clock) -> Self {
        let headers = response.headers();
        let status = response.status();
        if matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) {
            let now = clock.now();
            let until = requested_wait(headers, now).map(|wait| after(now, wait));
            if status == StatusCode::TOO_MANY_REQUESTS || until.is_some() {
                return Self::Throttled { now, until };
            }
        }
        let until = |wait: Duration| after(clock.now(), wait);
        Self::Other { used: percentage(headers), until: used_up(headers).map(until) }
    }
}

/// The used part of a limit, if the service reports it.
pub(super) fn percentage(headers: &HeaderMap) -> Option<f64> {
    headers.get(PERCENTAGE)?.to_str().ok()?.trim().parse().ok()
}

/// The wait for a limit that is used up.
///
/// # Rule
/// `RateLimit-Remaining: 0` with `RateLimit-Reset` in seconds
/// ([SharePoint throttling](https://learn.microsoft.com/sharepoint/dev/general-development/how-to-avoid-getting-throttled-or-blocked-in-sharepoint-online)).
fn used_up(headers: &HeaderMap) -> Option<Duration> {
    let number = |name: HeaderName| headers.get(name)?.to_str().ok()?.trim().parse::<u64>().ok();
    number(REMAINING).filter(|remaining| *remaining == 0)?;
    number(RESET).map(Duration::from_secs)
}

/// The right to send one request. A drop returns it.
#[must_use]
pub(crate) struct Permit<'t> {
    throttle: &'t Throttle,
    scope: Scope,
    /// The end of the scope's wait.
    until: Option<DateTime<Utc>>,
    answer: Option<Answer>,
}

impl Permit<'_> {
    /// Keeps the answer to the request, which is recorded when the permit is returned.
    pub(crate) fn answered(&mut self, answer: Answer) {
        self.answer = Some(answer);
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.throttle.release(self.scope, self.answer.as_ref());
    }
}

/// The place of a request in the queue. A drop leaves the queue, and returns a permit that it was given.
struct Ticket<'t> {
    throttle: &'t Throttle,
    number: u64,
}

impl Drop for Ticket<'_> {
    fn drop(&mut self) {
        let queued = self.throttle.lock().leave(self.number);
        if let Some(Queued { scope, is_granted: true, .. }) = queued {
            self.throttle.release(scope, None);
        }
    }
}

impl fmt::Debug for Throttle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Throttle").field("most", &self.most).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::Context;

    use super::*;
    use crate::client::clock::SystemClock;

    fn now() -> DateTime<Utc> {
        SystemClock.now()
    }

    #[test]
    fn scopes_that_were_throttled_once_are_forgotten() {
        let throttle = Throttle::new(MOST, MOST_TO_A_MAILBOX);
        for number in 0..20 * MOST_IDLE {
            throttle.block(Scope::of(&format!("/users/{number}/messages")), Duration::ZERO, now());
        }
        assert!(throttle.lock().scopes.len() <= MOST_IDLE + 1);
        let blocked = Scope::of("/users/ada/messages");
        throttle.block(blocked, Duration::from_hours(1), now());
        for number in 0..2 * MOST_IDLE {
            throttle.block(Scope::of(&format!("/users/{number}/messages")), Duration::ZERO, now());
        }
        assert!(throttle.until(blocked).is_some());
    }

    #[test]
    fn a_scope_without_requests_needs_no_memory() {
        let throttle = Throttle::new(MOST, MOST_TO_A_MAILBOX);
        for path in ["/sites/1", "/users/ada/messages", "/me"] {
            let mut entered =
                pin!(throttle.enter(Scope::of(path), false, &SystemClock, (None, DateTime::<Utc>::MAX_UTC), |_| {}));
            let permit = entered.as_mut().poll(&mut Context::from_waker(Waker::noop()));
            assert_eq!(throttle.lock().scopes.len(), 1);
            assert!(matches!(&permit, Poll::Ready(Ok(Some(_)))));
            drop(permit);
            let state = throttle.lock();
            assert!(state.scopes.is_empty() && state.in_flight == 0 && state.queue.is_empty());
        }
    }

    #[test]
    fn the_used_part_of_a_limit_is_a_number() {
        let used = |value: &'static str| {
            percentage(&HeaderMap::from_iter([(PERCENTAGE, http::HeaderValue::from_static(value))]))
        };
        assert_eq!(used("0.8"), Some(0.8));
        assert_eq!(used(" 1.25 "), Some(1.25));
        assert_eq!(used("much"), None);
        let headers = |remaining, reset| {
            let values = [(REMAINING, remaining), (RESET, reset)];
            used_up(&values.map(|(name, value)| (name, http::HeaderValue::from_static(value))).into_iter().collect())
        };
        assert_eq!(headers("0", "31"), Some(Duration::from_secs(31)));
        for (remaining, reset) in [("1", "31"), ("0", "soon"), ("", "1"), ("0", "-1")] {
            assert_eq!(headers(remaining, reset), None);
        }
    }
}
