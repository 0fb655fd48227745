//! The hash of a file's content that drives keep: `file.hashes.quickXorHash`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The distance of a byte from the one before it, in bits.
const SHIFT: u64 = 11;
/// The length of the hash in bits.
const BITS: u64 = 160;

/// The hash of content that is read from its start to its end.
///
/// # Rule
/// Byte `i` is added by XOR to a ring of 160 bits at the bit `11 * i`, and the length to its last 8 bytes
/// ([QuickXorHash](https://learn.microsoft.com/onedrive/developer/code-snippets/quickxorhash)).
#[derive(Default)]
pub(super) struct QuickXorHash {
    ring: [u8; 20],
    length: u64,
}

impl QuickXorHash {
    pub(super) fn update(&mut self, content: &[u8]) {
        for byte in content {
            let bit = self.length % BITS * SHIFT % BITS;
            let [low, high] = (u16::from(*byte) << (bit % 8)).to_le_bytes();
            self.add(bit / 8, low);
            self.add((bit / 8 + 1) % (BITS / 8), high);
            self.length += 1;
        }
    }

    /// The hash, as the service writes it.
    pub(super) fn into_base64(mut self) -> String {
        for (at, byte) in (12..).zip(self.length.to_le_bytes()) {
            self.add(at, byte);
        }
        STANDARD.encode(self.ring)
    }

    fn add(&mut self, at: u64, byte: u8) {
        if let Some(own) = usize::try_from(at).ok().and_then(|at| self.ring.get_mut(at)) {
            *own ^= byte;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(content: &[u8]) -> String {
        let mut hash = QuickXorHash::default();
        content.chunks(7).for_each(|chunk| hash.update(chunk));
        hash.into_base64()
    }

    #[test]
    fn a_hash_is_that_of_the_service() {
        assert_eq!(hash(b""), "AAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        assert_eq!(hash(b"J"), "SgAAAAAAAAAAAAAAAQAAAAAAAAA=");
        assert_eq!(hash(b"hello world"), "aCgDG9jwBhDc4Q1yawMZAAAAAAA=");
    }

    #[test]
    fn bytes_go_around_the_ring() {
        // The bytes 0 and 160 have the same place, and so do 1 and 161.
        let mut content = [0; 162];
        let zeros = hash(&content);
        (content[0], content[160], content[1], content[161]) = (7, 7, 255, 255);
        assert_eq!(hash(&content), zeros);
        content[14] = 1;
        assert_ne!(hash(&content), zeros);
        // Each bit of a byte counts, also of one that goes over the end of the ring.
        let hashes: std::collections::HashSet<_> =
            (0..=255).map(|byte| hash(&[&[0; 29][..], &[byte]].concat())).collect();
        assert_eq!(hashes.len(), 256);
    }
}
