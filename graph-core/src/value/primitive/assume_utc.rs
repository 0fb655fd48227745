//! Dates and times without an offset, read as UTC.

use std::fmt;

use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeZone};
use serde::de::{self, Deserializer, Visitor};

use super::date_time_offset::parse;

/// Reads a date and time with an optional offset, which defaults to UTC:
/// `#[serde(deserialize_with = "graph_core::value::assume_utc")]` on a field of the type `DateTime<…>`, or with `default` on
/// an `Option` of it.
///
/// # Rule
/// A `DateTimeOffset` has an offset (OData JSON 4.01, §7.1), but some services omit it. Without this function a missing
/// offset is an error, since the library does not know the time zone.
///
/// # Errors
/// The deserializer's.
///
/// # Example
/// ```
/// use graph_core::{chrono::{DateTime, FixedOffset}, graph_complex};
///
/// #[graph_complex]
/// pub struct Reading {
///     #[serde(deserialize_with = "graph_core::value::assume_utc")]
///     pub taken: DateTime<FixedOffset>,
/// }
///
/// let reading: Reading = serde_json::from_str(r#"{"taken": "2016-12-31T23:58:03.75"}"#)?;
/// assert_eq!(reading.taken.to_rfc3339(), "2016-12-31T23:58:03.750+00:00");
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn assume_utc<'de, T: DateTimeField, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let date_time = deserializer.deserialize_option(LenientVisitor)?;
    T::from_date_time(date_time).ok_or_else(|| de::Error::invalid_type(de::Unexpected::Unit, &LenientVisitor))
}

/// A `DateTime<…>`, or an `Option` of it. This trait is sealed.
pub trait DateTimeField: Sized + sealed::Sealed {
    /// Returns `None` if the value is missing and required.
    #[doc(hidden)]
    fn from_date_time(date_time: Option<DateTime<FixedOffset>>) -> Option<Self>;
}

impl<Tz: TimeZone> DateTimeField for DateTime<Tz>
where
    Self: From<DateTime<FixedOffset>>,
{
    fn from_date_time(date_time: Option<DateTime<FixedOffset>>) -> Option<Self> {
        date_time.map(Self::from)
    }
}

impl<T: DateTimeField> DateTimeField for Option<T> {
    fn from_date_time(date_time: Option<DateTime<FixedOffset>>) -> Option<Self> {
        Some(date_time.and_then(|date_time| T::from_date_time(Some(date_time))))
    }
}

struct LenientVisitor;

impl<'de> Visitor<'de> for LenientVisitor {
    type Value = Option<DateTime<FixedOffset>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a DateTimeOffset such as `2017-01-01T00:01:04.5793352`")
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        if text.is_empty() {
            return Ok(None);
        }
        let local = || {
            let of = |format| NaiveDateTime::parse_from_str(text, format).ok();
            of("%Y-%m-%dT%H:%M:%S%.f").or_else(|| of("%Y-%m-%dT%H:%M"))
        };
        parse(text)
            .or_else(|| local().map(|local| local.and_utc().fixed_offset()))
            .map(Some)
            .ok_or_else(|| E::invalid_value(de::Unexpected::Other("another text"), &self))
    }
}

mod sealed {
    pub trait Sealed {}
    impl<Tz: chrono::TimeZone> Sealed for chrono::DateTime<Tz> {}
    impl<T: Sealed> Sealed for Option<T> {}
}

#[cfg(test)]
mod tests {
    use chrono::Utc;
    use serde_json::{Value as Json, json};

    use super::*;

    #[test]
    fn a_missing_offset_is_utc_and_a_given_one_stays() {
        let read = |json: Json| assume_utc::<Option<DateTime<FixedOffset>>, _>(json).ok().flatten();
        let text = |json: Json| read(json).map(|date_time| date_time.to_rfc3339());
        assert_eq!(text(json!("2016-12-31T23:58:03.75")).as_deref(), Some("2016-12-31T23:58:03.750+00:00"));
        assert_eq!(text(json!("2016-12-31T23:58:03-08:00")).as_deref(), Some("2016-12-31T23:58:03-08:00"));
        assert_eq!(text(json!("2016-12-31T23:58")).as_deref(), Some("2016-12-31T23:58:00+00:00"));
        assert_eq!(read(json!(null)), None);
        assert_eq!(assume_utc::<Option<DateTime<Utc>>, _>(json!("")).ok(), Some(None));
        assert!(assume_utc::<DateTime<Utc>, _>(json!("")).is_err());
        assert!(assume_utc::<Option<DateTime<Utc>>, _>(json!("yesterday")).is_err());
        assert!(assume_utc::<DateTime<Utc>, _>(json!(null)).is_err());
        assert!(assume_utc::<DateTime<Utc>, _>(json!("2016-12-31T23:58:03")).is_ok());
    }
}
