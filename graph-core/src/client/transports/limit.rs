//! The body of a response, collected up to a limit.

use std::fmt;

use bytes::{Bytes, BytesMut};

use crate::client::transport::TransportError;

/// The default of the maximum size of a response, in bytes.
pub(super) const DEFAULT_LIMIT: u64 = 256 * 1024 * 1024;

/// The cause of a [`TransportError`]: a response is larger than its transport accepts. The client does not repeat the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ResponseTooLarge {
    /// The maximum size, in bytes after decompression.
    pub limit: u64,
    /// The method that sets the limit.
    pub setting: &'static str,
}

impl fmt::Display for ResponseTooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { limit, setting } = self;
        write!(f, "the response is larger than {limit} bytes: raise the limit with `{setting}(…)`")
    }
}

impl std::error::Error for ResponseTooLarge {}

/// The chunks of a body. A body of one chunk is not copied.
///
/// # Shape
/// The chunk that exceeds the limit is refused, so a body that was compressed to a fraction of its size is never whole in memory.
pub(super) struct Collected {
    first: Bytes,
    rest: Vec<Bytes>,
    size: u64,
    limit: ResponseTooLarge,
}

impl Collected {
    /// An empty body whose size is at least `expected`.
    pub(super) fn new(limit: u64, setting: &'static str, expected: u64) -> Result<Self, TransportError> {
        let limit = ResponseTooLarge { limit, setting };
        let collected = Self { first: Bytes::new(), rest: Vec::new(), size: 0, limit };
        collected.accept(expected)?;
        Ok(collected)
    }

    fn accept(&self, size: u64) -> Result<(), TransportError> {
        if size > self.limit.limit { Err(TransportError::permanent(self.limit)) } else { Ok(()) }
    }

    pub(super) fn push(&mut self, chunk: Bytes) -> Result<(), TransportError> {
        self.size = self.size.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
        self.accept(self.size)?;
        if self.first.is_empty() {
            self.first = chunk;
        } else if !chunk.is_empty() {
            self.rest.push(chunk);
        }
        Ok(())
    }

    pub(super) fn into_bytes(self) -> Bytes {
        if self.rest.is_empty() {
            return self.first;
        }
        let mut body = BytesMut::with_capacity(usize::try_from(self.size).unwrap_or_default());
        body.extend_from_slice(&self.first);
        for chunk in self.rest {
            body.extend_from_slice(&chunk);
        }
        body.freeze()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collect(limit: u64, chunks: &[&'static str]) -> Result<Bytes, String> {
        let text = |error: TransportError| error.to_string();
        let mut collected = Collected::new(limit, "set_limit", 0).map_err(text)?;
        for chunk in chunks {
            collected.push(Bytes::from_static(chunk.as_bytes())).map_err(text)?;
        }
        Ok(collected.into_bytes())
    }

    #[test]
    fn chunks_are_joined_up_to_the_limit() {
        assert_eq!(collect(0, &[]), Ok(Bytes::new()));
        assert_eq!(collect(4, &["", "ab", "", "c", "d", ""]), Ok(Bytes::from_static(b"abcd")));
        let message = "the request got no complete response: the response is larger than 3 bytes: raise the limit with `set_limit(…)`";
        for chunks in [&["ab", "c", "d"] as &[_], &["abcd"]] {
            assert_eq!(collect(3, chunks), Err(message.to_owned()));
        }
    }

    #[test]
    fn one_chunk_is_not_copied() {
        let chunk = Bytes::from(vec![1, 2, 3]);
        let Ok(mut collected) = Collected::new(3, "set_limit", 3) else { panic!("refused") };
        assert!(collected.push(chunk.clone()).is_ok());
        assert_eq!(collected.into_bytes().as_ptr(), chunk.as_ptr());
    }

    #[test]
    fn an_expected_size_is_refused_before_the_body_is_read() {
        assert!(Collected::new(3, "set_limit", 3).is_ok());
        assert!(Collected::new(3, "set_limit", 4).is_err_and(|error| error.is_permanent()));
    }
}
