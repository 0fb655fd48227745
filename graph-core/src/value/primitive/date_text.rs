//! Text of dates and times, in a buffer on the stack.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};

/// Text of at most `N` ASCII characters.
#[derive(Debug, Clone, Copy)]
pub(super) struct ShortText<const N: usize> {
    bytes: [u8; N],
    length: usize,
}

impl<const N: usize> ShortText<N> {
    pub(super) fn new() -> Self {
        Self { bytes: [0; N], length: 0 }
    }

    pub(super) fn as_str(&self) -> &str {
        self.bytes.get(..self.length).and_then(|bytes| str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// Appends a part, for which `N` has room.
    pub(super) fn put<const P: usize>(&mut self, part: [u8; P]) {
        if let Some(slot) = self.bytes.get_mut(self.length..).and_then(|rest| rest.first_chunk_mut()) {
            *slot = part;
            self.length += P;
        }
    }

    /// Appends `2017-01-01`; `None` if the year has no four digits.
    pub(super) fn put_date(&mut self, date: NaiveDate) -> Option<()> {
        let year = u32::try_from(date.year()).ok().filter(|year| *year <= 9999)?;
        self.put(four(year));
        self.put(after(b'-', date.month()));
        self.put(after(b'-', date.day()));
        Some(())
    }

    /// Appends `07:59:59.9`, without trailing zeros of the fraction.
    pub(super) fn put_time(&mut self, time: NaiveTime) {
        // chrono represents the second 60 as second 59 with more than 10⁹ nanoseconds.
        let (seconds, nanoseconds) = match time.nanosecond().checked_sub(1_000_000_000) {
            Some(rest) => (time.second() + 1, rest),
            None => (time.second(), time.nanosecond()),
        };
        self.put(two(time.hour()));
        self.put(after(b':', time.minute()));
        self.put(after(b':', seconds));
        if nanoseconds > 0 {
            self.put_fraction(nanoseconds);
        }
    }

    fn put_fraction(&mut self, nanoseconds: u32) {
        self.put([b'.', digit(nanoseconds / 100_000_000)]);
        self.put(four(nanoseconds / 10_000 % 10_000));
        self.put(four(nanoseconds % 10_000));
        let text = self.bytes.get(..self.length).unwrap_or_default();
        self.length -= text.iter().rev().take_while(|digit| **digit == b'0').count();
    }
}

/// The digits of a number below 100.
fn two(number: u32) -> [u8; 2] {
    [digit(number / 10), digit(number % 10)]
}

/// The digits of a number below 100, after a separator.
pub(super) fn after(separator: u8, number: u32) -> [u8; 3] {
    let [tens, ones] = two(number);
    [separator, tens, ones]
}

/// The digits of a number below 10,000.
fn four(number: u32) -> [u8; 4] {
    let ([thousands, hundreds], [tens, ones]) = (two(number / 100), two(number % 100));
    [thousands, hundreds, tens, ones]
}

fn digit(number: u32) -> u8 {
    #[allow(clippy::cast_possible_truncation, reason = "a digit")]
    let digit = b'0' + number as u8;
    digit
}
