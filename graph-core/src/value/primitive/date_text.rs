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
        let ([c, y], m, d) = ([two(year / 100), two(year % 100)], two(date.month()), two(date.day()));
        self.put([c[0], c[1], y[0], y[1], b'-', m[0], m[1], b'-', d[0], d[1]]);
        Some(())
    }

    /// Appends `07:59:59.9`, without trailing zeros of the fraction.
    pub(super) fn put_time(&mut self, time: NaiveTime) {
        // chrono represents the second 60 as second 59 with more than 10⁹ nanoseconds.
        let (seconds, nanoseconds) = match time.nanosecond().checked_sub(1_000_000_000) {
            Some(rest) => (time.second() + 1, rest),
            None => (time.second(), time.nanosecond()),
        };
        let (h, m, s) = (two(time.hour()), two(time.minute()), two(seconds));
        self.put([h[0], h[1], b':', m[0], m[1], b':', s[0], s[1]]);
        if nanoseconds > 0 {
            self.put_fraction(nanoseconds);
        }
    }

    fn put_fraction(&mut self, nanoseconds: u32) {
        let [_, first] = two(nanoseconds / 100_000_000);
        let (a, b) = (two(nanoseconds / 1_000_000 % 100), two(nanoseconds / 10_000 % 100));
        let (c, d) = (two(nanoseconds / 100 % 100), two(nanoseconds % 100));
        self.put([b'.', first, a[0], a[1], b[0], b[1], c[0], c[1], d[0], d[1]]);
        let text = self.bytes.get(..self.length).unwrap_or_default();
        self.length -= text.iter().rev().take_while(|digit| **digit == b'0').count();
    }
}

/// The digits of each number below 100.
#[allow(clippy::indexing_slicing, reason = "the compiler evaluates it")]
const PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[b'0'; 2]; 100];
    let mut number = 0_u8;
    while number < 100 {
        pairs[number as usize] = [b'0' + number / 10, b'0' + number % 10];
        number += 1;
    }
    pairs
};

/// The digits of a number below 100.
pub(super) fn two(number: u32) -> [u8; 2] {
    PAIRS.get(number as usize).copied().unwrap_or_default()
}
