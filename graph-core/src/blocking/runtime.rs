//! A tokio runtime in a separate thread. The calling thread polls futures within it.

use std::io;
use std::pin::pin;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot::{self, Sender};

/// Runs the connections and timers of futures. Its thread ends when this value is dropped.
///
/// # Rule
/// The thread owns the runtime and drops it, since a runtime must not be dropped within another one.
pub(super) struct Runtime {
    handle: Handle,
    /// Closed by the drop of this value.
    _end: Sender<()>,
}

impl Runtime {
    pub(super) fn new() -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let (end, ended) = oneshot::channel::<()>();
        thread::Builder::new().name("graph-blocking".to_owned()).spawn(move || {
            // An error says that the sender was dropped, which is the end.
            let _ = runtime.block_on(ended);
        })?;
        Ok(Self { handle, _end: end })
    }

    /// Polls a future in this thread until it is ready.
    ///
    /// # Rule
    /// Unlike tokio's own function it may be called within another runtime. Then the budget of that runtime's task would never be
    /// renewed, so the future has none.
    pub(super) fn block_on<F: Future>(&self, future: F) -> F::Output {
        let _context = self.handle.enter();
        let signal = Arc::new(Signal::default());
        let waker = Waker::from(Arc::clone(&signal));
        let mut context = Context::from_waker(&waker);
        let mut future = pin!(tokio::task::coop::unconstrained(future));
        loop {
            if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
                return output;
            }
            signal.wait();
        }
    }
}

/// Wakes the thread that polls a future. `thread::unpark` does not suffice: code that the future calls may consume its token.
#[derive(Default)]
struct Signal {
    is_woken: Mutex<bool>,
    woken: Condvar,
}

impl Signal {
    fn wait(&self) {
        let is_woken = self.is_woken.lock().unwrap_or_else(PoisonError::into_inner);
        let waiting = self.woken.wait_while(is_woken, |is_woken| !*is_woken);
        *waiting.unwrap_or_else(PoisonError::into_inner) = false;
    }
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        *self.is_woken.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.woken.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_of_the_runtime_wakes_the_thread() -> io::Result<()> {
        let runtime = Runtime::new()?;
        let answer = runtime.block_on(async {
            let (sender, receiver) = oneshot::channel();
            tokio::spawn(async move { sender.send(thread::current().id()) });
            receiver.await
        });
        assert!(answer.is_ok_and(|id| id != thread::current().id()));
        Ok(())
    }

    #[tokio::test]
    async fn it_works_within_another_runtime() -> io::Result<()> {
        let runtime = Runtime::new()?;
        // More polls than the budget of a task.
        let count = runtime.block_on(async {
            let (sender, mut receiver) = tokio::sync::mpsc::unbounded_channel();
            (0..1_000).for_each(|number| assert_eq!(sender.send(number), Ok(())));
            drop(sender);
            let mut count = 0;
            while receiver.recv().await.is_some() {
                count += 1;
            }
            count
        });
        assert_eq!(count, 1_000);
        drop(runtime);
        Ok(())
    }

    #[test]
    fn the_thread_ends_with_the_value() -> io::Result<()> {
        let runtime = Runtime::new()?;
        let (sender, receiver) = std::sync::mpsc::channel::<()>();
        // The runtime drops its tasks when it ends.
        runtime.handle.spawn(async move {
            std::future::pending::<()>().await;
            drop(sender);
        });
        drop(runtime);
        assert!(receiver.recv().is_err());
        Ok(())
    }
}
