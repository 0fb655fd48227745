//! The limits that all clones of a client keep together: waits that the service requests, and requests in flight.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::future::poll_fn;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker, ready};
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::clock::{Clock, Period};
use super::throttle_scope::Scope;
use super::throttle_window::{Answer, Window};
use super::transport::BoxFuture;

/// The default maximum of requests in flight.
pub(super) const MOST: usize = 64;
/// The default maximum of requests in flight to one mailbox
/// ([Outlook service limits](https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits)).
pub(super) const MOST_TO_A_MAILBOX: usize = 4;
/// The number of requests of a call that the service sends to a mailbox at a time, unless they depend on one another
/// ([JSON batching](https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits-for-json-batching)).
const MOST_OF_A_BATCH: usize = 4;

/// The longest time without a returned permit. A program may hold a request that it does not poll, so its permit may not be returned
/// while another request waits for it.
const PATIENCE: Duration = Duration::from_secs(30);

/// The number of scopes without a request that are remembered.
const MOST_IDLE: usize = 1_000;

/// The limits of a client.
///
/// # Rule
/// After a 429, or another response with a requested wait, no request of the same [`Scope`] is sent before its end. Each
/// scope has a window of requests in flight: a 429 halves it, and as many successes as it is wide widen it by one, up to the maximum
/// (additive increase, multiplicative decrease). While a limit is nearly used up, as the service reported it, nothing widens.
///
/// A permit is returned when it is dropped, and a request that no longer waits leaves the queue, so cancelled calls lose nothing. A
/// body that is read as a stream keeps the permit to its end. A request for which no permit was returned, and no part of a body
/// arrived, for 30 seconds is sent.
///
/// A call of a batch takes a place of each scope of its requests at once. While it waits for them, no later request takes a place of
/// its mailboxes, or it could wait for ever.
pub(crate) struct Throttle {
    most: usize,
    most_to_a_mailbox: usize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    flights: Flights,
    /// The requests that wait for a permit, in the order of their calls.
    queue: VecDeque<Queued>,
    next_number: u64,
}

/// The requests in flight.
#[derive(Default)]
struct Flights {
    count: usize,
    windows: HashMap<Scope, Window, BuildHasherDefault<HashOfHash>>,
    /// Those that the caller may not wait for.
    uncertain: Vec<(Scope, Arc<Awaited>)>,
    /// The number of returned permits.
    returned: u64,
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

/// The part of a scope that a request takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    scope: Scope,
    count: usize,
}

impl Place {
    pub(crate) fn of(scope: Scope) -> Self {
        Self { scope, count: 1 }
    }

    /// The places of a call of a batch, with the scopes of its requests. Its answer concerns the scope of the call.
    ///
    /// # Rule
    /// Up to four requests of a call are sent to a mailbox at a time, or one if each depends on another. Other services have no such
    /// rule, so a call is one request to them.
    pub(crate) fn of_batch(call: Scope, requests: impl Iterator<Item = Scope>, is_sequential: bool) -> Vec<Self> {
        let mut places = vec![Self::of(call)];
        for scope in requests {
            match places.iter_mut().find(|place| place.scope == scope) {
                Some(place) if scope.is_mailbox() && !is_sequential => {
                    place.count = MOST_OF_A_BATCH.min(place.count + 1);
                }
                Some(_) => {}
                None => places.push(Self::of(scope)),
            }
        }
        places
    }
}

/// Whether the caller waits for a request that was sent ahead, or for a body that is read as a stream. Nobody may poll it while it is in
/// flight, so its permit must not block the request for which the caller waits.
#[derive(Debug, Default)]
pub(crate) struct Awaited(AtomicBool);

impl Awaited {
    /// The caller waits for it from now on.
    pub(crate) fn await_now(&self) {
        self.set(true);
    }

    fn set(&self, is_awaited: bool) {
        self.0.store(is_awaited, Ordering::Relaxed);
    }

    fn is_awaited(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

struct Queued {
    number: u64,
    places: Box<[Place]>,
    deadline: Period,
    waker: Waker,
    /// It has a permit, and its task was woken.
    is_granted: bool,
}

/// The reason why a request is not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// The service requests a wait that ends after the deadline.
    Wait(Duration),
    /// Its turn did not come before the deadline.
    NoTurn,
}

/// A wait of a request.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Wait {
    /// For the service.
    Requested(Duration),
    /// For its turn.
    Turn,
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

