//! A future that is polled only after it was woken.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

use crate::client::transport::BoxFuture;

/// A future that costs the reading of a flag to poll, unless it was woken since the last poll. The first poll counts as woken.
///
/// # Rule
/// A future that returned `Pending` wakes the task when it can make progress
/// ([`Future::poll`](https://doc.rust-lang.org/std/future/trait.Future.html#tymethod.poll)). A poll before that has no effect, but
/// passes through all layers of the HTTP stack.
pub(crate) struct Woken<'a, T> {
    future: BoxFuture<'a, T>,
    signal: Arc<Signal>,
    /// The waker of the signal, which the future keeps a clone of.
    waker: Waker,
}

impl<'a, T> Woken<'a, T> {
    pub(crate) fn new(future: BoxFuture<'a, T>) -> Self {
        let signal = Arc::new(Signal { is_raised: AtomicBool::new(true), task: Mutex::new(None) });
        Self { future, waker: Arc::clone(&signal).into(), signal }
    }

    /// Makes the next poll one of the future, as if it were woken.
    pub(crate) fn renew(&self) {
        self.signal.raise();
    }

    /// Polls the future if it was woken. After `Pending`, `task` is woken with it; without a task nothing is.
    pub(crate) fn poll(&mut self, task: Option<&Waker>) -> Poll<T> {
        if let Some(task) = task {
            self.signal.register(task);
        }
        if self.signal.lower() {
            return self.future.as_mut().poll(&mut Context::from_waker(&self.waker));
        }
        Poll::Pending
    }
}

/// The waker of a future: it remembers the wake-up, and forwards it to the task that waits.
///
/// A wake-up raises the flag before it takes the task's waker. A poll stores the task's waker before it lowers the flag. So in each
/// order either the poll finds the flag, or the wake-up finds the waker.
struct Signal {
    is_raised: AtomicBool,
    /// The waker of the task that waits, until it is woken.
    task: Mutex<Option<Waker>>,
}

impl Signal {
    /// No code that may panic runs under the lock. Wakers are cloned, dropped and called without it, since they run code of the task.
    fn task(&self) -> MutexGuard<'_, Option<Waker>> {
        self.task.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn register(&self, waker: &Waker) {
        if self.task().as_ref().is_some_and(|known| known.will_wake(waker)) {
            return;
        }
        let waker = waker.clone();
        let replaced = self.task().replace(waker);
        drop(replaced);
    }

    /// Returns `true` if the flag was raised.
    fn lower(&self) -> bool {
        self.is_raised.load(Ordering::Relaxed) && self.is_raised.swap(false, Ordering::SeqCst)
    }

    fn raise(&self) {
        self.is_raised.store(true, Ordering::SeqCst);
    }

    fn notify(&self) {
        let task = self.task().take();
        if let Some(task) = task {
            task.wake();
        }
    }
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.raise();
        self.notify();
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::sync::atomic::AtomicUsize;
    use std::thread;

    use super::*;

    /// Counts its wake-ups.
    #[derive(Default)]
    struct Task(AtomicUsize);

    impl Task {
        fn wakes(&self) -> usize {
            self.0.load(Ordering::SeqCst)
        }
    }

    impl Wake for Task {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }

    /// A task with its waker.
    fn task() -> (Arc<Task>, Waker) {
        let task = Arc::new(Task::default());
        (Arc::clone(&task), task.into())
    }

    /// The state of a future that the test completes by hand.
    #[derive(Default)]
    struct ByHand {
        polls: AtomicUsize,
        is_done: AtomicBool,
        waker: Mutex<Option<Waker>>,
    }

    impl ByHand {
        fn future(self: &Arc<Self>) -> Woken<'static, ()> {
            let state = Arc::clone(self);
            Woken::new(Box::pin(poll_fn(move |context| {
                state.polls.fetch_add(1, Ordering::SeqCst);
                *state.waker() = Some(context.waker().clone());
                if state.is_done.load(Ordering::SeqCst) { Poll::Ready(()) } else { Poll::Pending }
            })))
        }

