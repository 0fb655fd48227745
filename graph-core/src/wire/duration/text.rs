//! The text of a Duration: read part by part, and written with the digits that it was read with.

use std::fmt;
use std::str::FromStr;

use super::{Duration, DurationError, Sign, UNITS};

/// The most fraction digits that a Duration has: those of picoseconds.
const PRECISION: usize = 12;

impl FromStr for Duration {
    type Err = DurationError;

    fn from_str(text: &str) -> Result<Self, DurationError> {
        let (sign, text) = match (text.strip_prefix('-'), text.strip_prefix('+')) {
            (Some(rest), _) => (Sign::Minus, rest),
            (_, Some(rest)) => (Sign::Plus, rest),
            (None, None) => (Sign::None, text),
        };
        let (date, clock) = match text.strip_prefix('P').map(|text| (text, text.split_once('T'))) {
            None | Some(("", _) | (_, Some((_, "")))) => return Err(DurationError::Syntax),
            Some((date, None)) => (date, ""),
            Some((_, Some(halves))) => halves,
        };
        let (days, after_days) = cut(date, 'D');
        let (hours, rest) = cut(clock, 'H');
        let (minutes, rest) = cut(rest, 'M');
        let (seconds, after_seconds) = cut(rest, 'S');
        if !after_days.is_empty() || !after_seconds.is_empty() {
            return Err(DurationError::Syntax);
        }
        let (seconds, picoseconds) = match seconds.and_then(|seconds| seconds.split_once('.')) {
            Some((seconds, fraction)) => (Some(seconds), to_picoseconds(fraction)?),
            None => (seconds, 0),
        };
        let mut duration = Self { sign, parts: [0; 4], digits: [0; 4], picoseconds };
        let slots = duration.parts.iter_mut().zip(&mut duration.digits);
        let mut length = 0_u64;
        for (((part, digits), number), (_, unit)) in slots.zip([days, hours, minutes, seconds]).zip(UNITS) {
            let Some(number) = number else { continue };
            *part = to_whole(number)?;
            *digits = u8::try_from(number.len()).map_err(|_| DurationError::TooLong)?;
            length =
                part.checked_mul(unit).and_then(|seconds| length.checked_add(seconds)).ok_or(DurationError::TooLong)?;
        }
        Ok(duration)
    }
}

/// Divides `text` behind the number that ends with `letter`, where it has one.
fn cut(text: &str, letter: char) -> (Option<&str>, &str) {
    match text.split_once(letter) {
        Some((number, rest)) => (Some(number), rest),
        None => (None, text),
    }
}

fn to_whole(number: &str) -> Result<u64, DurationError> {
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(DurationError::Syntax);
    }
    number.parse().map_err(|_| DurationError::TooLong)
}

fn to_picoseconds(fraction: &str) -> Result<u64, DurationError> {
    let significant = fraction.trim_end_matches('0');
    match (significant, PRECISION.checked_sub(significant.len())) {
        (_, None) => Err(DurationError::Syntax),
        ("", _) if !fraction.is_empty() => Ok(0),
        (digits, Some(missing)) => to_whole(digits).map(|number| (0..missing).fold(number, |number, _| number * 10)),
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.sign {
            Sign::None => "P",
            Sign::Plus => "+P",
            Sign::Minus => "-P",
        })?;
        let mut in_clock = false;
        for ((part, digits), (letter, _)) in self.parts.iter().zip(self.digits).zip(UNITS) {
            if digits == 0 {
                continue;
            }
            if letter != 'D' && !in_clock {
                in_clock = true;
                f.write_str("T")?;
            }
            write!(f, "{part:0width$}", width = usize::from(digits))?;
            if letter == 'S' && self.picoseconds > 0 {
                write_fraction(f, self.picoseconds)?;
            }
            write!(f, "{letter}")?;
        }
        Ok(())
    }
}

fn write_fraction(f: &mut fmt::Formatter<'_>, picoseconds: u64) -> fmt::Result {
    let (mut fraction, mut width) = (picoseconds, PRECISION);
    while fraction % 10 == 0 && width > 1 {
        fraction /= 10;
        width -= 1;
    }
    write!(f, ".{fraction:0width$}")
}