    /// Waits until a request may be sent. `waits` is called before each wait. A requested wait up to `waited` is over, also on a clock
    /// that stands still.
    ///
    /// # Errors
    /// The request can't be sent before the deadline.
    pub(crate) async fn enter<'t>(
        &'t self,
        (places, ahead): (&'t [Place], Option<&'t Arc<Awaited>>),
        clock: &dyn Clock,
        (mut waited, deadline): (Option<DateTime<Utc>>, Period),
        waits: impl Fn(Wait),
    ) -> Result<Permit<'t>, Refused> {
        loop {
            let early = match ahead {
                Some(ahead) => self.permit_ahead(places, ahead).await,
                None => None,
            };
            let permit = match early {
                Some(permit) => permit,
                None => self.permit(places, clock, deadline, &waits).await?,
            };
            let Some(requested) = permit.seen.wait else { return Ok(permit) };
            let now = clock.now();
            let wait = requested.left(now);
            if wait.is_zero() || Some(requested.end()) <= waited {
                self.forget(places, waited, now);
                return Ok(permit);
            }
            drop(permit);
            if wait > deadline.left(now) {
                return Err(Refused::Wait(wait));
            }
            waits(Wait::Requested(wait));
            clock.sleep(wait).await;
            waited = Some(requested.end());
        }
    }

    /// Waits until there is room for a request ahead, or the caller waits for it.
    pub(crate) async fn room_ahead(&self, place: Place, ahead: &Awaited) {
        poll_fn(|_| {
            let is_over = ahead.is_awaited() || self.lock().is_free(self, &[place], false);
            if is_over { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
    }

    /// As [`room_ahead`](Self::room_ahead). Returns `None` if the caller waits for the request.
    async fn permit_ahead<'t>(&'t self, places: &'t [Place], ahead: &'t Arc<Awaited>) -> Option<Permit<'t>> {
        poll_fn(|_| {
            if ahead.is_awaited() {
                return Poll::Ready(None);
            }
            let mut state = self.lock();
            if !state.is_free(self, places, false) {
                return Poll::Pending;
            }
            let flights = &mut state.flights;
            flights.uncertain.extend(places.first().map(|place| (place.scope, Arc::clone(ahead))));
            let mut permit = flights.take(self, places);
            permit.awaited = Some(ahead);
            Poll::Ready(Some(permit))
        })
        .await
    }

    /// Takes a permit, if there is one. A body that nobody reads may have made room: those that waited before go first.
    fn permit_now<'t>(&'t self, places: &'t [Place]) -> Option<Permit<'t>> {
        let (mut state, mut woken) = (self.lock(), Vec::new());
        state.grant(self, &mut woken);
        let permit = state.permit(self, places);
        drop(state);
        woken.into_iter().for_each(Waker::wake);
        permit
    }

    /// Waits for its turn in the queue.
    async fn permit<'t>(
        &'t self,
        places: &'t [Place],
        clock: &dyn Clock,
        deadline: Period,
        waits: &impl Fn(Wait),
    ) -> Result<Permit<'t>, Refused> {
        if let Some(permit) = self.permit_now(places) {
            return Ok(permit);
        }
        waits(Wait::Turn);
        let mut turn = Turn { throttle: self, places, deadline, ticket: None, end: None };
        poll_fn(|context| turn.poll(clock, context)).await
    }

    /// The requested wait of a scope, if it ends after the deadline.
    pub(crate) fn late(&self, scope: Scope, deadline: Period, clock: &dyn Clock) -> Option<Duration> {
        let now = clock.now();
        self.lock().flights.late(&[Place::of(scope)], deadline, now)
    }

    /// Forgets the waits that are over.
    fn forget(&self, places: &[Place], waited: Option<DateTime<Utc>>, now: DateTime<Utc>) {
        let windows = &mut self.lock().flights.windows;
        for place in places {
            if let Some(window) = windows.get_mut(&place.scope) {
                window.wait = window.wait.filter(|wait| !wait.left(now).is_zero() && Some(wait.end()) > waited);
            }
        }
    }

    /// Records the answer to a request of a batch.
    pub(crate) fn record(&self, scope: Scope, answer: &Answer<'_>) {
        let mut state = self.lock();
        let woken = state.record(self, scope, answer, None);
        drop(state);
        woken.into_iter().for_each(Waker::wake);
    }

    /// Gives permits to the queued requests that may be sent.
    fn grant(&self) {
        let (mut state, mut woken) = (self.lock(), Vec::new());
        state.grant(self, &mut woken);
        drop(state);
        woken.into_iter().for_each(Waker::wake);
    }

    /// Returns a permit with the answer to its request, and gives it to the next requests that may be sent.
    fn release(&self, places: &[Place], awaited: Option<&Arc<Awaited>>, answer: Option<(&Answer<'_>, u32)>) {
        let mut state = self.lock();
        let mut woken = match (answer, places.first()) {
            (Some((answer, narrowed)), Some(place)) => state.record(self, place.scope, answer, Some(narrowed)),
            _ => Vec::new(),
        };
        state.flights.give_back(self, places, awaited);
        state.grant(self, &mut woken);
        drop(state);
        woken.into_iter().for_each(Waker::wake);
    }
}

