//! Content without storage: each byte follows from its position.

use std::future::ready;
use std::io;

use graph_core::bytes::Bytes;
use graph_core::{BoxFuture, transfer::Source};

/// A prime, so that no block of the transfer has the same bytes as another one.
const PERIOD: usize = 1_048_573;

/// The bytes of any content, repeated with a period that divides no block.
pub(crate) struct Content {
    block: Bytes,
    size: u64,
}

impl Content {
    pub(crate) fn new(size: u64) -> Self {
        let mut state = 0x9e37_79b9_u32;
        let next = |_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        };
        Self { block: (0..PERIOD).map(next).collect::<Vec<_>>().into(), size }
    }

    /// Writes the bytes from this position on.
    pub(crate) fn copy(&self, position: u64, length: usize) -> Vec<u8> {
        let mut copied = Vec::with_capacity(length);
        let mut at = usize::try_from(position % PERIOD as u64).unwrap_or_default();
        while copied.len() < length {
            let part = self.block.get(at..).unwrap_or_default();
            copied.extend_from_slice(part.get(..length - copied.len()).unwrap_or(part));
            at = 0;
        }
        copied
    }

    /// Whether these are the bytes from this position on.
    pub(crate) fn is_at(&self, position: u64, mut bytes: &[u8]) -> bool {
        let mut at = usize::try_from(position % PERIOD as u64).unwrap_or_default();
        while !bytes.is_empty() {
            let (part, rest) = bytes.split_at(bytes.len().min(PERIOD - at));
            if self.block.get(at..at + part.len()) != Some(part) {
                return false;
            }
            (at, bytes) = (0, rest);
        }
        true
    }
}

impl Source for Content {
    fn length(&mut self) -> BoxFuture<'_, io::Result<u64>> {
        Box::pin(ready(Ok(self.size)))
    }

    fn read_at(&mut self, position: u64, length: usize) -> BoxFuture<'_, io::Result<Bytes>> {
        Box::pin(ready(Ok(self.copy(position, length).into())))
    }
}
