//! A small gzip file of many zeros.

/// The code of the literal 0 in the fixed table, and its number of bits.
const ZERO: (u16, u8) = (0x30, 8);
/// The codes of the longest repetition, 258 bytes, of the byte before.
const REPEAT: [(u16, u8); 2] = [(0b1100_0101, 8), (0, 5)];
const REPEATED: usize = 258;
const END_OF_BLOCK: (u16, u8) = (0, 7);

/// A gzip file of `size` zeros, of about a 159th of that size.
///
/// # Rule
/// One block with the fixed codes ([RFC 1951, §3.2.6](https://www.rfc-editor.org/rfc/rfc1951#section-3.2.6)) in one member
/// ([RFC 1952](https://www.rfc-editor.org/rfc/rfc1952)).
pub(crate) fn zeros(size: u32) -> Vec<u8> {
    let count = usize::try_from(size).unwrap_or(usize::MAX);
    let mut bits = Bits { bytes: vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff], used: 8 };
    // The last block, with the fixed codes.
    bits.push((0b110, 3));
    let repetitions = count.saturating_sub(1) / REPEATED;
    for _ in 0..count - repetitions * REPEATED {
        bits.push(ZERO);
    }
    for _ in 0..repetitions {
        for code in REPEAT {
            bits.push(code);
        }
    }
    bits.push(END_OF_BLOCK);
    let mut bytes = bits.bytes;
    bytes.extend(crc_of_zeros(count).to_le_bytes());
    bytes.extend(size.to_le_bytes());
    bytes
}

/// Bytes that are filled from their lowest bit on.
struct Bits {
    bytes: Vec<u8>,
    /// The used bits of the last byte.
    used: u8,
}

impl Bits {
    /// Appends a code, its highest bit first.
    fn push(&mut self, (code, length): (u16, u8)) {
        for index in (0..length).rev() {
            if self.used == 8 {
                self.bytes.push(0);
                self.used = 0;
            }
            if let Some(last) = self.bytes.last_mut() {
                *last |= u8::from((code >> index) & 1 == 1) << self.used;
            }
            self.used += 1;
        }
    }
}

/// The CRC-32 of zeros, by the powers of the step of one zero: each is a linear map of the register, the images of its bits.
fn crc_of_zeros(mut count: usize) -> u32 {
    let image = |map: &[u32; 32], register: u32| {
        map.iter().enumerate().filter(|(bit, _)| (register >> bit) & 1 == 1).fold(0, |sum, (_, image)| sum ^ image)
    };
    let mut step = std::array::from_fn(|bit| {
        (0..8).fold(1_u32 << bit, |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 })
    });
    let mut register = u32::MAX;
    while count > 0 {
        if count & 1 == 1 {
            register = image(&step, register);
        }
        step = step.map(|register| image(&step, register));
        count >>= 1;
    }
    !register
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_of_zeros_is_known() {
        // `printf '\0' | gzip | tail -c 8`, and of four zeros.
        assert_eq!((crc_of_zeros(0), crc_of_zeros(1), crc_of_zeros(4)), (0, 0xd202_ef8d, 0x2144_df1c));
    }

    #[test]
    fn the_smallest_files_have_known_bytes() {
        // The bytes of zlib with the fixed codes.
        assert_eq!(zeros(0).get(10..12), Some([3, 0].as_slice()));
        assert_eq!(zeros(1).get(10..13), Some([0x63, 0, 0].as_slice()));
        let bomb = zeros(64 * 1024 * 1024);
        assert!(bomb.len() < 430_000, "{}", bomb.len());
    }
}
