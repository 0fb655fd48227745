//! The body of a response as it arrives.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::transport_error::TransportError;

/// The body of a response, in the chunks in which it arrives: the result of [`Transport::open`](crate::Transport::open).
///
/// # Shape
/// No chunk is empty. The stream ends after an error. A body that ends early is an error if the transport knows its length.
///
/// # Example
/// ```
/// use graph_core::{TransportError, bytes::Bytes, client::BodyStream};
///
/// async fn length(mut body: BodyStream) -> Result<usize, TransportError> {
///     let mut length = 0;
///     while let Some(chunk) = body.try_next().await? {
///         length += chunk.len();
///     }
///     Ok(length)
/// }
/// let whole = BodyStream::from(Bytes::from_static(b"the whole body"));
/// # drop(length(whole));
/// ```
#[must_use = "a stream does nothing unless polled"]
pub struct BodyStream {
    chunks: Chunks,
}

enum Chunks {
    /// The rest of a body in memory.
    Whole(Bytes),
    Arriving(Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>),
}

impl BodyStream {
    /// Wraps the stream of an HTTP stack.
    pub fn new(chunks: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static) -> Self {
        Self { chunks: Chunks::Arriving(Box::pin(chunks)) }
    }

    /// Returns the next chunk; `None` after the last one. It is equivalent to `try_next` of the `futures` crates.
    ///
    /// # Errors
    /// The connection was lost. The stream ends after it.
    pub async fn try_next(&mut self) -> Result<Option<Bytes>, TransportError> {
        poll_fn(|context| self.poll_chunk(context)).await.transpose()
    }

    /// Reads the whole body, up to `limit` bytes; the rest is not read.
    pub(crate) async fn collect(mut self, limit: usize) -> Result<Bytes, TransportError> {
        let Some(first) = self.try_next().await? else { return Ok(Bytes::new()) };
        let mut body = Vec::new();
        let mut next = Some(first);
        while let Some(chunk) = next {
            let room = limit.saturating_sub(body.len()).min(chunk.len());
            body.extend_from_slice(chunk.get(..room).unwrap_or_default());
            next = if body.len() < limit { self.try_next().await? } else { None };
        }
        Ok(body.into())
    }

    /// The rest of a body in memory.
    pub(crate) fn rest(&self) -> Option<&[u8]> {
        match &self.chunks {
            Chunks::Whole(rest) => Some(rest),
            Chunks::Arriving(_) => None,
        }
    }

    pub(crate) fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        loop {
            let chunk = match &mut self.chunks {
                Chunks::Whole(rest) if rest.is_empty() => return Poll::Ready(None),
                Chunks::Whole(rest) => return Poll::Ready(Some(Ok(std::mem::take(rest)))),
                Chunks::Arriving(chunks) => chunks.as_mut().poll_next(context),
            };
            match chunk {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Ok(chunk))) if chunk.is_empty() => {}
                Poll::Ready(Some(Ok(chunk))) => return Poll::Ready(Some(Ok(chunk))),
                Poll::Ready(end) => {
                    // A stream must not be polled after its end.
                    self.chunks = Chunks::Whole(Bytes::new());
                    return Poll::Ready(end);
                }
            }
        }
    }
}

impl From<Bytes> for BodyStream {
    fn from(body: Bytes) -> Self {
        Self { chunks: Chunks::Whole(body) }
    }
}

impl Stream for BodyStream {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_chunk(context)
    }
}

impl fmt::Debug for BodyStream {
    /// Omits the bytes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BodyStream").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::Waker;

    use super::*;

    /// Returns its chunks from the last to the first, and must not be polled after its end.
    struct Scripted(Vec<Result<&'static str, &'static str>>, bool);

    impl Stream for Scripted {
        type Item = Result<Bytes, TransportError>;

        fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            assert!(!self.1, "it was polled after its end");
            let chunk = self.0.pop().map(|chunk| chunk.map(Bytes::from).map_err(TransportError::new));
            self.1 = !matches!(chunk, Some(Ok(_)));
            Poll::Ready(chunk)
        }
    }

    fn read(mut body: BodyStream) -> Vec<Result<Bytes, String>> {
        let mut context = Context::from_waker(Waker::noop());
        let mut read = Vec::new();
        while let Poll::Ready(Some(chunk)) = body.poll_chunk(&mut context) {
            read.push(chunk.map_err(|error| error.to_string()));
        }
        assert!(matches!(body.poll_chunk(&mut context), Poll::Ready(None)));
        read
    }

    #[test]
    fn a_body_in_memory_is_one_chunk() {
        assert_eq!(read(Bytes::from_static(b"abc").into()), [Ok(Bytes::from_static(b"abc"))]);
        assert_eq!(read(Bytes::new().into()), []);
    }

    #[test]
    fn empty_chunks_are_skipped_and_an_error_ends_the_stream() {
        let body = BodyStream::new(Scripted(vec![Ok("never"), Err("cut"), Ok("b"), Ok(""), Ok("a")], false));
        let cut = "the request got no complete response: cut".to_owned();
        assert_eq!(read(body), [Ok(Bytes::from_static(b"a")), Ok(Bytes::from_static(b"b")), Err(cut)]);
        assert_eq!(read(BodyStream::new(Scripted(vec![Ok("")], false))), []);
    }

    #[test]
    fn a_body_is_collected_up_to_a_limit() {
        let collected = |limit| {
            let body = BodyStream::new(Scripted(vec![Ok("def"), Ok("abc")], false));
            match pin!(body.collect(limit)).poll(&mut Context::from_waker(Waker::noop())) {
                Poll::Ready(Ok(body)) => body,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(collected(100), "abcdef");
        assert_eq!(collected(4), "abcd");
        assert_eq!(collected(3), "abc");
    }
}
