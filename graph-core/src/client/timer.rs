//! Waits without an async runtime: one thread for all of them.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

/// The stack of the thread, which only calls wakers.
const STACK_SIZE: usize = 128 * 1024;

/// The time without a wait after which the thread ends.
const LINGER: Duration = Duration::from_secs(30);

/// The waits of the process.
static TIMER: Timer = Timer::new(LINGER);

/// Completes at an instant, for the task that polled it last.
///
/// # Shape
/// The first poll registers the wait, and a drop removes it. The thread of all waits starts with the first one.
pub(super) struct Wait {
    /// `None` for an end that the clock can't represent.
    end: Option<Instant>,
    is_limit: bool,
    timer: &'static Timer,
    /// The wait in the timer, once it was polled.
    key: Option<Key>,
}

impl Wait {
    /// A wait of this duration from now. If its thread can't be started, the calling thread waits.
    pub(super) fn new(duration: Duration) -> Self {
        Self { end: Instant::now().checked_add(duration), is_limit: false, timer: &TIMER, key: None }
    }

    /// A wait beside something in progress. If its thread can't be started, it does not end, so that the rest goes on.
    pub(super) fn limit(duration: Duration) -> Self {
        let mut wait = Self::new(duration);
        wait.is_limit = true;
        wait
    }
}

impl Future for Wait {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let Some(end) = self.end else { return Poll::Pending };
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Poll::Ready(());
        }
        let timer = self.timer;
        let key = *self.key.get_or_insert_with(|| timer.key(end));
        if timer.wake_at(key, context.waker().clone()) || self.is_limit {
            return Poll::Pending;
        }
        thread::sleep(left);
        Poll::Ready(())
    }
}

impl Drop for Wait {
    fn drop(&mut self) {
        if let Some(key) = self.key {
            self.timer.cancel(key);
        }
    }
}

/// The end of a wait, with a number for those that end at the same instant.
type Key = (Instant, u64);

struct Timer {
    waits: Mutex<Waits>,
    changed: Condvar,
    linger: Duration,
}

struct Waits {
    wakers: BTreeMap<Key, Waker>,
    /// The number of waits that have begun.
    begun: u64,
    /// When the thread continues by itself; `None` if it is not running.
    ///
    /// # Rule
    /// Most waits are limits, which end long after what they limit. The thread is not told about such a wait, neither when it begins
    /// nor when it is cancelled, so a request with a limit costs no switch of threads.
    continues: Option<Instant>,
}

impl Timer {
    const fn new(linger: Duration) -> Self {
        let waits = Waits { wakers: BTreeMap::new(), begun: 0, continues: None };
        Self { waits: Mutex::new(waits), changed: Condvar::new(), linger }
    }

    /// No code that may panic runs under the lock.
    fn lock(&self) -> MutexGuard<'_, Waits> {
        self.waits.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The key of a new wait.
    fn key(&self, end: Instant) -> Key {
        let mut waits = self.lock();
        waits.begun += 1;
        (end, waits.begun)
    }

    /// Registers the waker of a wait and replaces the previous one. Returns `false` if the thread that calls it can't be started.
    fn wake_at(&'static self, key: Key, waker: Waker) -> bool {
        let (end, _) = key;
        let mut waits = self.lock();
        if waits.continues.is_none() {
            let thread = thread::Builder::new().name("graph-timer".to_owned()).stack_size(STACK_SIZE);
            if thread.spawn(|| self.run()).is_err() {
                return false;
            }
        }
        let is_earlier = waits.continues.is_none_or(|continues| end < continues);
        if is_earlier {
            waits.continues = Some(end);
        }
        let replaced = waits.wakers.insert(key, waker);
        // Wakers are dropped and called without the lock, since both may run code of the waiting task.
        drop(waits);
        drop(replaced);
        if is_earlier {
            self.changed.notify_one();
        }
        true
    }

    fn cancel(&self, key: Key) {
        let waker = self.lock().wakers.remove(&key);
        drop(waker);
    }

