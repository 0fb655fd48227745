//! The clock: the current time, and waits.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::timer::Wait;
use super::transport::BoxFuture;

/// Returns the time and waits, between the attempts of a request and between the polls of an operation.
///
/// [`SystemClock`] is the default. Implement this trait to wait with the timer of a runtime, or to control time in a test.
///
/// # Example
/// A clock for tests that returns from each wait at once and counts the time as passed. No limit of what is in progress is exceeded:
/// ```
/// use std::sync::Mutex;
/// use std::time::Duration;
///
/// use graph_core::chrono::{DateTime, Utc};
/// use graph_core::{BoxFuture, retry::Clock};
///
/// struct FlyingClock(Mutex<DateTime<Utc>>);
///
/// impl Clock for FlyingClock {
///     fn now(&self) -> DateTime<Utc> {
///         *self.0.lock().unwrap()
///     }
///
///     fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
///         *self.0.lock().unwrap() += duration;
///         Box::pin(std::future::ready(()))
///     }
///
///     fn limit(&self, _: Duration) -> BoxFuture<'_, ()> {
///         Box::pin(std::future::pending())
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not implement `Clock`",
    label = "not a clock",
    note = "use `SystemClock`, which needs no runtime, or implement `Clock` over the timer of your runtime"
)]
pub trait Clock: Send + Sync + 'static {
    /// The current time, which is compared with HTTP dates.
    fn now(&self) -> DateTime<Utc>;

    /// Waits for `duration` from this call.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()>;

    /// Waits for `duration` beside a request that is in flight or waits for its turn, to end it: for its
    /// [`attempt_timeout`](crate::RetryPolicy::attempt_timeout), [`call_timeout`](crate::RetryPolicy::call_timeout) or
    /// [`budget`](crate::RetryPolicy::budget). It defaults to [`sleep`](Self::sleep).
    ///
    /// # Rule
    /// It is dropped when the request is done. If the waits of a clock end at once, this one must not: it would end each request that
    /// has a limit.
    fn limit(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.sleep(duration)
    }
}

/// Delegates to a clock that is shared, or chosen at run time.
impl<C: Clock + ?Sized> Clock for Arc<C> {
    fn now(&self) -> DateTime<Utc> {
        C::now(self)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        C::sleep(self, duration)
    }

    fn limit(&self, duration: Duration) -> BoxFuture<'_, ()> {
        C::limit(self, duration)
    }
}

/// The system's clock. Its waits need no runtime: one thread serves all of them, and ends when there was none for half a minute.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(Wait::new(duration))
    }

    fn limit(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(Wait::limit(duration))
    }
}

/// The time from one instant to a later one; zero if the clock was set back.
pub(crate) fn elapsed(since: DateTime<Utc>, now: DateTime<Utc>) -> Duration {
    (now - since).to_std().unwrap_or_default()
}

/// The end of a wait that begins now. An end beyond the calendar is its last instant.
pub(crate) fn after(now: DateTime<Utc>, wait: Duration) -> DateTime<Utc> {
    let wait = TimeDelta::from_std(wait).unwrap_or(TimeDelta::MAX);
    now.checked_add_signed(wait).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// A time from an instant on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Period {
    pub(crate) since: DateTime<Utc>,
    pub(crate) length: Duration,
}

impl Period {
    /// The rest of the time. A clock that was set back does not lengthen it.
    pub(crate) fn left(self, now: DateTime<Utc>) -> Duration {
        self.length.saturating_sub(elapsed(self.since, now))
    }

    pub(crate) fn end(self) -> DateTime<Utc> {
        after(self.since, self.length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_never_longer_than_at_its_begin() {
        let now = Utc::now();
        let (hour, period) = (Duration::from_hours(1), Period { since: now, length: Duration::from_secs(5) });
        assert_eq!(period.left(now - hour), period.length);
        assert_eq!(period.left(now + Duration::from_secs(2)), Duration::from_secs(3));
        assert_eq!(period.left(now + hour), Duration::ZERO);
        assert_eq!(Period { length: Duration::MAX, ..period }.end(), DateTime::<Utc>::MAX_UTC);
    }

    #[test]
    fn the_time_is_the_systems() {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let (before, now, after) = (Utc::now(), Clock::now(&clock), Utc::now());
        assert!(before <= now && now <= after);
    }
}
