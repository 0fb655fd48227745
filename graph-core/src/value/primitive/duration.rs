//! `Edm.Duration`: a length of time with its original text.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::time;

use chrono::TimeDelta;
use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

use super::empty_text::EmptyAsNone;
use crate::value::json_path::JsonPath;
use crate::value::literal::Literal;
use crate::value::value::Value;

/// The letter of each component, with its length in seconds.
const UNITS: [(char, u64); 4] = [('D', 86_400), ('H', 3_600), ('M', 60), ('S', 1)];

const PICOSECONDS_PER_NANOSECOND: u64 = 1_000;

/// The type of an `Edm.Duration` property: a positive or negative length of time.
///
/// # Shape
/// A duration that was read is written unchanged: `PT24H` stays `PT24H`, although it equals `P1D`. Only trailing zeros
/// of the fraction are removed. Two durations are equal if their lengths are equal. One that is created from a
/// [`std::time::Duration`] or a [`TimeDelta`] is written in the greatest units, such as `P1DT2H`.
///
/// # Errors
/// [`DurationError`](crate::error::DurationError) if the text has another form, or the length is 2⁶⁴ seconds or more.
///
/// # Rule
/// `[-]PnDTnHnMn.nS`, without years, months and weeks, and with up to 12 fraction digits
/// ([OData JSON 4.01, §7.1](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html);
/// `durationValue` of its ABNF; [CSDL 4.01, §7.2.3](https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html)).
///
/// # Example
/// ```
/// use graph_core::Duration;
///
/// let off: Duration = "-PT17.1357909S".parse()?;
/// assert!(off.is_negative());
/// assert_eq!(off.unsigned_abs().as_millis(), 17_135);
///
/// let day: Duration = "PT24H".parse()?;
/// assert_eq!(day, "P1D".parse()?);
/// assert_eq!(day.to_string(), "PT24H");
///
/// let lunch = Duration::from(std::time::Duration::from_secs(45 * 60));
/// assert_eq!(lunch.to_string(), "PT45M");
/// # Ok::<(), graph_core::error::DurationError>(())
/// ```
#[derive(Clone, Copy)]
pub struct Duration {
    sign: Sign,
    /// The number before each letter. Together they are less than 2⁶⁴ seconds.
    parts: [u64; 4],
    /// The minimum number of digits of each component; zero if the component is absent.
    digits: [u8; 4],
    picoseconds: u64,
}

#[derive(Clone, Copy)]
enum Sign {
    None,
    Plus,
    Minus,
}

/// The error of a conversion to or from a [`Duration`](crate::Duration).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum DurationError {
    /// The text has another form.
    Syntax,
    /// The length exceeds the range of the type.
    TooLong,
    /// The duration is negative, and the other type has no sign.
    Negative,
}

impl fmt::Display for DurationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax => f.write_str(
                "a Duration is written as `P1DT2H3M4.5S`, with no other units and at most 12 fraction digits",
            ),
            Self::TooLong => f.write_str("the Duration is too long"),
            Self::Negative => f.write_str("the Duration is negative"),
        }
    }
}

impl std::error::Error for DurationError {}

impl Duration {
    /// The empty duration: `PT0S`.
    pub const ZERO: Self = Self { sign: Sign::None, parts: [0; 4], digits: [0, 0, 0, 1], picoseconds: 0 };

    /// Returns `true` for a duration below zero. `-PT0S` is not negative.
    #[must_use]
    pub fn is_negative(self) -> bool {
        matches!(self.sign, Sign::Minus) && !self.is_zero()
    }

    /// Returns `true` for a duration of zero.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.parts == [0; 4] && self.picoseconds == 0
    }

    /// The length without its sign, truncated to nanoseconds.
    #[must_use]
    pub fn unsigned_abs(self) -> time::Duration {
        let nanoseconds = self.picoseconds / PICOSECONDS_PER_NANOSECOND;
        time::Duration::from_secs(self.seconds()) + time::Duration::from_nanos(nanoseconds)
    }

    fn seconds(self) -> u64 {
        self.parts.iter().zip(UNITS).map(|(part, (_, unit))| part * unit).sum()
    }

    fn signed_picoseconds(self) -> i128 {
        let length = i128::from(self.seconds()) * 1_000_000_000_000 + i128::from(self.picoseconds);
        if self.is_negative() { -length } else { length }
    }
}

impl fmt::Debug for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Duration({self})")
    }
}

impl From<time::Duration> for Duration {
    fn from(length: time::Duration) -> Self {
        let picoseconds = u64::from(length.subsec_nanos()) * PICOSECONDS_PER_NANOSECOND;
        let mut duration = Self { picoseconds, ..Self::ZERO };
        let mut rest = length.as_secs();
        for ((part, digits), (_, unit)) in duration.parts.iter_mut().zip(&mut duration.digits).zip(UNITS) {
            *part = rest / unit;
            *digits = u8::from(*part > 0);
            rest %= unit;
        }
        let [.., seconds] = &mut duration.digits;
        if picoseconds > 0 || length.as_secs() == 0 {
            *seconds = 1;
        }
        duration
    }
}

impl From<TimeDelta> for Duration {
    fn from(length: TimeDelta) -> Self {
        let nanoseconds = length.subsec_nanos().unsigned_abs();
        let duration = Self::from(time::Duration::new(length.num_seconds().unsigned_abs(), nanoseconds));
        if length < TimeDelta::zero() { Self { sign: Sign::Minus, ..duration } } else { duration }
    }
}

impl TryFrom<Duration> for time::Duration {
    type Error = DurationError;

    fn try_from(duration: Duration) -> Result<Self, DurationError> {
        if duration.is_negative() { Err(DurationError::Negative) } else { Ok(duration.unsigned_abs()) }
    }
}

impl TryFrom<Duration> for TimeDelta {
    type Error = DurationError;

    fn try_from(duration: Duration) -> Result<Self, DurationError> {
        let length = Self::from_std(duration.unsigned_abs()).map_err(|_| DurationError::TooLong)?;
        Ok(if duration.is_negative() { -length } else { length })
    }
}

impl PartialEq for Duration {
    fn eq(&self, other: &Self) -> bool {
        self.signed_picoseconds() == other.signed_picoseconds()
    }
}

impl Eq for Duration {}

impl Ord for Duration {
    fn cmp(&self, other: &Self) -> Ordering {
        self.signed_picoseconds().cmp(&other.signed_picoseconds())
    }
}

impl PartialOrd for Duration {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for Duration {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.signed_picoseconds().hash(state);
    }
}

impl Default for Duration {
    fn default() -> Self {
        Self::ZERO
    }
}

impl Value for Duration {
    type Assigned = Self;
    const TYPE: &'static str = "Edm.Duration";

    fn decode_nullable<'de, D: Deserializer<'de>>(
        deserializer: D,
        _path: &mut JsonPath,
    ) -> Result<Option<Self>, D::Error> {
        deserializer.deserialize_str(EmptyAsNone(DurationVisitor))
    }

    fn literal(&self) -> Option<String> {
        Some(self.to_literal())
    }
}

impl Serialize for Duration {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Duration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(DurationVisitor)
    }
}

struct DurationVisitor;

impl Visitor<'_> for DurationVisitor {
    type Value = Duration;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a Duration such as `P1DT2H3M4.5S`")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Duration, E> {
        text.parse().map_err(E::custom)
    }
}

/// The maximum number of fraction digits: picoseconds.
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

/// Splits `text` after the number that ends with `letter`, if there is one.
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

#[cfg(test)]
mod tests;
