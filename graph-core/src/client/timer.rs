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

/// The waits of the process.
static TIMER: Timer = Timer::new();

/// Completes at an instant, for the task that polled it last.
///
/// # Shape
/// The first poll registers the wait, and a drop removes it. The thread of all waits starts with the first one and ends with the last
/// one. If it can't be started, the calling thread waits.
pub(super) struct Wait {
    /// `None` for an end that the clock can't represent.
    end: Option<Instant>,
    timer: &'static Timer,
    /// The wait in the timer, once it was polled.
    key: Option<Key>,
}

impl Wait {
    /// A wait of this duration from now.
    pub(super) fn new(duration: Duration) -> Self {
        Self { end: Instant::now().checked_add(duration), timer: &TIMER, key: None }
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
        if timer.wake_at(key, context.waker().clone()) {
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
}

struct Waits {
    wakers: BTreeMap<Key, Waker>,
    next_number: u64,
    is_running: bool,
}

impl Timer {
    const fn new() -> Self {
        Self {
            waits: Mutex::new(Waits { wakers: BTreeMap::new(), next_number: 0, is_running: false }),
            changed: Condvar::new(),
        }
    }

    /// No code that may panic runs under the lock.
    fn lock(&self) -> MutexGuard<'_, Waits> {
        self.waits.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The key of a new wait.
    fn key(&self, end: Instant) -> Key {
        let mut waits = self.lock();
        waits.next_number += 1;
        (end, waits.next_number)
    }

    /// Registers the waker of a wait and replaces the previous one. Returns `false` if the thread that calls it can't be started.
    fn wake_at(&'static self, key: Key, waker: Waker) -> bool {
        let mut waits = self.lock();
        if !waits.is_running {
            let thread = thread::Builder::new().name("graph-timer".to_owned()).stack_size(STACK_SIZE);
            waits.is_running = thread.spawn(|| self.run()).is_ok();
        }
        if !waits.is_running {
            return false;
        }
        let replaced = waits.wakers.insert(key, waker);
        let is_first = waits.wakers.first_key_value().is_some_and(|(first, _)| *first == key);
        // Wakers are dropped and called without the lock, since both may run code of the waiting task.
        drop(waits);
        drop(replaced);
        if is_first {
            self.changed.notify_one();
        }
        true
    }

    fn cancel(&self, key: Key) {
        let mut waits = self.lock();
        let waker = waits.wakers.remove(&key);
        let is_empty = waits.wakers.is_empty();
        drop(waits);
        drop(waker);
        if is_empty {
            self.changed.notify_one();
        }
    }

    /// Calls the wakers at the ends of their waits, until there are none.
    fn run(&self) {
        let mut waits = self.lock();
        while let Some(end) = waits.wakers.first_key_value().map(|((end, _), _)| *end) {
            let left = end.saturating_duration_since(Instant::now());
            if !left.is_zero() {
                waits = self.changed.wait_timeout(waits, left).unwrap_or_else(PoisonError::into_inner).0;
                continue;
            }
            let ended = waits.wakers.pop_first();
            drop(waits);
            if let Some((_, waker)) = ended {
                // A waker that panics must not end the thread, and with it the other waits.
                let _ = catch_unwind(AssertUnwindSafe(|| waker.wake()));
            }
            waits = self.lock();
        }
        waits.is_running = false;
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
        Wait { timer, ..Wait::new(duration) }
    }

    fn timer() -> &'static Timer {
        Box::leak(Box::new(Timer::new()))
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
        assert!(soon(|| !timer.lock().is_running));
    }

    #[test]
    fn a_shorter_wait_ends_before_a_longer_one_that_began_earlier() {
        let timer = timer();
        let calls = Arc::new(Calls::default());
        let (mut long, mut short) = (wait(timer, Duration::from_hours(1)), wait(timer, Duration::from_millis(20)));
        assert_eq!(poll(&mut long, Waker::noop()), Poll::Pending);
        assert_eq!(poll(&mut short, &calls.clone().into()), Poll::Pending);
        assert!(soon(|| calls.count() == 1));
        assert!(timer.lock().is_running);
    }

    #[test]
    fn a_dropped_wait_ends_the_thread_and_wakes_nobody() {
        let timer = timer();
        let calls = Arc::new(Calls::default());
        let mut wait = wait(timer, Duration::from_hours(1));
        assert_eq!(poll(&mut wait, &calls.clone().into()), Poll::Pending);
        assert!(timer.lock().is_running);
        drop(wait);
        assert!(soon(|| !timer.lock().is_running));
        assert_eq!(calls.count(), 0);
        assert_eq!(Arc::strong_count(&calls), 1);
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
