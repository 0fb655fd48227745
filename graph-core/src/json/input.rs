//! The tokens of a JSON text.

use std::borrow::Cow;

use serde::de::{Deserialize, IgnoredAny};
use serde_json::de::StrRead;
use serde_json::{Error, Result};

use super::block::{first_special, is_special};
use super::delegate;

/// The maximum depth of a value, as in `serde_json`.
const DEPTH: u8 = 128;

/// A position in a JSON text.
///
/// The grammar is that of `serde_json`, which also reads the rare tokens: strings with escapes, fractions and numbers of more
/// than 18 digits, objects and arrays that are skipped and deeper than 128.
pub(crate) struct Input<'de> {
    pub(super) text: &'de str,
    /// The index of the next byte.
    pub(super) at: usize,
    /// The number of objects and arrays that may still be opened.
    depth: u8,
}

/// A short integer, or the text of another number.
pub(super) enum Number<'de> {
    Unsigned(u64),
    Negative(i64),
    Other(&'de str),
}

impl<'de> Input<'de> {
    pub(crate) fn new(text: &'de str) -> Self {
        Self { text, at: 0, depth: DEPTH }
    }

    /// The whole text.
    pub(crate) fn text(&self) -> &'de str {
        self.text
    }

    #[inline]
    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// Returns the first byte of the next token.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u8> {
        let byte = self.byte(self.at);
        if byte > Some(b' ') { byte } else { self.peek_after_space() }
    }

    /// Passes white space, which services do not write.
    #[cold]
    fn peek_after_space(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = self.byte(self.at) {
            self.at += 1;
        }
        self.byte(self.at)
    }

    /// Passes the byte that [`peek`](Self::peek) returned.
    #[inline]
    pub(super) fn pass(&mut self) {
        self.at += 1;
    }

    /// Passes the next token if it is this byte.
    #[inline]
    pub(super) fn pass_if(&mut self, byte: u8) -> bool {
        // In text without white space the first comparison decides: 2 % fewer instructions for a page.
        let is_next = self.byte(self.at) == Some(byte) || self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    /// Passes the word `null`, `true` or `false`.
    #[inline]
    pub(super) fn word(&mut self, word: &'static str) -> Result<()> {
        let end = self.at + word.len();
        if self.text.as_bytes().get(self.at..end) != Some(word.as_bytes()) {
            return Err(self.invalid());
        }
        self.at = end;
        Ok(())
    }

    /// Opens an object or array whose bracket is the next byte.
    #[inline]
    pub(super) fn open(&mut self) -> Result<()> {
        if self.depth <= 1 {
            return Err(self.invalid());
        }
        self.depth -= 1;
        self.at += 1;
        Ok(())
    }

    #[inline]
    fn close(&mut self) {
        self.depth += 1;
    }

    /// Reads a string without escapes, whose quotation mark is the next byte. Returns `None` for another string.
    pub(super) fn plain_string(&mut self) -> Option<&'de str> {
        let start = self.at + 1;
        let end = self.plain_end(start);
        let string = self.text.get(start..end).filter(|_| self.byte(end) == Some(b'"'))?;
        self.at = end + 1;
        Some(string)
    }

    /// Passes a string if it is this text, which has no character that needs an escape. Its quotation mark is the next byte.
    #[inline]
    pub(super) fn pass_name(&mut self, name: &str) -> bool {
        let rest = self.text.as_bytes().get(self.at + 1..).and_then(|rest| rest.strip_prefix(name.as_bytes()));
        let is_next = rest.is_some_and(|rest| rest.first() == Some(&b'"'));
        if is_next {
            self.at += name.len() + 2;
        }
        is_next
    }

    /// Reads a string with escapes, whose quotation mark is the next byte.
    #[cold]
    pub(super) fn escaped_string(&mut self) -> Result<String> {
        self.escaped().ok_or_else(|| self.invalid())
    }

    /// Reads a string.
    pub(super) fn string(&mut self) -> Result<Cow<'de, str>> {
        match self.plain_string() {
            Some(string) => Ok(Cow::Borrowed(string)),
            None => self.escaped_string().map(Cow::Owned),
        }
    }

    /// Skips a string, whose quotation mark is the next byte. Returns `false` if it is invalid.
    pub(super) fn skip_string(&mut self) -> bool {
        self.plain_string().is_some() || self.escaped::<IgnoredAny>().is_some()
    }

    /// Reads a string with escapes. Returns `None` if it is invalid.
    fn escaped<T: Deserialize<'de>>(&mut self) -> Option<T> {
        let mut end = self.plain_end(self.at + 1);
        while self.byte(end) == Some(b'\\') {
            end = self.plain_end(end + 2);
        }
        let quoted = self.text.get(self.at..=end).filter(|_| self.byte(end) == Some(b'"'))?;
        let value = serde_json::from_str(quoted).ok()?;
        self.at = end + 1;
        Some(value)
    }

    /// The index of the first quotation mark, escape or control character.
    #[inline]
    fn plain_end(&self, start: usize) -> usize {
        let mut rest = self.text.as_bytes().get(start..).unwrap_or_default();
        while let Some((block, after)) = rest.split_first_chunk() {
            if let Some(index) = first_special(block) {
                return self.text.len() - rest.len() + index;
            }
            rest = after;
        }
        let end = rest.iter().position(|byte| is_special(*byte)).unwrap_or(rest.len());
        self.text.len() - rest.len() + end
    }

    /// Reads a number.
    #[inline]
    pub(super) fn number(&mut self) -> Result<Number<'de>> {
        /// An integer with so many digits fits in 64 bits.
        const DIGITS: usize = 18;
        let start = self.at;
        let is_negative = self.byte(start) == Some(b'-');
        let first = start + usize::from(is_negative);
        let (mut end, mut value) = (first, 0_u64);
        while let Some(digit @ b'0'..=b'9') = self.byte(end) {
            value = value.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
            end += 1;
        }
        let is_other = matches!(self.byte(end), Some(b'.' | b'e' | b'E'));
        let is_zero = self.byte(first) == Some(b'0');
        if is_other || end == first || end - first > DIGITS || (is_zero && (is_negative || end - first > 1)) {
            return self.other_number(first).map(Number::Other);
        }
        self.at = end;
        match (is_negative, i64::try_from(value)) {
            (true, Ok(value)) => Ok(Number::Negative(-value)),
            _ => Ok(Number::Unsigned(value)),
        }
    }

    /// Passes a number whose first digit is at `first`.
    fn other_number(&mut self, first: usize) -> Result<&'de str> {
        let digits = |from: usize| {
            let rest = self.text.as_bytes().get(from..).unwrap_or_default();
            from + rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
        };
        let mut end = digits(first);
        let mut is_valid = end > first && (self.byte(first) != Some(b'0') || end - first == 1);
        if self.byte(end) == Some(b'.') {
            let fraction = end + 1;
            end = digits(fraction);
            is_valid &= end > fraction;
        }
        if let Some(b'e' | b'E') = self.byte(end) {
            let exponent = end + 1 + usize::from(matches!(self.byte(end + 1), Some(b'+' | b'-')));
            end = digits(exponent);
            is_valid &= end > exponent;
        }
        let number = self.text.get(self.at..end).filter(|_| is_valid).ok_or_else(|| self.invalid())?;
        self.at = end;
        Ok(number)
    }

    /// Skips a value and returns its text.
    pub(super) fn skip(&mut self) -> Result<&'de str> {
        let next = self.peek();
        let start = self.at;
        let is_skipped = match next {
            Some(b'"') => self.skip_string(),
            Some(b'n') => self.word("null").is_ok(),
            Some(b't') => self.word("true").is_ok(),
            Some(b'f') => self.word("false").is_ok(),
            Some(b'-' | b'0'..=b'9') => self.number().is_ok(),
            Some(b'[' | b'{') if self.skip_nested() => true,
            Some(b'[' | b'{') => {
                self.at = start;
                let rest = self.text.get(start..).unwrap_or_default();
                let mut values = serde_json::Deserializer::from_str(rest).into_iter::<IgnoredAny>();
                let is_skipped = matches!(values.next(), Some(Ok(_)));
                self.at += values.byte_offset();
                is_skipped
            }
            _ => false,
        };
        self.text.get(start..self.at).filter(|_| is_skipped).ok_or_else(|| self.invalid_skipped())
    }

    /// Reads a value with `serde_json`.
    pub(super) fn delegate<T>(
        &mut self,
        read: impl FnOnce(&mut serde_json::Deserializer<StrRead<'de>>) -> Result<T>,
    ) -> Result<T> {
        let text = self.skip()?;
        let start = self.at - text.len();
        delegate::read(text, read).map_err(|error| self.relocate(&error, start))
    }

    /// Ends an array whose visitor succeeded.
    #[inline]
    pub(super) fn end_array(&mut self) -> Result<()> {
        self.close();
        if self.pass_if(b']') { Ok(()) } else { Err(self.unread_items()) }
    }

    /// Ends an array whose visitor failed. A comma after the items is passed as well, since `serde_json` gives the error the position
    /// after it.
    #[cold]
    pub(super) fn failed_in_array(&mut self, error: Error) -> Error {
        self.close();
        if !self.pass_if(b']') && self.pass_if(b',') {
            self.peek();
        }
        error
    }

    #[cold]
    fn unread_items(&mut self) -> Error {
        let is_item = self.pass_if(b',');
        match self.peek() {
            None if !is_item => self.invalid(),
            Some(b']') if is_item => self.invalid(),
            _ => self.more("trailing characters"),
        }
    }

    /// Ends an object whose visitor succeeded.
    #[inline]
    pub(super) fn end_object(&mut self) -> Result<()> {
        self.close();
        if self.pass_if(b'}') { Ok(()) } else { Err(self.unread_properties()) }
    }

    /// Ends an object whose visitor failed.
    #[cold]
    pub(super) fn failed_in_object(&mut self, error: Error) -> Error {
        self.close();
        self.pass_if(b'}');
        error
    }

    #[cold]
    fn unread_properties(&mut self) -> Error {
        match self.peek() {
            None => self.invalid(),
            Some(b',') => self.more("trailing comma"),
            _ => self.more("trailing characters"),
        }
    }

    /// Ends the text.
    pub(crate) fn end(&mut self) -> Result<()> {
        if self.peek().is_some() { Err(self.invalid()) } else { Ok(()) }
    }
}