impl State {
    /// Takes a permit, if there is one.
    fn permit<'t>(&mut self, throttle: &'t Throttle, places: &'t [Place]) -> Option<Permit<'t>> {
        self.is_free(throttle, places, true).then(|| self.flights.take(throttle, places))
    }

    /// Returns `true` if there is room for a request and no batch waits for it.
    fn is_free(&self, throttle: &Throttle, places: &[Place], is_awaited: bool) -> bool {
        let is_held = |queued: &Queued| !queued.is_granted && queued.holds(places);
        self.flights.has_room(throttle, places, is_awaited) && !self.queue.iter().any(is_held)
    }

    /// Gives permits to the queued requests that may be sent, and collects their wakers.
    fn grant(&mut self, throttle: &Throttle, woken: &mut Vec<Waker>) {
        let mut held: Vec<Place> = Vec::new();
        for queued in self.queue.iter_mut().filter(|queued| !queued.is_granted) {
            if self.flights.is_full(throttle) {
                break;
            }
            let is_held = share_a_mailbox(&held, &queued.places);
            if !is_held && self.flights.has_room(throttle, &queued.places, true) {
                let _ = self.flights.count(throttle, &queued.places);
                queued.is_granted = true;
                woken.push(queued.waker.clone());
            } else if queued.is_batch() {
                held.extend(&queued.places);
            }
        }
    }

    /// Records an answer, and returns the wakers of those that can't wait as long as the service requests.
    fn record(&mut self, throttle: &Throttle, scope: Scope, answer: &Answer<'_>, narrowed: Option<u32>) -> Vec<Waker> {
        let most = throttle.most_of(scope);
        let Some(wait) = answer.wait() else {
            if let Some(window) = self.flights.windows.get_mut(&scope) {
                window.record(answer, narrowed, most);
            }
            return Vec::new();
        };
        self.flights.forget_idle(wait.since);
        self.flights.windows.entry(scope).or_insert_with(|| Window::new(most)).record(answer, narrowed, most);
        let is_late = |queued: &&Queued| {
            queued.places.iter().any(|place| place.scope == scope) && queued.deadline.left(wait.since) < wait.length
        };
        self.queue.iter().filter(is_late).map(|queued| queued.waker.clone()).collect()
    }

    /// Removes a request from the queue.
    fn leave(&mut self, number: u64) -> Option<Queued> {
        let at = self.queue.iter().position(|queued| queued.number == number)?;
        self.queue.remove(at)
    }
}

impl Flights {
    /// Returns `true` if no request for which a caller waits has room.
    fn is_full(&self, throttle: &Throttle) -> bool {
        self.count.saturating_sub(self.not_awaited(None)) >= throttle.most
    }

    /// Returns `true` if there is room for a request. Those that nobody waits for are not in the way of one for which a caller waits.
    fn has_room(&self, throttle: &Throttle, places: &[Place], is_awaited: bool) -> bool {
        let others = |scope| if is_awaited { self.not_awaited(scope) } else { 0 };
        let has_place = |place: &Place| {
            self.windows.get(&place.scope).is_none_or(|window| {
                let in_flight = window.in_flight.saturating_sub(others(Some(place.scope)));
                in_flight + place.count.min(window.size) <= window.size
            })
        };
        self.count.saturating_sub(others(None)) < throttle.most && places.iter().all(has_place)
    }