    /// Calls the wakers at the ends of their waits, until no wait has begun for some time.
    fn run(&self) {
        let mut waits = self.lock();
        // The number of waits that had begun at the last pause without any.
        let mut idle = None;
        loop {
            let now = Instant::now();
            let left = waits.wakers.first_key_value().map(|((end, _), _)| end.saturating_duration_since(now));
            let pause = match left {
                Some(Duration::ZERO) => {
                    let ended = waits.wakers.pop_first();
                    drop(waits);
                    if let Some((_, waker)) = ended {
                        // A waker that panics must not end the thread, and with it the other waits.
                        let _ = catch_unwind(AssertUnwindSafe(|| waker.wake()));
                    }
                    waits = self.lock();
                    continue;
                }
                Some(left) => left.min(self.linger),
                None if idle == Some(waits.begun) => break,
                None => {
                    idle = Some(waits.begun);
                    self.linger
                }
            };
            waits.continues = Some(now + pause);
            waits = self.changed.wait_timeout(waits, pause).unwrap_or_else(PoisonError::into_inner).0;
        }
        waits.continues = None;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::pin::pin;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::Wake;
    use std::thread::ThreadId;

    use super::*;

    /// Counts the calls, and keeps the threads that made them.
    #[derive(Default)]
    struct Calls {
        count: AtomicUsize,
        threads: Mutex<HashSet<ThreadId>>,
    }

    impl Wake for Calls {
        fn wake(self: Arc<Self>) {
            self.threads.lock().unwrap_or_else(PoisonError::into_inner).insert(thread::current().id());
            self.count.fetch_add(1, Ordering::SeqCst);
        }
    }

    impl Calls {
        fn count(&self) -> usize {
            self.count.load(Ordering::SeqCst)
        }
    }

    /// A wait in a timer that no other test uses.
    fn wait(timer: &'static Timer, duration: Duration) -> Wait {
        let mut wait = Wait::new(duration);
        wait.timer = timer;
        wait
    }

    fn timer() -> &'static Timer {
        timer_with(Duration::from_millis(20))
    }

