//! The buffer of the writer: JSON tokens as bytes.

use std::io;

/// The text of most request bodies fits in it, so that it is allocated once.
const CAPACITY: usize = 512;

/// The number of bytes that are compared with the escaped ones at once.
const BLOCK: usize = 16;

/// The maximum length of the escape of one byte: `\u001f`.
const ESCAPE: usize = 6;

/// JSON text. The bytes after `end` have no meaning: a token is written into them without a call for each of its parts.
#[derive(Default)]
pub(super) struct Output {
    buffer: Vec<u8>,
    end: usize,
}

impl Output {
    pub(super) fn into_bytes(mut self) -> Vec<u8> {
        self.buffer.truncate(self.end);
        self.buffer
    }

    /// Makes room for `size` bytes after the text.
    fn reserve(&mut self, size: usize) {
        if self.buffer.len() - self.end < size {
            self.grow(size);
        }
    }

    #[cold]
    fn grow(&mut self, size: usize) {
        let length = (self.end + size).max(self.buffer.len() * 2).max(CAPACITY);
        self.buffer.resize(length, 0);
    }

    /// The bytes after the text.
    fn room(&mut self) -> &mut [u8] {
        self.buffer.get_mut(self.end..).unwrap_or_default()
    }

    /// Writes a token of fixed length.
    pub(super) fn put<const N: usize>(&mut self, token: [u8; N]) {
        self.reserve(N);
        if let Some(slot) = self.room().first_chunk_mut() {
            *slot = token;
            self.end += N;
        }
    }

    /// Writes bytes without a change.
    pub(super) fn raw(&mut self, bytes: &[u8]) {
        self.reserve(bytes.len());
        if let Some(slot) = self.room().get_mut(..bytes.len()) {
            slot.copy_from_slice(bytes);
            self.end += bytes.len();
        }
    }

    /// Writes a string with its quotes.
    pub(super) fn string(&mut self, text: &str) {
        self.quoted([b'"'], text, [b'"']);
    }

    /// Writes the name of a property after `before`, which is `{` or `,`.
    pub(super) fn name(&mut self, before: u8, name: &str) {
        self.quoted([before, b'"'], name, [b'"', b':']);
    }

    #[inline]
    fn quoted<const A: usize, const B: usize>(&mut self, before: [u8; A], text: &str, after: [u8; B]) {
        let bytes = text.as_bytes();
        self.reserve(A + bytes.len() + B);
        let Some((head, room)) = self.room().split_first_chunk_mut() else { return };
        *head = before;
        let Some((slots, room)) = room.split_at_mut_checked(bytes.len()) else { return };
        let copied = copy_plain(bytes, slots);
        if copied < bytes.len() {
            self.end += A + copied;
            self.escaped(bytes.get(copied..).unwrap_or_default());
            self.put(after);
        } else if let Some(tail) = room.first_chunk_mut() {
            *tail = after;
            self.end += A + bytes.len() + B;
        }
    }

    /// Writes a part of a string, without quotes.
    pub(super) fn part(&mut self, text: &str) {
        self.quoted([], text, []);
    }

    /// Writes a character of a string, without quotes.
    pub(super) fn character(&mut self, character: char) {
        match u8::try_from(character) {
            Ok(byte) if byte.is_ascii() => self.byte(byte),
            _ => self.part(character.encode_utf8(&mut [0; 4])),
        }
    }

    #[cold]
    fn escaped(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            self.reserve(bytes.len());
            let copied = copy_plain(bytes, self.room());
            self.end += copied;
            let rest = bytes.get(copied..).unwrap_or_default();
            let (block, after) = rest.split_at_checked(BLOCK).unwrap_or((rest, &[]));
            for byte in block {
                self.byte(*byte);
            }
            bytes = after;
        }
    }

    /// Writes a byte of a string.
    fn byte(&mut self, byte: u8) {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        let hex = |digit: u8| HEX.get(usize::from(digit)).copied().unwrap_or_default();
        let short = match byte {
            b'"' | b'\\' => byte,
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            0x08 => b'b',
            0x0C => b'f',
            0x00..0x20 => {
                let escape: [u8; ESCAPE] = [b'\\', b'u', b'0', b'0', hex(byte >> 4), hex(byte & 0xF)];
                return self.put(escape);
            }
            _ => return self.put([byte]),
        };
        self.put([b'\\', short]);
    }

    /// Writes an integer.
    pub(super) fn integer(&mut self, is_negative: bool, magnitude: u64) {
        /// The digits of `u64::MAX`, and a sign.
        const LENGTH: usize = 21;
        let (mut digits, mut start, mut rest) = ([0; LENGTH], LENGTH, magnitude);
        for slot in digits.iter_mut().rev() {
            start -= 1;
            #[allow(clippy::cast_possible_truncation, reason = "a digit")]
            let digit = b'0' + (rest % 10) as u8;
            *slot = digit;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        if is_negative {
            self.put([b'-']);
        }
        self.raw(digits.get(start..).unwrap_or_default());
    }
}