        fn waker(&self) -> MutexGuard<'_, Option<Waker>> {
            self.waker.lock().unwrap_or_else(PoisonError::into_inner)
        }

        fn wake(&self) {
            let waker = self.waker().clone();
            waker.iter().for_each(Waker::wake_by_ref);
        }

        fn polls(&self) -> usize {
            self.polls.load(Ordering::SeqCst)
        }
    }

    #[test]
    fn a_future_is_polled_once_for_each_wake_up() {
        let state = Arc::new(ByHand::default());
        let (task, waker) = task();
        let mut future = state.future();
        for polls in 1..5 {
            for waiting in [None, Some(&waker), None, Some(&waker)] {
                assert_eq!(future.poll(waiting), Poll::Pending);
            }
            assert_eq!(state.polls(), polls);
            // Two wake-ups before a poll are one.
            state.wake();
            state.wake();
            assert_eq!(task.wakes(), polls);
        }
        state.is_done.store(true, Ordering::SeqCst);
        assert_eq!(future.poll(None), Poll::Ready(()));
    }

    #[test]
    fn a_future_can_be_polled_without_a_wake_up() {
        let state = Arc::new(ByHand::default());
        let (task, waker) = task();
        let mut future = state.future();
        assert_eq!(future.poll(Some(&waker)), Poll::Pending);
        state.is_done.store(true, Ordering::SeqCst);
        assert_eq!(future.poll(Some(&waker)), Poll::Pending);
        future.renew();
        assert_eq!(future.poll(Some(&waker)), Poll::Ready(()));
        assert_eq!(task.wakes(), 0);
    }

    #[test]
    fn the_task_that_polled_last_is_woken() {
        let state = Arc::new(ByHand::default());
        let [(first, first_waker), (last, last_waker)] = [task(), task()];
        let mut future = state.future();
        for waker in [&first_waker, &last_waker, &first_waker, &last_waker] {
            assert_eq!(future.poll(Some(waker)), Poll::Pending);
        }
        state.wake();
        assert_eq!((first.wakes(), last.wakes()), (0, 1));
        assert_eq!(future.poll(Some(&first_waker)), Poll::Pending);
        state.wake();
        assert_eq!((first.wakes(), last.wakes(), state.polls()), (1, 1, 2));
    }

    #[test]
    fn a_future_that_wakes_itself_is_polled_again() {
        let mut left = 3;
        let mut future = Woken::new(Box::pin(poll_fn(move |context| {
            context.waker().wake_by_ref();
            left -= 1;
            if left == 0 { Poll::Ready(()) } else { Poll::Pending }
        })));
        let (task, waker) = task();
        assert_eq!(future.poll(Some(&waker)), Poll::Pending);
        assert_eq!(task.wakes(), 1);
        assert_eq!(future.poll(None), Poll::Pending);
        assert_eq!(future.poll(None), Poll::Ready(()));
    }

    /// Calls `visit` with each interleaving of two sequences of steps, as the order in which the steps of the first one occur.
    fn interleavings(first: usize, second: usize, order: &mut Vec<bool>, visit: &mut impl FnMut(&[bool])) {
        if first == 0 && second == 0 {
            return visit(order);
        }
        for (is_first, left) in [(true, first), (false, second)] {
            if left > 0 {
                order.push(is_first);
                let (first, second) = if is_first { (first - 1, second) } else { (first, second - 1) };
                interleavings(first, second, order, visit);
                order.pop();
            }
        }
    }

    /// Each step of a wake-up and of a poll is one atomic access, so these are all orders of two threads.
    #[test]
    fn no_order_of_steps_loses_a_wake_up() {
        let mut orders = 0;
        interleavings(6, 6, &mut Vec::new(), &mut |order| {
            orders += 1;
            let signal = Signal { is_raised: AtomicBool::new(false), task: Mutex::new(None) };
            let tasks = [task(), task(), task()];
            let (mut wake_step, mut poll_step) = (0, 0);
            // The last wake-up is seen by a poll after it, or wakes the task of the last poll.
            let mut is_seen = true;
            for is_wake in order {
                if *is_wake {
                    if wake_step % 2 == 0 {
                        signal.raise();
                        is_seen = false;
                    } else {
                        signal.notify();
                    }
                    wake_step += 1;
                } else {
                    if poll_step % 2 == 0 {
                        tasks.get(poll_step / 2).iter().for_each(|(_, waker)| signal.register(waker));
                    } else if signal.lower() {
                        is_seen = true;
                    }
                    poll_step += 1;
                }
            }
            let is_woken = tasks.last().is_some_and(|(task, _)| task.wakes() > 0);
            assert!(is_seen || is_woken, "{order:?}");
        });
        assert_eq!(orders, 924);
    }

    #[test]
    fn a_wake_up_of_another_thread_is_not_lost() {
        struct Unpark(thread::Thread);

        impl Wake for Unpark {
            fn wake(self: Arc<Self>) {
                self.0.unpark();
            }
        }

        for _ in 0..2_000 {
            let state = Arc::new(ByHand::default());
            let mut future = state.future();
            assert_eq!(future.poll(None), Poll::Pending);
            let other = {
                let state = Arc::clone(&state);
                thread::spawn(move || {
                    state.wake();
                    state.is_done.store(true, Ordering::SeqCst);
                    state.wake();
                })
            };
            // A lost wake-up would park this thread for ever.
            let waker = Arc::new(Unpark(thread::current())).into();
            while future.poll(Some(&waker)).is_pending() {
                thread::park();
            }
            assert!(other.join().is_ok());
            assert!(state.polls() <= 3);
        }
    }
}
