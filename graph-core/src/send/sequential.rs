//! The bytes of an upload from a source that can't go back.

use std::fmt;
use std::future::{poll_fn, ready};
use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use super::download::Download;
use super::source::Source;
use crate::client::transport::BoxFuture;

/// The most bytes that are read at a time.
const CHUNK: usize = 64 * 1024;

/// A [`Source`] of a `Read` that can't seek, such as the output of a process, or of a [`Download`], whose length is known.
///
/// # Shape
/// It reads the given number of bytes; what follows them stays unread. It keeps the last fragment, so a lost fragment is sent again. A session that was lost can't begin anew: the upload then ends with
/// [`TransferError::Read`](crate::error::TransferError::Read). An upload that is resumed skips what the session has.
///
/// # Example
/// A copy from one place to another, with one fragment in memory:
/// ```
/// use graph_core::{Client, Error, error::TransferError, graph_entity, transfer::Sequential};
///
/// #[graph_entity(path = "drives/{driveId}/items")]
/// pub struct DriveItem { #[graph(key)] pub id: Option<String> }
///
/// async fn copy(client: &Client, from: &str, to: &str) -> Result<DriveItem, Error> {
///     let content = DriveItem::items("b!a").entity(from).content().download(client).await?;
///     let unknown = || TransferError::Read(std::io::Error::other("the service does not tell the length"));
///     let length = content.length().ok_or_else(unknown)?;
///     DriveItem::items("b!b").entity(to).upload().send(Sequential::new(content, length), client).await
/// }
/// ```
pub struct Sequential<T> {
    reader: T,
    window: Window,
}

/// The bytes that were read last. A read that is dropped or fails keeps what it has read so far.
struct Window {
    length: u64,
    /// The position of the next byte that is read.
    position: u64,
    /// A whole fragment, which ends where that in progress begins.
    last: Bytes,
    /// The fragment in progress, which ends at the position.
    partial: BytesMut,
    /// What arrived after it.
    ahead: Bytes,
}

impl<T> Sequential<T> {
    /// Wraps a source of `length` bytes.
    pub fn new(reader: T, length: u64) -> Self {
        Self {
            reader,
            window: Window { length, position: 0, last: Bytes::new(), partial: BytesMut::new(), ahead: Bytes::new() },
        }
    }
}

impl Window {
    /// Reads a fragment by `next`, which is asked for so many bytes and returns none at the end.
    async fn read(
        &mut self,
        position: u64,
        length: usize,
        next: &mut (impl FnMut(&mut Context<'_>, usize) -> Poll<io::Result<Bytes>> + Send),
    ) -> io::Result<Bytes> {
        self.go_to(position)?;
        while self.position < position {
            let skipped = usize::try_from(position - self.position).unwrap_or(CHUNK).min(CHUNK);
            if self.take(skipped, next).await?.is_empty() {
                break;
            }
        }
        self.partial.reserve(length.saturating_sub(self.partial.len()));
        while self.partial.len() < length {
            let bytes = self.take(length - self.partial.len(), next).await?;
            if bytes.is_empty() {
                break;
            }
            self.partial.extend_from_slice(&bytes);
        }
        self.last = std::mem::take(&mut self.partial).freeze();
        Ok(self.last.slice(..length.min(self.last.len())))
    }

    /// The next bytes, so many at most.
    async fn take(
        &mut self,
        most: usize,
        next: &mut (impl FnMut(&mut Context<'_>, usize) -> Poll<io::Result<Bytes>> + Send),
    ) -> io::Result<Bytes> {
        if self.ahead.is_empty() {
            self.ahead = poll_fn(|context| next(context, most)).await?;
        }
        let bytes = self.ahead.split_to(most.min(self.ahead.len()));
        self.position = self.position.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        Ok(bytes)
    }

    /// Begins the fragment at a position with what was read of it before.
    ///
    /// # Errors
    /// The position is before the last fragment.
    fn go_to(&mut self, position: u64) -> io::Result<()> {
        let read = if self.partial.is_empty() { std::mem::take(&mut self.last) } else { self.partial.split().freeze() };
        let back = self.position.saturating_sub(position);
        let Some(first) = usize::try_from(back).ok().and_then(|back| read.len().checked_sub(back)) else {
            let message =
                format!("the service asks for the bytes from {position} on again, and the source can't go back");
            return Err(io::Error::new(io::ErrorKind::Unsupported, message));
        };
        self.partial = BytesMut::from(read.get(first..).unwrap_or_default());
        Ok(())
    }
}

impl<T: Read + Send> Source for Sequential<T> {
    fn length(&mut self) -> BoxFuture<'_, io::Result<u64>> {
        Box::pin(ready(Ok(self.window.length)))
    }

    fn read_at(&mut self, position: u64, length: usize) -> BoxFuture<'_, io::Result<Bytes>> {
        let Self { reader, window } = self;
        let mut next = move |_: &mut Context<'_>, most: usize| {
            let mut bytes = BytesMut::zeroed(most.min(CHUNK));
            loop {
                match reader.read(&mut bytes) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    read => return Poll::Ready(read.map(|read| bytes.split_to(read).freeze())),
                }
            }
        };
        Box::pin(async move { window.read(position, length, &mut next).await })
    }
}

impl Source for Sequential<Download> {
    fn length(&mut self) -> BoxFuture<'_, io::Result<u64>> {
        Box::pin(ready(Ok(self.window.length)))
    }

    fn read_at(&mut self, position: u64, length: usize) -> BoxFuture<'_, io::Result<Bytes>> {
        let Self { reader, window } = self;
        let mut next = move |context: &mut Context<'_>, _: usize| {
            let chunk = Pin::new(&mut *reader).poll_next(context);
            chunk.map(|chunk| chunk.transpose().map(Option::unwrap_or_default).map_err(io::Error::other))
        };
        Box::pin(async move { window.read(position, length, &mut next).await })
    }
}

impl<T> fmt::Debug for Sequential<T> {
    /// Omits the bytes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sequential")
            .field("length", &self.window.length)
            .field("position", &self.window.position)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::Waker;

    use super::*;

    #[test]
    fn a_fragment_is_read_again_and_what_comes_before_is_not() {
        let mut source = Sequential::new(&b"abcdefghij"[..], 10);
        let mut read = |position, length| {
            let read = pin!(source.read_at(position, length)).poll(&mut Context::from_waker(Waker::noop()));
            match read {
                Poll::Ready(read) => read.ok(),
                Poll::Pending => panic!("it waits"),
            }
        };
        assert_eq!(read(2, 3).as_deref(), Some(&b"cde"[..]));
        // Again, a part of it, and beyond it.
        for (position, length, expected) in [(2, 3, "cde"), (3, 1, "d"), (3, 4, "defg"), (5, 3, "fgh"), (8, 9, "ij")] {
            assert_eq!(read(position, length).as_deref(), Some(expected.as_bytes()), "{position} {length}");
        }
        assert_eq!(read(10, 1).as_deref(), Some(&b""[..]));
        assert_eq!(read(7, 1), None);
    }
}