    /// The requests in flight, of a scope or all, for which no caller waits.
    fn not_awaited(&self, scope: Option<Scope>) -> usize {
        let is_of = |of: Scope| scope.is_none_or(|scope| scope == of);
        self.uncertain.iter().filter(|(of, awaited)| is_of(*of) && !awaited.is_awaited()).count()
    }

    fn take<'t>(&mut self, throttle: &'t Throttle, places: &'t [Place]) -> Permit<'t> {
        let seen = self.count(throttle, places);
        Permit { throttle, places, awaited: None, seen, answer: None }
    }

    fn count(&mut self, throttle: &Throttle, places: &[Place]) -> Seen {
        self.count += 1;
        let mut seen = Seen::default();
        for (at, Place { scope, count }) in places.iter().enumerate() {
            let window = self.windows.entry(*scope).or_insert_with(|| Window::new(throttle.most_of(*scope)));
            window.in_flight += count;
            seen.add(window, at == 0);
        }
        seen
    }

    /// The state of the scopes of a request that was counted before.
    fn seen(&self, places: &[Place]) -> Seen {
        let mut seen = Seen::default();
        for (at, place) in places.iter().enumerate() {
            if let Some(window) = self.windows.get(&place.scope) {
                seen.add(window, at == 0);
            }
        }
        seen
    }

    fn give_back(&mut self, throttle: &Throttle, places: &[Place], awaited: Option<&Arc<Awaited>>) {
        self.count = self.count.saturating_sub(1);
        self.returned = self.returned.wrapping_add(1);
        if let Some(awaited) = awaited {
            self.uncertain.retain(|(_, other)| !Arc::ptr_eq(other, awaited));
        }
        for Place { scope, count } in places {
            if let Some(window) = self.windows.get_mut(scope) {
                window.in_flight = window.in_flight.saturating_sub(*count);
                window.returned = window.returned.wrapping_add(1);
                if window.in_flight == 0 && window.size == throttle.most_of(*scope) && window.wait.is_none() {
                    self.windows.remove(scope);
                }
            }
        }
    }

    /// Lets the others that wait begin anew.
    fn note_progress(&mut self, places: &[Place]) {
        self.returned = self.returned.wrapping_add(1);
        for place in places {
            if let Some(window) = self.windows.get_mut(&place.scope) {
                window.returned = window.returned.wrapping_add(1);
            }
        }
    }

    /// A number that changes when a permit is returned that a request may wait for.
    fn progress(&self, throttle: &Throttle, places: &[Place]) -> u64 {
        let of_scope = |place: &Place| self.windows.get(&place.scope).map_or(0, |window| window.returned);
        let of_all = if self.is_full(throttle) { self.returned } else { 0 };
        places.iter().map(of_scope).fold(of_all, u64::wrapping_add)
    }

    /// The longest wait of the scopes that ends after the deadline.
    fn late(&self, places: &[Place], deadline: Period, now: DateTime<Utc>) -> Option<Duration> {
        let waits = places.iter().filter_map(|place| Some(self.windows.get(&place.scope)?.wait?.left(now)));
        waits.max().filter(|wait| *wait > deadline.left(now))
    }

    /// Forgets scopes without requests and waits, if there are many: those that were throttled once.
    fn forget_idle(&mut self, now: DateTime<Utc>) {
        if self.windows.len() > MOST_IDLE + self.count {
            let is_waiting = |window: &Window| window.wait.is_some_and(|wait| !wait.left(now).is_zero());
            self.windows.retain(|_, window| window.in_flight > 0 || is_waiting(window));
        }
    }
}

impl Queued {
    fn is_batch(&self) -> bool {
        self.places.len() > 1
    }

    /// Returns `true` if a later request must not take these places.
    fn holds(&self, places: &[Place]) -> bool {
        self.is_batch() && share_a_mailbox(&self.places, places)
    }
}

fn share_a_mailbox(places: &[Place], others: &[Place]) -> bool {
    let is_shared = |place: &Place| place.scope.is_mailbox() && others.iter().any(|other| other.scope == place.scope);
    places.iter().any(is_shared)
}

/// The right to send one request. A drop returns it.
#[must_use]
pub(crate) struct Permit<'t> {
    throttle: &'t Throttle,
    places: &'t [Place],
    awaited: Option<&'t Arc<Awaited>>,
    seen: Seen,
    answer: Option<Answer<'t>>,
}