/// For the numbers that `serde_json` writes.
impl io::Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.raw(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Copies the bytes of a string until a block has one that must be escaped, and returns the number of copied ones. `to` is
/// at least as long as `from`.
#[inline]
fn copy_plain(from: &[u8], to: &mut [u8]) -> usize {
    let Some(to) = to.get_mut(..from.len()) else { return 0 };
    match from.len() {
        BLOCK.. => copy_blocks(from, to),
        8.. => copy_ends::<8>(from, to, |first, last| {
            has_escaped(u64::from_le_bytes(first)) || has_escaped(u64::from_le_bytes(last))
        }),
        4.. => copy_ends::<4>(from, to, |first, last| {
            has_escaped(u64::from(u32::from_le_bytes(first)) << 32 | u64::from(u32::from_le_bytes(last)))
        }),
        _ if from.iter().copied().any(is_escaped) => 0,
        length => {
            for (slot, byte) in to.iter_mut().zip(from) {
                *slot = *byte;
            }
            length
        }
    }
}

/// [`copy_plain`] of a block or more.
fn copy_blocks(from: &[u8], to: &mut [u8]) -> usize {
    // Without an exit from the loop it is compiled to a few vector instructions.
    let has_escaped = |block: [u8; BLOCK]| block.iter().fold(false, |any, byte| any | is_escaped(*byte));
    let (blocks, _) = from.as_chunks();
    let (slots, _) = to.as_chunks_mut();
    let mut copied = 0;
    for (slot, &block) in slots.iter_mut().zip(blocks) {
        if has_escaped(block) {
            return copied;
        }
        *slot = block;
        copied += BLOCK;
    }
    // The last block overlaps with the one before it.
    match (from.last_chunk(), to.last_chunk_mut()) {
        (Some(&block), Some(slot)) if !has_escaped(block) => {
            *slot = block;
            from.len()
        }
        _ => copied,
    }
}

/// [`copy_plain`] of `N` to 2 × `N` bytes.
fn copy_ends<const N: usize>(from: &[u8], to: &mut [u8], has_escaped: impl Fn([u8; N], [u8; N]) -> bool) -> usize {
    match (from.first_chunk(), from.last_chunk()) {
        (Some(first), Some(last)) if !has_escaped(*first, *last) => {
            if let Some(slot) = to.first_chunk_mut() {
                *slot = *first;
            }
            if let Some(slot) = to.last_chunk_mut() {
                *slot = *last;
            }
            from.len()
        }
        _ => 0,
    }
}

/// Returns `true` for a control character, `"` and `\`. The exclusive or puts `"` beside the control characters.
fn is_escaped(byte: u8) -> bool {
    byte ^ 2 < b'!' || byte == b'\\'
}

/// Returns `true` if [`is_escaped`] is true for one of eight bytes. A subtraction borrows from the next byte only if the byte
/// itself must be escaped.
fn has_escaped(word: u64) -> bool {
    const fn all(byte: u8) -> u64 {
        u64::from_le_bytes([byte; 8])
    }
    let control_or_quote = (word ^ all(2)).wrapping_sub(all(b'!'));
    let backslash = (word ^ all(b'\\')).wrapping_sub(all(1));
    (control_or_quote | backslash) & !word & all(0x80) != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Output)) -> String {
        let mut output = Output::default();
        write(&mut output);
        String::from_utf8(output.into_bytes()).unwrap_or_default()
    }

    #[test]
    fn each_byte_is_escaped_as_serde_json_does_at_each_position() {
        for position in 0..40 {
            for byte in (0..=0x7F).map(char::from).chain(['é', '€', '😀']) {
                let text = format!("{}{byte}{}", "x".repeat(position), "é".repeat(position % 7));
                let expected = serde_json::Value::from(text.as_str()).to_string();
                assert_eq!(written(|output| output.string(&text)), expected);
                assert_eq!(written(|output| output.name(b',', &text)), format!(",{expected}:"));
            }
        }
    }

    #[test]
    fn a_byte_is_found_at_each_place_of_a_word() {
        for byte in 0..=u8::MAX {
            let expected = byte < 0x20 || byte == b'"' || byte == b'\\';
            assert_eq!(is_escaped(byte), expected, "{byte}");
            for others in [b' ', b'!', b'#', b'[', b']', 0x7F, 0x80, 0xFF] {
                for place in 0..8 {
                    let word = std::array::from_fn(|other| if other == place { byte } else { others });
                    assert_eq!(has_escaped(u64::from_le_bytes(word)), expected, "{byte} at {place}");
                }
            }
        }
    }

    #[test]
    fn the_buffer_grows_as_needed() {
        for length in [0, 1, CAPACITY - 3, CAPACITY - 2, CAPACITY - 1, CAPACITY, 10 * CAPACITY] {
            for text in ["x", "\n", "\u{1}"].map(|part| part.repeat(length)) {
                let expected = serde_json::Value::from(text.as_str()).to_string();
                assert_eq!(written(|output| output.string(&text)), expected);
                let twice = written(|output| (output.string(&text), output.string(&text)).1);
                assert_eq!(twice, expected.repeat(2));
            }
        }
    }

    #[test]
    fn integers_have_all_their_digits() {
        for number in [0, 9, 10, 99, 100, 12_345, u64::MAX - 1, u64::MAX] {
            assert_eq!(written(|output| output.integer(false, number)), number.to_string());
            assert_eq!(written(|output| output.integer(true, number)), format!("-{number}"));
        }
    }
}