    fn timer_with(linger: Duration) -> &'static Timer {
        Box::leak(Box::new(Timer::new(linger)))
    }

    fn is_running(timer: &Timer) -> bool {
        timer.lock().continues.is_some()
    }

    fn poll(wait: &mut Wait, waker: &Waker) -> Poll<()> {
        Pin::new(wait).poll(&mut Context::from_waker(waker))
    }

    /// Returns `true` if `condition` is met within ten seconds.
    fn soon(mut condition: impl FnMut() -> bool) -> bool {
        (0..10_000).any(|_| {
            condition() || {
                thread::sleep(Duration::from_millis(1));
                false
            }
        })
    }

    #[test]
    fn a_wait_takes_its_time() {
        struct Unpark(thread::Thread);

        impl Wake for Unpark {
            fn wake(self: Arc<Self>) {
                self.0.unpark();
            }
        }

        let waker = Arc::new(Unpark(thread::current())).into();
        for duration in [Duration::ZERO, Duration::from_nanos(1), Duration::from_millis(30)] {
            let since = Instant::now();
            let mut wait = pin!(Wait::new(duration));
            while wait.as_mut().poll(&mut Context::from_waker(&waker)).is_pending() {
                thread::park();
            }
            assert!(since.elapsed() >= duration, "{duration:?}");
        }
    }

    #[test]
    fn time_counts_from_the_call_and_not_from_the_first_poll() {
        let mut wait = wait(timer(), Duration::from_millis(1));
        thread::sleep(Duration::from_millis(2));
        assert_eq!(poll(&mut wait, Waker::noop()), Poll::Ready(()));
        assert!(wait.key.is_none());
    }

    #[test]
    fn the_waker_of_the_last_poll_is_woken_alone_and_once() {
        let calls = [Arc::new(Calls::default()), Arc::new(Calls::default())];
        let [first, last] = calls.clone().map(Waker::from);
        let mut wait = wait(timer(), Duration::from_millis(500));
        for waker in [&first, &last, &first, &last, &last] {
            assert_eq!(poll(&mut wait, waker), Poll::Pending);
        }
        let [first_calls, last_calls] = &calls;
        assert!(soon(|| last_calls.count() == 1));
        assert_eq!(first_calls.count(), 0);
        assert_eq!(poll(&mut wait, &first), Poll::Ready(()));
        assert_eq!(poll(&mut wait, &last), Poll::Ready(()));
        assert_eq!(last_calls.count(), 1);
    }

    #[test]
    fn a_thousand_waits_share_a_thread_and_end_in_order() {
        let timer = timer();
        let calls = Arc::new(Calls::default());
        let waker = calls.clone().into();
        let mut waits: Vec<Wait> = (0..1_000)
            .map(|number: u64| wait(timer, Duration::from_millis(200 + number * 7919 % 1_000 / 10)))
            .collect();
        for wait in &mut waits {
            assert_eq!(poll(wait, &waker), Poll::Pending);
        }
        assert!(soon(|| calls.count() == 1_000));
        assert_eq!(calls.threads.lock().map(|threads| threads.len()).ok(), Some(1));
        assert!(waits.iter_mut().all(|wait| poll(wait, &waker).is_ready()));
        assert!(soon(|| !is_running(timer)));
    }

    #[test]
    fn a_shorter_wait_ends_before_a_longer_one_that_began_earlier() {
        let timer = timer();
        let calls = Arc::new(Calls::default());
        let (mut long, mut short) = (wait(timer, Duration::from_hours(1)), wait(timer, Duration::from_millis(20)));
        assert_eq!(poll(&mut long, Waker::noop()), Poll::Pending);
        assert_eq!(poll(&mut short, &calls.clone().into()), Poll::Pending);
        assert!(soon(|| calls.count() == 1));
        assert!(is_running(timer));
    }

    #[test]
    fn a_dropped_wait_ends_the_thread_and_wakes_nobody() {
        let timer = timer();
        let calls = Arc::new(Calls::default());
        let mut wait = wait(timer, Duration::from_hours(1));
        assert_eq!(poll(&mut wait, &calls.clone().into()), Poll::Pending);
        assert!(is_running(timer));
        drop(wait);
        assert!(soon(|| !is_running(timer)));
        assert_eq!(calls.count(), 0);
        assert_eq!(Arc::strong_count(&calls), 1);
    }

    #[test]
    fn the_thread_stays_for_the_next_wait() {
        let timer = timer_with(Duration::from_hours(1));
        let calls = Arc::new(Calls::default());
        for count in 1..=3 {
            let mut wait = wait(timer, Duration::from_millis(1));
            // The end may come before the first poll.
            if poll(&mut wait, &calls.clone().into()).is_pending() {
                assert!(soon(|| poll(&mut wait, Waker::noop()).is_ready()), "{count}");
            }
            thread::sleep(Duration::from_millis(5));
        }
        assert!(is_running(timer));
        assert!(calls.threads.lock().is_ok_and(|threads| threads.len() <= 1));
    }

    #[test]
    fn the_thread_does_not_hear_of_a_later_wait() {
        let timer = timer_with(Duration::from_hours(1));
        let mut first = wait(timer, Duration::from_mins(1));
        assert_eq!(poll(&mut first, Waker::noop()), Poll::Pending);
        let continues = timer.lock().continues;
        assert_eq!(continues, first.end);
        for _ in 0..3 {
            let mut later = wait(timer, Duration::from_mins(2));
            assert_eq!(poll(&mut later, Waker::noop()), Poll::Pending);
            drop(later);
            assert_eq!(timer.lock().continues, continues);
        }
        let mut earlier = wait(timer, Duration::from_secs(30));
        assert_eq!(poll(&mut earlier, Waker::noop()), Poll::Pending);
        assert!(timer.lock().continues < continues);
    }

    #[test]
    fn an_end_beyond_the_clock_never_comes() {
        let mut wait = wait(timer(), Duration::MAX);
        assert_eq!(poll(&mut wait, Waker::noop()), Poll::Pending);
    }

    #[test]
    fn a_waker_that_panics_does_not_end_the_other_waits() {
        struct Panics;

        impl Wake for Panics {
            fn wake(self: Arc<Self>) {
                std::panic::resume_unwind(Box::new(()));
            }
        }

        let timer = timer();
        let calls = Arc::new(Calls::default());
        let (mut first, mut second) = (wait(timer, Duration::from_millis(10)), wait(timer, Duration::from_millis(30)));
        assert_eq!(poll(&mut first, &Arc::new(Panics).into()), Poll::Pending);
        assert_eq!(poll(&mut second, &calls.clone().into()), Poll::Pending);
        assert!(soon(|| calls.count() == 1));
    }
}
