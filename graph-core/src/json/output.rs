//! The text of the writer: JSON tokens as bytes.

use std::io;

/// The text of most request bodies fits in it, so that it is allocated once.
const CAPACITY: usize = 512;

/// The number of bytes that are compared with the escaped ones at once.
const BLOCK: usize = 16;
const WORD: usize = 8;

/// The maximum length of the escape of one byte: `\u001f`.
const ESCAPE: usize = 6;

/// JSON text. The bytes after `end` have no meaning: a token is written into them with one check for room.
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

    /// The next `size` bytes, never `None`.
    fn room(&mut self, size: usize) -> Option<&mut [u8]> {
        if self.left(size).is_none() {
            self.grow(size);
        }
        self.left(size)
    }

    fn left(&mut self, size: usize) -> Option<&mut [u8]> {
        self.buffer.get_mut(self.end..).and_then(|left| left.get_mut(..size))
    }

    #[cold]
    fn grow(&mut self, size: usize) {
        let length = (self.end + size).max(self.buffer.len() * 2).max(CAPACITY);
        self.buffer.resize(length, 0);
    }

    /// Writes a token of fixed length.
    pub(super) fn put<const N: usize>(&mut self, token: [u8; N]) {
        if let Some(slot) = self.room(N).and_then(|room| room.first_chunk_mut()) {
            *slot = token;
            self.end += N;
        }
    }

    /// Writes bytes without a change.
    pub(super) fn raw(&mut self, bytes: &[u8]) {
        if let Some(slots) = self.room(bytes.len()) {
            slots.copy_from_slice(bytes);
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

    /// Writes a part of a string, without quotes.
    pub(super) fn part(&mut self, text: &str) {
        self.quoted([], text, []);
    }

    #[inline]
    fn quoted<const A: usize, const B: usize>(&mut self, before: [u8; A], text: &str, after: [u8; B]) {
        let bytes = text.as_bytes();
        let size = A + bytes.len() + B;
        let Some((head, room)) = self.room(size).and_then(|room| room.split_first_chunk_mut()) else { return };
        let Some((slots, tail)) = room.split_at_mut_checked(bytes.len()) else { return };
        *head = before;
        let copied = copy_plain(bytes, slots);
        if copied < bytes.len() {
            self.end += A + copied;
            self.escaped(bytes.get(copied..).unwrap_or_default());
            self.put(after);
        } else if let Some(tail) = tail.first_chunk_mut() {
            *tail = after;
            self.end += size;
        }
    }

    /// Writes bytes of a string, of which one of the first must be escaped.
    fn escaped(&mut self, mut bytes: &[u8]) {
        const PART: usize = 64;
        /// A word is written as a whole, wherever it ends.
        const ROOM: usize = PART * ESCAPE + WORD;
        while !bytes.is_empty() {
            let (part, rest) = bytes.split_at_checked(PART).unwrap_or((bytes, &[]));
            let length = self.room(ROOM).map_or(0, |room| copy_escaped(part, room));
            self.end += length;
            let copied = self.room(rest.len()).map_or(0, |room| copy_plain(rest, room));
            self.end += copied;
            bytes = rest.get(copied..).unwrap_or_default();
        }
    }

    /// Writes a character of a string, without quotes.
    pub(super) fn character(&mut self, character: char) {
        match u8::try_from(character) {
            Ok(byte) if byte.is_ascii() && !is_escaped(byte) => self.put([byte]),
            _ => self.part(character.encode_utf8(&mut [0; 4])),
        }
    }

    /// Writes an integer.
    pub(super) fn integer(&mut self, number: impl itoa::Integer) {
        self.raw(itoa::Buffer::new().format(number).as_bytes());
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
fn copy_plain(from: &[u8], to: &mut [u8]) -> usize {
    let Some(to) = to.get_mut(..from.len()) else { return 0 };
    match from.len() {
        BLOCK.. => copy_blocks(from, to),
        WORD.. => copy_ends::<WORD>(from, to, |first, last| {
            escapes(u64::from_le_bytes(first)) | escapes(u64::from_le_bytes(last))
        }),
        4.. => copy_ends::<4>(from, to, |first, last| {
            escapes(u64::from(u32::from_le_bytes(first)) << 32 | u64::from(u32::from_le_bytes(last)))
        }),
        _ => {
            let mut copied = 0;
            for (slot, byte) in to.iter_mut().zip(from) {
                if is_escaped(*byte) {
                    break;
                }
                *slot = *byte;
                copied += 1;
            }
            copied
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
fn copy_ends<const N: usize>(from: &[u8], to: &mut [u8], escapes: impl Fn([u8; N], [u8; N]) -> u64) -> usize {
    match (from.first_chunk(), from.last_chunk()) {
        (Some(first), Some(last)) if escapes(*first, *last) == 0 => {
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

/// Copies the bytes of a string with their escapes, and returns the length of the copy.
fn copy_escaped(from: &[u8], to: &mut [u8]) -> usize {
    let mut end = 0;
    let mut put = |word: [u8; WORD], length: usize| {
        if let Some(slot) = to.get_mut(end..).and_then(|rest| rest.first_chunk_mut()) {
            *slot = word;
            end += length;
        }
    };
    let (words, rest) = from.as_chunks();
    for word in words {
        let mut word = u64::from_le_bytes(*word);
        let (mut left, mut escapes) = (WORD, escapes(word));
        while escapes > 0 {
            // The lowest bits are those of the first byte.
            let plain = escapes.trailing_zeros() / 8;
            put(word.to_le_bytes(), plain as usize);
            word >>= 8 * plain;
            let [byte, ..] = word.to_le_bytes();
            let (escape, length) = escape(byte);
            put(escape, length);
            word >>= 8;
            escapes = escapes >> (8 * plain) >> 8;
            left -= plain as usize + 1;
        }
        put(word.to_le_bytes(), left);
    }
    for byte in rest {
        let (word, length) = if is_escaped(*byte) { escape(*byte) } else { ([*byte; WORD], 1) };
        put(word, length);
    }
    end
}

/// The escape of a control character, `"` or `\`, with its length.
fn escape(byte: u8) -> ([u8; WORD], usize) {
    let short = match byte {
        b'"' | b'\\' => byte,
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        0x08 => b'b',
        0x0C => b'f',
        _ => {
            let hex = |digit: u8| if digit < 10 { b'0' + digit } else { b'a' - 10 + digit };
            return ([b'\\', b'u', b'0', b'0', hex(byte >> 4), hex(byte & 0xF), 0, 0], ESCAPE);
        }
    };
    ([b'\\', short, 0, 0, 0, 0, 0, 0], 2)
}

/// Returns `true` for a control character, `"` and `\`. The exclusive or puts `"` beside the control characters.
fn is_escaped(byte: u8) -> bool {
    byte ^ 2 < b'!' || byte == b'\\'
}

/// The high bits of the bytes for which [`is_escaped`] is true. No addition carries into the next byte.
fn escapes(word: u64) -> u64 {
    const fn all(byte: u8) -> u64 {
        u64::from_le_bytes([byte; WORD])
    }
    let no_control_or_quote = ((word ^ all(2)) & all(0x7F)) + all(0x80 - b'!');
    let no_backslash = ((word ^ all(b'\\')) & all(0x7F)) + all(0x7F);
    !(no_control_or_quote & no_backslash | word) & all(0x80)
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
        for position in 0..90 {
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
                for place in 0..8_u32 {
                    let word = std::array::from_fn(|other| if other == place as usize { byte } else { others });
                    let expected = if expected { 0x80 << (8 * place) } else { 0 };
                    assert_eq!(escapes(u64::from_le_bytes(word)), expected, "{byte} at {place}");
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
}
