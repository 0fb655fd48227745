//! `Edm.DateTimeOffset`: an instant with its offset.

use std::fmt;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, Offset, TimeZone, Utc};
use serde::de::{self, DeserializeOwned, Deserializer, Visitor};
use serde::ser::{self, Serialize, Serializer};

use super::date_text::{ShortText, two};
use super::empty_text::EmptyAsNone;
use crate::value::json_path::JsonPath;
use crate::value::literal::Literal;
use crate::value::value::Value;

/// # Rule
/// `2017-01-01T00:01:04.5793352+03:00`. The instant, the offset and the significant fraction digits are written as they
/// were read. Trailing zeros are removed, and `+00:00` becomes `Z` (OData JSON 4.01, §7.1; Graph writes up to 7 digits).
impl<Tz: TimeZone> Value for DateTime<Tz>
where
    Self: From<DateTime<FixedOffset>> + Serialize + DeserializeOwned,
{
    type Assigned = Self;
    const TYPE: &'static str = "Edm.DateTimeOffset";

    fn decode<'de, D: Deserializer<'de>>(deserializer: D, _path: &mut JsonPath) -> Result<Self, D::Error> {
        deserializer.deserialize_str(DateTimeVisitor).map(Self::from)
    }

    fn decode_nullable<'de, D: Deserializer<'de>>(
        deserializer: D,
        _path: &mut JsonPath,
    ) -> Result<Option<Self>, D::Error> {
        deserializer.deserialize_str(EmptyAsNone(DateTimeVisitor)).map(|moment| moment.map(Self::from))
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match to_text(self.naive_utc(), self.offset().fix()) {
            Some(text) => serializer.serialize_str(text.as_str()),
            None => Err(ser::Error::custom("a DateTimeOffset has a year from 0 to 9999")),
        }
    }

    fn literal(&self) -> Option<String> {
        Some(self.to_literal())
    }
}

struct DateTimeVisitor;

impl Visitor<'_> for DateTimeVisitor {
    type Value = DateTime<FixedOffset>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a DateTimeOffset such as `2017-01-01T00:01:04.5793352+03:00`")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        parse(text).ok_or_else(|| E::invalid_value(de::Unexpected::Other("another text"), &self))
    }
}

/// # Rule
/// The seconds are optional: `2024-05-05T10:00Z` (OData ABNF 4.01, `dateTimeOffsetValue`).
pub(super) fn parse(text: &str) -> Option<DateTime<FixedOffset>> {
    /// The length of `2024-05-05T10:00`.
    const MINUTES: usize = 16;
    if let Some(instant) = parse_utc(text) {
        return Some(DateTime::from_naive_utc_and_offset(instant, Utc.fix()));
    }
    DateTime::parse_from_rfc3339(text).ok().or_else(|| {
        let (minutes, offset) = text.split_at_checked(MINUTES)?;
        let offset = offset.starts_with(['Z', 'z', '+', '-']).then_some(offset)?;
        DateTime::parse_from_rfc3339(&format!("{minutes}:00{offset}")).ok()
    })
}

/// Reads the form that services write, `2017-01-01T00:01:04.5793352Z`. Returns `None` for any other form.
fn parse_utc(text: &str) -> Option<NaiveDateTime> {
    let (fields, rest) = text.as_bytes().split_first_chunk::<19>()?;
    let [y1, y2, y3, y4, b'-', mo1, mo2, b'-', d1, d2, b'T', h1, h2, b':', mi1, mi2, b':', s1, s2] = *fields else {
        return None;
    };
    let mut fraction = [b'0'; 8];
    match rest {
        b"Z" => {}
        [b'.', first, digits @ .., b'Z'] => {
            let (head, tail) = fraction.split_first_mut()?;
            *head = *first;
            tail.get_mut(..digits.len())?.copy_from_slice(digits);
        }
        _ => return None,
    }
    let [date, time, fraction] =
        [[y1, y2, y3, y4, mo1, mo2, d1, d2], [h1, h2, mi1, mi2, s1, s2, b'0', b'0'], fraction].map(u64::from_le_bytes);
    if !(is_digits(date) && is_digits(time) && is_digits(fraction)) {
        return None;
    }
    let ([century, year, month, day], [hour, minute, second, _]) = (pairs(date), pairs(time));
    let fraction = pairs(fraction).into_iter().fold(0, |value, pair| value * 100 + pair);
    let date = NaiveDate::from_ymd_opt(i32::try_from(century * 100 + year).ok()?, month, day)?;
    date.and_hms_nano_opt(hour, minute, second, fraction * 10)
}

/// Returns `true` if each of the eight bytes is a digit, which is 0x30 to 0x39.
fn is_digits(text: u64) -> bool {
    let is_3 = |halves: u64| halves & each(0xF0) == each(0x30);
    is_3(text) && is_3(text.wrapping_add(each(6)))
}

/// The numbers of two digits each.
fn pairs(digits: u64) -> [u32; 4] {
    let values = digits & each(0x0F);
    let [a, _, b, _, c, _, d, _] = (values * 10 + (values >> 8)).to_le_bytes();
    [a, b, c, d].map(u32::from)
}