/// The state of the scopes of a request when it got its permit.
#[derive(Default)]
struct Seen {
    /// The wait that ends last.
    wait: Option<Period>,
    /// The number of the times that the window of the first scope was narrowed.
    narrowed: u32,
}

impl Seen {
    fn add(&mut self, window: &Window, is_first: bool) {
        if is_first {
            self.narrowed = window.narrowed;
        }
        if let Some(wait) = window.wait
            && self.wait.is_none_or(|longest| longest.end() < wait.end())
        {
            self.wait = Some(wait);
        }
    }
}

impl<'t> Permit<'t> {
    /// Keeps the answer to the request, which is recorded when the permit is returned.
    pub(crate) fn answered(&mut self, answer: Answer<'t>) {
        self.answer = Some(answer);
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        let answer = self.answer.as_ref().map(|answer| (answer, self.seen.narrowed));
        self.throttle.release(self.places, self.awaited, answer);
    }
}

/// The right to receive the body of a response as a stream. A drop returns it.
#[derive(Debug)]
pub(crate) struct BodyPermit {
    throttle: Arc<Throttle>,
    place: Place,
    awaited: Arc<Awaited>,
}

impl BodyPermit {
    /// Enters the limits as a part of a request that has its permit, which is returned next.
    pub(crate) fn new(throttle: &Arc<Throttle>, place: Place) -> Self {
        let awaited = Arc::default();
        let flights = &mut throttle.lock().flights;
        flights.uncertain.push((place.scope, Arc::clone(&awaited)));
        let _ = flights.count(throttle, &[place]);
        Self { throttle: Arc::clone(throttle), place, awaited }
    }

    /// The reader of the body waits for the next part.
    pub(crate) fn waits(&self) {
        self.awaited.await_now();
    }

    /// A part has arrived. Nobody may read the next one.
    pub(crate) fn arrived(&self) {
        self.awaited.set(false);
        self.throttle.lock().flights.note_progress(&[self.place]);
    }
}

impl Drop for BodyPermit {
    fn drop(&mut self) {
        self.throttle.release(&[self.place], Some(&self.awaited), None);
    }
}

/// A request that waits for its turn: for a permit, for its deadline, or for [`PATIENCE`].
struct Turn<'t, 'c> {
    throttle: &'t Throttle,
    places: &'t [Place],
    deadline: Period,
    ticket: Option<Ticket<'t>>,
    end: Option<End<'c>>,
}

/// The end of the patience or of the time.
struct End<'c> {
    wait: BoxFuture<'c, ()>,
    is_deadline: bool,
    /// The progress when it began.
    progress: u64,
}

