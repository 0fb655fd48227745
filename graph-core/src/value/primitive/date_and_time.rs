//! `Edm.Date` and `Edm.TimeOfDay`: a date and a time of day without a time zone.

use std::fmt;

use chrono::{NaiveDate, NaiveTime};
use serde::de::{self, Deserializer, Visitor};
use serde::ser::{self, Serializer};

use super::date_text::ShortText;
use super::empty_text::EmptyAsNone;
use crate::value::json_path::JsonPath;
use crate::value::literal::Literal;
use crate::value::value::Value;

/// # Rule
/// `YYYY-MM-DD` (OData JSON 4.01, §7.1).
impl Value for NaiveDate {
    type Assigned = Self;
    const TYPE: &'static str = "Edm.Date";

    fn decode<'de, D: Deserializer<'de>>(deserializer: D, _path: &mut JsonPath) -> Result<Self, D::Error> {
        deserializer.deserialize_str(DateVisitor)
    }

    fn decode_nullable<'de, D: Deserializer<'de>>(
        deserializer: D,
        _path: &mut JsonPath,
    ) -> Result<Option<Self>, D::Error> {
        deserializer.deserialize_str(EmptyAsNone(DateVisitor))
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match date_to_text(*self) {
            Some(text) => serializer.serialize_str(text.as_str()),
            None => Err(ser::Error::custom("a Date has a year from 0 to 9999")),
        }
    }

    fn literal(&self) -> Option<String> {
        Some(self.to_literal())
    }
}

/// # Rule
/// `HH:MM:SS[.fffffff]`, without trailing zeros in the fraction. The seconds are optional (OData JSON 4.01, §7.1).
impl Value for NaiveTime {
    type Assigned = Self;
    const TYPE: &'static str = "Edm.TimeOfDay";

    fn decode<'de, D: Deserializer<'de>>(deserializer: D, _path: &mut JsonPath) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TimeVisitor)
    }

    fn decode_nullable<'de, D: Deserializer<'de>>(
        deserializer: D,
        _path: &mut JsonPath,
    ) -> Result<Option<Self>, D::Error> {
        deserializer.deserialize_str(EmptyAsNone(TimeVisitor))
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(time_to_text(*self).as_str())
    }

    fn literal(&self) -> Option<String> {
        Some(self.to_literal())
    }
}

pub(super) fn date_to_text(date: NaiveDate) -> Option<ShortText<10>> {
    let mut text = ShortText::new();
    text.put_date(date)?;
    Some(text)
}

/// `23:59:60.123456789`
pub(super) fn time_to_text(time: NaiveTime) -> ShortText<18> {
    let mut text = ShortText::new();
    text.put_time(time);
    text
}

struct DateVisitor;

impl Visitor<'_> for DateVisitor {
    type Value = NaiveDate;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a Date such as `2017-01-01`")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<NaiveDate, E> {
        NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .map_err(|_| E::invalid_value(de::Unexpected::Other("another text"), &self))
    }
}

struct TimeVisitor;

impl Visitor<'_> for TimeVisitor {
    type Value = NaiveTime;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a TimeOfDay such as `07:59:59.999`")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<NaiveTime, E> {
        NaiveTime::parse_from_str(text, "%H:%M:%S%.f")
            .or_else(|_| NaiveTime::parse_from_str(text, "%H:%M"))
            .map_err(|_| E::invalid_value(de::Unexpected::Other("another text"), &self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> Result<String, serde_json::Error> {
        let json = serde_json::Value::from(text);
        NaiveTime::decode(json, &mut JsonPath::default())?
            .encode(serde_json::value::Serializer)
            .map(|out| out.to_string())
    }

    #[test]
    fn no_zeros_are_added() {
        for (text, expected) in [
            ("07:59:59", "07:59:59"),
            ("07:59:59.1200000", "07:59:59.12"),
            ("17:00:00.0000000", "17:00:00"),
            ("08:30", "08:30:00"),
            ("23:59:60", "23:59:60"),
        ] {
            assert_eq!(time(text).ok(), Some(format!("\"{expected}\"")), "{text}");
        }
        assert!(time("24:00:00").is_err());
    }

    #[test]
    fn a_date_is_a_day_alone() {
        let read = |text: &str| NaiveDate::decode(serde_json::Value::from(text), &mut JsonPath::default());
        assert_eq!(read("2017-09-04").ok(), NaiveDate::from_ymd_opt(2017, 9, 4));
        assert!(read("2017-09-04T00:00:00Z").is_err());
        assert!(NaiveDate::MAX.encode(serde_json::value::Serializer).is_err());
    }
}