const fn each(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// `9999-12-31T23:59:60.123456789+23:59`
pub(super) fn to_text(instant: NaiveDateTime, offset: FixedOffset) -> Option<ShortText<35>> {
    // RFC 3339 does not allow seconds in an offset. Writing the value in UTC keeps the instant.
    let offset = if offset.local_minus_utc() % 60 == 0 { offset } else { Utc.fix() };
    let local = instant.checked_add_offset(offset)?;
    let mut text = ShortText::new();
    text.put_date(local.date())?;
    text.put([b'T']);
    text.put_time(local.time());
    match offset.local_minus_utc() / 60 {
        0 => text.put([b'Z']),
        minutes => {
            let sign = if minutes < 0 { b'-' } else { b'+' };
            let (h, m) = (two(minutes.unsigned_abs() / 60), two(minutes.unsigned_abs() % 60));
            text.put([sign, h[0], h[1], b':', m[0], m[1]]);
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(instant: NaiveDateTime, offset: FixedOffset) -> Option<String> {
        to_text(instant, offset).map(|text| text.as_str().to_owned())
    }

    fn round_trip(text: &str) -> Option<String> {
        let moment = parse(text)?;
        written(moment.naive_utc(), *moment.offset())
    }

    #[test]
    fn the_original_text_is_written() {
        for text in [
            "2017-01-01T00:01:04.5793352+03:00",
            "2016-12-31T23:58:03.7571898-08:00",
            "2014-01-01T00:00:00Z",
            "2016-12-31T23:59:60Z",
            "2016-12-31T23:59:60.5Z",
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59.9999999Z",
            "2020-02-29T12:00:00.000001+05:45",
            "2020-02-29T12:00:00.123456789-00:30",
        ] {
            assert_eq!(round_trip(text).as_deref(), Some(text));
        }
    }

    #[test]
    fn a_date_in_utc_is_read_as_chrono_reads_it() {
        for text in [
            "2017-01-01T00:01:04Z",
            "2017-01-01T00:01:04.5793352Z",
            "0000-02-29T23:59:59.999999999Z",
            "9999-12-31T00:00:00.0Z",
            "2024-02-29T12:00:00.1Z",
            "2023-02-29T12:00:00Z",
            "2024-13-01T12:00:00Z",
            "2024-01-01T24:00:00Z",
            "2024-01-01T12:60:00Z",
            "2024-01-01T12:00:61Z",
            "2016-12-31T23:59:60.25Z",
            "2024-01-01T12:00:00.Z",
            "2024-01-01T12:00:00.1234567891Z",
            "2024-01-01T12:00:00.1x2Z",
            "2024-01-01T12:00:00z",
            "2024-01-01t12:00:00Z",
            "2024-01-01 12:00:00Z",
            "+024-01-01T12:00:00Z",
            "202/-01-01T12:00:00Z",
            "2024-01-01T12:00:0:Z",
            "2024-01-01T12:00:00.1234567:Z",
            "2024-01-01T12:00:00.12345678Z",
            "2024-01-01T12:00:00.00000001Z",
            "2024-01-01T12:00:00.1234\u{e9}6Z",
            "20\u{ff}-01-01T12:00:00Z",
            "2024-01-01T12:00:00",
            "2024-1-01T012:00:00Z",
        ] {
            assert_eq!(parse(text), DateTime::parse_from_rfc3339(text).ok(), "{text}");
        }
    }

    #[test]
    fn trailing_zeros_are_removed_and_a_zero_offset_is_z() {
        assert_eq!(round_trip("2020-01-02T03:04:05.1200000+00:00").as_deref(), Some("2020-01-02T03:04:05.12Z"));
        assert_eq!(round_trip("2020-01-02T03:04:05.0000000Z").as_deref(), Some("2020-01-02T03:04:05Z"));
        assert_eq!(round_trip("2020-01-02T03:04:05.123456789123Z").as_deref(), Some("2020-01-02T03:04:05.123456789Z"));
    }

    #[test]
    fn the_seconds_may_be_missing() {
        assert_eq!(round_trip("2024-05-05T10:00Z").as_deref(), Some("2024-05-05T10:00:00Z"));
        assert_eq!(round_trip("2024-05-05T10:00-08:00").as_deref(), Some("2024-05-05T10:00:00-08:00"));
        for wrong in
            ["2024-05-05T10:00", "2024-05-05T10Z", "2024-05-05T10:0Z", "2024-05-05T10:00:Z", "2024-05-05T1é:00Z"]
        {
            assert_eq!(round_trip(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_offset_with_seconds_is_written_in_utc() {
        let amsterdam = FixedOffset::east_opt(1172).unwrap_or(Utc.fix());
        let instant = DateTime::parse_from_rfc3339("1929-12-31T23:40:28Z").unwrap_or_default().naive_utc();
        assert_eq!(written(instant, amsterdam).as_deref(), Some("1929-12-31T23:40:28Z"));
    }

    #[test]
    fn a_year_of_five_digits_is_an_error() {
        let east = FixedOffset::east_opt(3600).unwrap_or(Utc.fix());
        assert_eq!(written(DateTime::<Utc>::MAX_UTC.naive_utc(), east), None);
        assert_eq!(written(DateTime::<Utc>::MIN_UTC.naive_utc(), east), None);
    }
}
