//! The clock: the current time, and waits without an async runtime.

use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use super::transport::BoxFuture;

/// The stack of a waiting thread, which only calls a waker.
const STACK_SIZE: usize = 128 * 1024;

/// Returns the time and waits, between the attempts of a request and between the polls of an operation.
///
/// [`SystemClock`] is the default. Implement this trait to wait with the timer of a runtime, or to control time in a test.
///
/// # Example
/// A clock that returns from each wait at once and counts the time as passed:
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
}

/// Delegates to a clock that is shared, or chosen at run time.
impl<C: Clock + ?Sized> Clock for Arc<C> {
    fn now(&self) -> DateTime<Utc> {
        C::now(self)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        C::sleep(self, duration)
    }
}

/// The system's clock. It waits in a thread and needs no runtime, since waits are rare and few.
///
/// # Shape
/// The first poll starts the thread, which ends with the wait or when the wait is dropped. If no thread can be started, the
/// calling thread waits.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(Wait { since: Instant::now(), duration, timer: None })
    }
}

struct Wait {
    since: Instant,
    duration: Duration,
    /// The state that is shared with the thread.
    timer: Option<Arc<Timer>>,
}

impl Future for Wait {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if let Some(timer) = &self.timer {
            return timer.poll(context.waker());
        }
        let left = self.duration.saturating_sub(self.since.elapsed());
        if left.is_zero() {
            return Poll::Ready(());
        }
        let timer = Arc::new(Timer::new(context.waker().clone()));
        let run = {
            let timer = Arc::clone(&timer);
            move || timer.run(left)
        };
        let thread = thread::Builder::new().name("graph-wait".to_owned()).stack_size(STACK_SIZE);
        if thread.spawn(run).is_err() {
            thread::sleep(left);
            return Poll::Ready(());
        }
        self.timer = Some(timer);
        Poll::Pending
    }
}

impl Drop for Wait {
    fn drop(&mut self) {
        if let Some(timer) = &self.timer {
            timer.cancel();
        }
    }
}

struct Timer {
    state: Mutex<State>,
    cancelled: Condvar,
}

struct State {
    over: bool,
    /// The waker of the task that polled last.
    waker: Option<Waker>,
}

impl Timer {
    fn new(waker: Waker) -> Self {
        Self { state: Mutex::new(State { over: false, waker: Some(waker) }), cancelled: Condvar::new() }
    }

    /// No code that may panic runs under the lock.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakers are dropped and called without the lock, since both may run code of the waiting task.
    fn poll(&self, waker: &Waker) -> Poll<()> {
        let waker = waker.clone();
        let mut state = self.lock();
        if state.over {
            return Poll::Ready(());
        }
        let replaced = state.waker.replace(waker);
        drop(state);
        drop(replaced);
        Poll::Pending
    }

    fn run(&self, left: Duration) {
        let waiting = self.cancelled.wait_timeout_while(self.lock(), left, |state| !state.over);
        let (mut state, _) = waiting.unwrap_or_else(PoisonError::into_inner);
        state.over = true;
        let waker = state.waker.take();
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    fn cancel(&self) {
        let mut state = self.lock();
        state.over = true;
        let waker = state.waker.take();
        drop(state);
        drop(waker);
        self.cancelled.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::Wake;

    use super::*;

    struct Unpark(thread::Thread);

    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    fn block_on<T>(future: impl Future<Output = T>) -> T {
        let waker = Arc::new(Unpark(thread::current())).into();
        let mut future = pin!(future);
        loop {
            match future.as_mut().poll(&mut Context::from_waker(&waker)) {
                Poll::Ready(value) => return value,
                Poll::Pending => thread::park(),
            }
        }
    }

    #[derive(Default)]
    struct Count(AtomicUsize);

    impl Wake for Count {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }

    fn wait(duration: Duration) -> Wait {
        Wait { since: Instant::now(), duration, timer: None }
    }

    fn poll(wait: &mut Wait, waker: &Waker) -> Poll<()> {
        Pin::new(wait).poll(&mut Context::from_waker(waker))
    }

    /// Returns `true` if `condition` is met within ten seconds.
    fn soon(condition: impl Fn() -> bool) -> bool {
        (0..10_000).any(|_| {
            condition() || {
                thread::sleep(Duration::from_millis(1));
                false
            }
        })
    }

    #[test]
    fn a_wait_takes_its_time() {
        for duration in [Duration::ZERO, Duration::from_nanos(1), Duration::from_millis(30)] {
            let since = Instant::now();
            block_on(SystemClock.sleep(duration));
            assert!(since.elapsed() >= duration, "{duration:?}");
        }
    }

    #[test]
    fn time_counts_from_the_call_and_not_from_the_first_poll() {
        let mut wait = wait(Duration::from_millis(1));
        thread::sleep(Duration::from_millis(2));
        assert_eq!(poll(&mut wait, Waker::noop()), Poll::Ready(()));
        assert!(wait.timer.is_none());
    }

    #[test]
    fn the_waker_of_the_last_poll_is_woken_alone_and_once() {
        let counts = [Arc::new(Count::default()), Arc::new(Count::default())];
        let [first, last] = counts.clone().map(Waker::from);
        let mut wait = wait(Duration::from_millis(500));
        for waker in [&first, &last, &first, &last, &last] {
            assert_eq!(poll(&mut wait, waker), Poll::Pending);
        }
        let [first_count, last_count] = &counts;
        assert!(soon(|| last_count.0.load(Ordering::SeqCst) == 1));
        assert_eq!(first_count.0.load(Ordering::SeqCst), 0);
        assert_eq!(poll(&mut wait, &first), Poll::Ready(()));
        assert_eq!(poll(&mut wait, &last), Poll::Ready(()));
        assert_eq!(last_count.0.load(Ordering::SeqCst), 1);
    }

    #[test]
    fn a_dropped_wait_ends_its_thread_and_wakes_nobody() {
        for duration in [Duration::from_hours(1), Duration::MAX] {
            let count = Arc::new(Count::default());
            let mut wait = wait(duration);
            assert_eq!(poll(&mut wait, &count.clone().into()), Poll::Pending);
            let timer = wait.timer.as_ref().map(Arc::downgrade).unwrap_or_default();
            assert!(timer.upgrade().is_some());
            drop(wait);
            assert!(soon(|| timer.upgrade().is_none()), "{duration:?}");
            assert_eq!(count.0.load(Ordering::SeqCst), 0);
        }
    }

    #[test]
    fn the_time_is_the_systems() {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let (before, now, after) = (Utc::now(), Clock::now(&clock), Utc::now());
        assert!(before <= now && now <= after);
    }
}
