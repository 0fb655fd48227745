//! The bytes of an upload, read one fragment at a time.

use std::fs::File;
use std::future::ready;
use std::io::{self, Cursor, Read, Seek, SeekFrom};

use bytes::Bytes;

use crate::client::transport::BoxFuture;

/// The bytes of an upload. Each may be read more than once, after a lost fragment or in another process.
///
/// # Shape
/// Implementations: `std::fs::File`, `Bytes`, `Vec<u8>`, `Cursor`, and [`Reader`] for another `Read + Seek`, which read while the task
/// is polled: a fragment of a local file takes milliseconds. [`Sequential`](crate::transfer::Sequential) is one of what can't go back.
/// Implement it to read from elsewhere without blocking.
///
/// # Example
/// A source that repeats one byte:
/// ```
/// use std::future::ready;
/// use std::io;
///
/// use graph_core::{BoxFuture, bytes::Bytes, transfer::Source};
///
/// struct Zeros(u64);
///
/// impl Source for Zeros {
///     fn length(&mut self) -> BoxFuture<'_, io::Result<u64>> {
///         Box::pin(ready(Ok(self.0)))
///     }
///
///     fn read_at(&mut self, position: u64, length: usize) -> BoxFuture<'_, io::Result<Bytes>> {
///         let rest = usize::try_from(self.0.saturating_sub(position)).unwrap_or(usize::MAX);
///         Box::pin(ready(Ok(vec![0; length.min(rest)].into())))
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not implement `Source`",
    label = "not a source of an upload",
    note = "use a `File`, `Bytes` or `Vec<u8>`, wrap a `Read + Seek` in `transfer::Reader` and a `Read` in `transfer::Sequential`, or implement `transfer::Source`"
)]
pub trait Source: Send {
    /// The number of bytes, which is read once.
    fn length(&mut self) -> BoxFuture<'_, io::Result<u64>>;

    /// Reads the bytes from this position on: `length` bytes, and fewer only at the end.
    fn read_at(&mut self, position: u64, length: usize) -> BoxFuture<'_, io::Result<Bytes>>;
}

/// A [`Source`] that reads from anything with `Read + Seek`.
///
/// # Example
/// ```
/// use std::io::BufReader;
///
/// use graph_core::transfer::{Reader, Source};
///
/// fn source(file: std::fs::File) -> impl Source {
///     Reader::new(BufReader::new(file))
/// }
/// ```
#[derive(Debug, Clone)]
pub struct Reader<T> {
    reader: T,
}

impl<T: Read + Seek + Send> Reader<T> {
    /// Wraps a reader.
    pub fn new(reader: T) -> Self {
        Self { reader }
    }
}

impl<T: Read + Seek + Send> Source for Reader<T> {
    fn length(&mut self) -> BoxFuture<'_, io::Result<u64>> {
        Box::pin(ready(self.reader.seek(SeekFrom::End(0))))
    }

    fn read_at(&mut self, position: u64, length: usize) -> BoxFuture<'_, io::Result<Bytes>> {
        Box::pin(ready(read(&mut self.reader, position, length)))
    }
}

fn read(reader: &mut (impl Read + Seek), position: u64, length: usize) -> io::Result<Bytes> {
    reader.seek(SeekFrom::Start(position))?;
    let mut bytes = Vec::with_capacity(length);
    reader.take(u64::try_from(length).unwrap_or(u64::MAX)).read_to_end(&mut bytes)?;
    Ok(bytes.into())
}

macro_rules! readers {
    ($($(#[$doc:meta])* [$($parameter:tt)*] $reader:ty),* $(,)?) => {$(
        $(#[$doc])*
        impl<$($parameter)*> Source for $reader {
            fn length(&mut self) -> BoxFuture<'_, io::Result<u64>> {
                Box::pin(ready(self.seek(SeekFrom::End(0))))
            }

            fn read_at(&mut self, position: u64, length: usize) -> BoxFuture<'_, io::Result<Bytes>> {
                Box::pin(ready(read(self, position, length)))
            }
        }
    )*};
}

readers! {
    /// Reads the file from its beginning, wherever it is positioned.
    [] File,
    /// Reads everything, wherever the cursor is.
    [T: AsRef<[u8]> + Send] Cursor<T>,
}

macro_rules! memory {
    ($(($bytes:ident: $type:ty) $slice:expr),* $(,)?) => {$(
        impl Source for $type {
            fn length(&mut self) -> BoxFuture<'_, io::Result<u64>> {
                Box::pin(ready(u64::try_from(self.len()).map_err(io::Error::other)))
            }

            fn read_at(&mut self, position: u64, length: usize) -> BoxFuture<'_, io::Result<Bytes>> {
                let first = usize::try_from(position).unwrap_or(usize::MAX).min(self.len());
                let range = first..first.saturating_add(length).min(self.len());
                let $bytes = self;
                Box::pin(ready(Ok($slice(range))))
            }
        }
    )*};
}

memory! {
    (bytes: Bytes) |range| bytes.slice(range),
    (bytes: Vec<u8>) |range| Bytes::copy_from_slice(bytes.get(range).unwrap_or_default()),
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::*;

    fn now<T>(future: BoxFuture<'_, io::Result<T>>) -> T {
        match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(Ok(value)) => value,
            Poll::Ready(Err(error)) => panic!("{error}"),
            Poll::Pending => panic!("it waits"),
        }
    }

    #[test]
    fn each_source_reads_the_same() {
        let sources: [Box<dyn Source>; 4] = [
            Box::new(Bytes::from_static(b"abcdef")),
            Box::new(b"abcdef".to_vec()),
            Box::new(Cursor::new("abcdef")),
            Box::new(Reader::new(Cursor::new(*b"abcdef"))),
        ];
        for mut source in sources {
            assert_eq!(now(source.length()), 6);
            for (position, length, expected) in
                [(0, 6, "abcdef"), (4, 1, "e"), (0, 0, ""), (4, 9, "ef"), (6, 1, ""), (u64::MAX >> 1, 1, "")]
            {
                assert_eq!(now(source.read_at(position, length)), expected, "{position} {length}");
            }
        }
    }
}