impl<'t, 'c> Turn<'t, 'c> {
    fn poll(&mut self, clock: &'c dyn Clock, context: &mut Context<'_>) -> Poll<Result<Permit<'t>, Refused>> {
        let Self { throttle, places, deadline, .. } = *self;
        loop {
            let now = clock.now();
            if let Poll::Ready(result) = self.poll_permit(now, context.waker()) {
                return Poll::Ready(result);
            }
            let end = self.end.get_or_insert_with(|| {
                let left = deadline.left(now);
                let progress = throttle.lock().flights.progress(throttle, places);
                End { wait: clock.limit(left.min(PATIENCE)), is_deadline: left <= PATIENCE, progress }
            });
            ready!(end.wait.as_mut().poll(context));
            if end.is_deadline {
                return Poll::Ready(Err(Refused::NoTurn));
            }
            let mut state = throttle.lock();
            if end.progress == state.flights.progress(throttle, places) {
                state.flights.note_progress(places);
                let permit = state.flights.take(throttle, places);
                drop(state);
                self.ticket = None;
                return Poll::Ready(Ok(permit));
            }
            drop(state);
            self.end = None;
        }
    }

    fn poll_permit(&mut self, now: DateTime<Utc>, waker: &Waker) -> Poll<Result<Permit<'t>, Refused>> {
        let Self { throttle, places, deadline, .. } = *self;
        let mut state = throttle.lock();
        let late = state.flights.late(places, deadline, now);
        let Some(Ticket { number, .. }) = self.ticket else {
            if let Some(permit) = state.permit(throttle, places) {
                return Poll::Ready(Ok(permit));
            }
            if let Some(wait) = late {
                return Poll::Ready(Err(Refused::Wait(wait)));
            }
            let number = state.next_number;
            state.next_number += 1;
            let (places, waker) = (places.into(), waker.clone());
            state.queue.push_back(Queued { number, places, deadline, waker, is_granted: false });
            self.ticket = Some(Ticket { throttle, number });
            return Poll::Pending;
        };
        let queued = state.queue.iter_mut().find(|queued| queued.number == number && !queued.is_granted);
        if let Some(queued) = queued {
            let replaced =
                (!queued.waker.will_wake(waker)).then(|| std::mem::replace(&mut queued.waker, waker.clone()));
            drop(state);
            drop(replaced);
            return late.map_or(Poll::Pending, |wait| Poll::Ready(Err(Refused::Wait(wait))));
        }
        let left = state.leave(number);
        let seen = state.flights.seen(places);
        drop(state);
        drop(left);
        // The queue no longer has the ticket, so it returns nothing.
        self.ticket = None;
        Poll::Ready(Ok(Permit { throttle, places, awaited: None, seen, answer: None }))
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
        if let Some(Queued { places, is_granted, .. }) = queued {
            if is_granted {
                self.throttle.release(&places, None, None);
            } else if places.len() > 1 {
                // It held places of its mailboxes.
                self.throttle.grant();
            }
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

    use super::*;
    use crate::client::clock::SystemClock;

    const ALWAYS: Period = Period { since: DateTime::<Utc>::MIN_UTC, length: Duration::MAX };

    fn block(throttle: &Throttle, scope: Scope, length: Duration) {
        throttle.record(scope, &Answer::Throttled(Some(Period { since: SystemClock.now(), length })));
    }

    /// Polls the entrance of a request once.
    fn enter<'t>(throttle: &'t Throttle, places: &'t [Place]) -> Option<Permit<'t>> {
        let entered = pin!(throttle.enter((places, None), &SystemClock, (None, ALWAYS), |_| {}));
        match entered.poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(permit) => permit.ok(),
            Poll::Pending => None,
        }
    }

    fn mailbox(name: &str) -> Place {
        Place::of(Scope::of(&format!("/users/{name}/messages")))
    }

    #[test]
    fn scopes_that_were_throttled_once_are_forgotten() {
        let throttle = Throttle::new(MOST, MOST_TO_A_MAILBOX);
        for number in 0..20 * MOST_IDLE {
            block(&throttle, mailbox(&number.to_string()).scope, Duration::ZERO);
        }
        assert!(throttle.lock().flights.windows.len() <= MOST_IDLE + 1);
        let blocked = mailbox("ada").scope;
        block(&throttle, blocked, Duration::from_hours(1));
        for number in 0..2 * MOST_IDLE {
            block(&throttle, mailbox(&number.to_string()).scope, Duration::ZERO);
        }
        assert!(throttle.lock().flights.windows.contains_key(&blocked));
    }

    #[test]
    fn a_scope_without_requests_needs_no_memory() {
        let throttle = Throttle::new(MOST, MOST_TO_A_MAILBOX);
        let batch = Place::of_batch(Scope::of("/$batch"), ["/me/events", "/sites/1"].map(Scope::of).into_iter(), false);
        for places in [&[Place::of(Scope::of("/sites/1"))][..], &[mailbox("ada")], &batch] {
            let permit = enter(&throttle, places);
            assert_eq!(throttle.lock().flights.windows.len(), places.len());
            assert!(permit.is_some());
            drop(permit);
            let state = throttle.lock();
            assert!(state.flights.windows.is_empty() && state.flights.count == 0 && state.queue.is_empty());
        }
    }

    #[test]
    fn a_batch_has_the_places_of_its_requests() {
        let call = Scope::of("/$batch");
        let paths = ["/users/ada/messages"; 6].into_iter().chain(["/users/bob/events", "/sites/1", "/sites/2"]);
        let counts = |is_sequential| -> Vec<usize> {
            Place::of_batch(call, paths.clone().map(Scope::of), is_sequential).iter().map(|place| place.count).collect()
        };
        assert_eq!(counts(false), [1, MOST_OF_A_BATCH, 1, 1]);
        assert_eq!(counts(true), [1, 1, 1, 1]);
    }

    #[test]
    fn a_batch_enters_with_all_its_places_or_none() {
        let throttle = Throttle::new(MOST, 2);
        let (ada, bob) = ([mailbox("ada")], [mailbox("bob")]);
        let paths = ["/users/ada/events", "/users/bob/events", "/users/bob/events", "/users/bob/events"];
        let batch = Place::of_batch(Scope::of("/$batch"), paths.into_iter().map(Scope::of), false);
        let of_bob = enter(&throttle, &bob);
        let mut waiting = Box::pin(throttle.enter((&batch, None), &SystemClock, (None, ALWAYS), |_| {}));
        let context = &mut Context::from_waker(Waker::noop());
        assert!(of_bob.is_some() && waiting.as_mut().poll(context).is_pending());
        // It holds the places that it waits for, and no others.
        assert!(enter(&throttle, &ada).is_none() && enter(&throttle, &bob).is_none());
        assert!(enter(&throttle, &[mailbox("eve")]).is_some());
        drop(of_bob);
        let permit = waiting.as_mut().poll(context);
        assert!(matches!(permit, Poll::Ready(Ok(_))));
        assert!(enter(&throttle, &ada).is_some() && enter(&throttle, &bob).is_none());
        drop((permit, waiting));
        assert!(enter(&throttle, &bob).is_some());
    }

    #[test]
    fn a_batch_that_leaves_the_queue_holds_nothing() {
        let throttle = Throttle::new(MOST, 1);
        let (ada, bob) = ([mailbox("ada")], [mailbox("bob")]);
        let paths = ["/users/ada/events", "/users/bob/events"];
        let batch = Place::of_batch(Scope::of("/$batch"), paths.into_iter().map(Scope::of), false);
        let context = &mut Context::from_waker(Waker::noop());
        let of_bob = enter(&throttle, &bob);
        let mut waiting = Box::pin(throttle.enter((&batch, None), &SystemClock, (None, ALWAYS), |_| {}));
        assert!(waiting.as_mut().poll(context).is_pending());
        let mut after = Box::pin(throttle.enter((&ada, None), &SystemClock, (None, ALWAYS), |_| {}));
        assert!(after.as_mut().poll(context).is_pending());
        drop(waiting);
        assert!(matches!(after.as_mut().poll(context), Poll::Ready(Ok(_))));
        drop((of_bob, after));
    }

    #[test]
    fn a_request_ahead_needs_room_and_is_in_nobodys_way_until_it_is_awaited() {
        let throttle = Throttle::new(1, 1);
        let ada = [mailbox("ada")];
        let (first, second) = (Arc::<Awaited>::default(), Arc::<Awaited>::default());
        let context = &mut Context::from_waker(Waker::noop());
        let mut early = Box::pin(throttle.permit_ahead(&ada, &first));
        let Poll::Ready(Some(permit)) = early.as_mut().poll(context) else { panic!("there is room") };
        let mut late = Box::pin(throttle.permit_ahead(&ada, &second));
        assert!(late.as_mut().poll(context).is_pending());
        let other = enter(&throttle, &ada);
        assert!(other.is_some());
        let mut queued = Box::pin(throttle.enter((&ada, None), &SystemClock, (None, ALWAYS), |_| {}));
        assert!(queued.as_mut().poll(context).is_pending());
        drop(other);
        assert!(matches!(queued.as_mut().poll(context), Poll::Ready(Ok(_))));
        drop(queued);
        first.await_now();
        assert!(enter(&throttle, &ada).is_none());
        second.await_now();
        assert!(matches!(late.as_mut().poll(context), Poll::Ready(None)));
        drop(permit);
        assert!(enter(&throttle, &ada).is_some() && throttle.lock().flights.uncertain.is_empty());
    }

    #[test]
    fn a_queued_request_takes_the_room_of_a_body_that_nobody_reads() {
        let throttle = Arc::new(Throttle::new(1, 1));
        let ada = [mailbox("ada")];
        let body = BodyPermit::new(&throttle, ada[0]);
        body.waits();
        let context = &mut Context::from_waker(Waker::noop());
        let mut earlier = Box::pin(throttle.enter((&ada, None), &SystemClock, (None, ALWAYS), |_| {}));
        assert!(earlier.as_mut().poll(context).is_pending());
        body.arrived();
        assert!(enter(&throttle, &ada).is_none());
        assert!(matches!(earlier.as_mut().poll(context), Poll::Ready(Ok(_))));
        drop(earlier);
        assert!(enter(&throttle, &ada).is_some());
    }
}
