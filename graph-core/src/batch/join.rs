//! Concurrent futures without a runtime.

use std::future::poll_fn;
use std::task::Poll;

use crate::client::transport::BoxFuture;
use crate::send::woken::Woken;

/// The maximum number of concurrent calls. More would only be throttled.
pub(super) const MOST_AT_ONCE: usize = 8;

/// Runs the futures to completion, in order. The results are in the order of completion.
pub(super) async fn join<T>(futures: Vec<BoxFuture<'_, T>>) -> Vec<T> {
    let mut futures: Vec<Woken<'_, T>> = futures.into_iter().map(Woken::new).collect();
    let mut results = Vec::with_capacity(futures.len());
    poll_fn(|context| {
        let mut running = 0;
        futures.retain_mut(|future| {
            if running == MOST_AT_ONCE {
                return true;
            }
            match future.poll(Some(context.waker())) {
                Poll::Ready(result) => {
                    results.push(result);
                    false
                }
                Poll::Pending => {
                    running += 1;
                    true
                }
            }
        });
        if futures.is_empty() { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    results
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// Counts the concurrent futures, and completes with their number at the second poll.
    fn second_poll<'a>(number: usize, begun: &'a AtomicUsize, ended: &'a AtomicUsize) -> BoxFuture<'a, (usize, usize)> {
        let mut polled = false;
        Box::pin(poll_fn(move |context| {
            if polled {
                let under_way = begun.load(Ordering::SeqCst) - ended.fetch_add(1, Ordering::SeqCst);
                return Poll::Ready((number, under_way));
            }
            polled = true;
            begun.fetch_add(1, Ordering::SeqCst);
            context.waker().wake_by_ref();
            Poll::Pending
        }))
    }

    #[tokio::test]
    async fn all_futures_complete_with_a_bounded_concurrency() {
        let (begun, ended) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let results = join((0..20).map(|number| second_poll(number, &begun, &ended)).collect()).await;
        assert_eq!(results.iter().map(|(number, _)| *number).collect::<Vec<_>>(), (0..20).collect::<Vec<_>>());
        assert_eq!(results.iter().map(|(_, under_way)| *under_way).max(), Some(MOST_AT_ONCE));
    }

    #[tokio::test]
    async fn a_slow_future_does_not_delay_the_others() {
        let (begun, ended) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let ready = |number| -> BoxFuture<'_, (usize, usize)> { Box::pin(async move { (number, 0) }) };
        let futures = vec![second_poll(0, &begun, &ended), ready(1), ready(2)];
        let order: Vec<usize> = join(futures).await.into_iter().map(|(number, _)| number).collect();
        assert_eq!(order, [1, 2, 0]);
        assert!(join(Vec::<BoxFuture<'_, ()>>::new()).await.is_empty());
    }
}
