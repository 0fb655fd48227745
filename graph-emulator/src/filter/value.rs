//! The values that a filter computes with, and how two of them compare.

use std::borrow::Cow;
use std::cmp::Ordering;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::node::Node;

/// What an expression is for one entity.
#[derive(Debug, Clone)]
pub(super) enum Value<'a> {
    Null,
    Bool(bool),
    Number(Number),
    /// Text of the query, or what a function made.
    Text(Cow<'a, str>),
    /// Text of an entity. JSON does not tell whether it is a text, a date, a GUID or a number: the other side does.
    Stored(&'a str),
    Guid(Uuid),
    Date(NaiveDate),
    Instant(DateTime<FixedOffset>),
    Time(NaiveTime),
    /// In nanoseconds.
    Duration(i128),
    Complex(Node<'a>),
    Collection(Vec<Node<'a>>),
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Number {
    Int(i128),
    Float(f64),
}

/// The two values have no common type.
#[derive(Debug)]
pub(super) struct Mismatch;

impl<'a> Value<'a> {
    pub(super) fn float(number: f64) -> Self {
        Self::Number(Number::Float(number))
    }

    pub(super) fn int(number: impl Into<i128>) -> Self {
        Self::Number(Number::Int(number.into()))
    }

    /// What is stored, as far as JSON tells its type.
    pub(super) fn stored(node: Node<'a>) -> Self {
        match node {
            Node::Json(Json::Null) => Self::Null,
            Node::Json(Json::Bool(value)) => Self::Bool(*value),
            Node::Json(Json::String(text)) => Self::Stored(text),
            Node::Json(Json::Number(number)) => {
                let whole = number.as_i64().map(i128::from).or(number.as_u64().map(i128::from));
                Self::Number(whole.map_or_else(|| Number::Float(number.as_f64().unwrap_or(f64::NAN)), Number::Int))
            }
            complex => Self::Complex(complex),
        }
    }

    pub(super) fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Stored(text) => Some(text),
            _ => None,
        }
    }

    /// For an error's message.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "Edm.Boolean",
            Self::Number(_) => "a number",
            Self::Text(_) | Self::Stored(_) => "Edm.String",
            Self::Guid(_) => "Edm.Guid",
            Self::Date(_) => "Edm.Date",
            Self::Instant(_) => "Edm.DateTimeOffset",
            Self::Time(_) => "Edm.TimeOfDay",
            Self::Duration(_) => "Edm.Duration",
            Self::Complex(_) => "a complex value",
            Self::Collection(_) => "a collection",
        }
    }

    /// Stored text as the type of the other side.
    fn as_type_of(&self, other: &Self) -> Option<Self> {
        let Self::Stored(text) = self else { return None };
        match other {
            Self::Number(_) => number(text).map(Self::Number),
            Self::Guid(_) => Uuid::try_parse(text).ok().map(Self::Guid),
            Self::Date(_) => date(text).map(Self::Date).or_else(|| instant(text).map(Self::Instant)),
            Self::Instant(_) => instant(text).map(Self::Instant),
            Self::Time(_) => time(text).map(Self::Time),
            Self::Duration(_) => duration(text).map(Self::Duration),
            _ => None,
        }
    }
}

/// How two values that are not null stand to each other; `None` for a number and `NaN`, and for a GUID and a stored
/// text that is none.
///
/// Texts compare by their characters, with case. Two stored texts that both are instants compare as such.
pub(super) fn compare(left: &Value, right: &Value) -> Result<Option<Ordering>, Mismatch> {
    if let (Some(a), Some(b)) = (left.as_text(), right.as_text()) {
        let stored = matches!((left, right), (Value::Stored(_), Value::Stored(_)));
        let instants = if stored { instant(a).zip(instant(b)) } else { None };
        return Ok(Some(instants.map_or_else(|| a.cmp(b), |(a, b)| a.cmp(&b))));
    }
    if let (Value::Stored(text), Value::Guid(_)) | (Value::Guid(_), Value::Stored(text)) = (left, right)
        && Uuid::try_parse(text).is_err()
    {
        // Another one's may be a GUID: this is none that it could be.
        return Ok(None);
    }
    if let Some(left) = left.as_type_of(right) {
        return compare_typed(&left, right);
    }
    if let Some(right) = right.as_type_of(left) {
        return compare_typed(left, &right);
    }
    compare_typed(left, right)
}

fn compare_typed(left: &Value, right: &Value) -> Result<Option<Ordering>, Mismatch> {
    let midnight = |date: &NaiveDate| date.and_time(NaiveTime::MIN).and_utc().fixed_offset();
    Ok(match (left, right) {
        (Value::Bool(a), Value::Bool(b)) => Some(a.cmp(b)),
        (Value::Number(a), Value::Number(b)) => a.compare(*b),
        (Value::Guid(a), Value::Guid(b)) => Some(a.cmp(b)),
        (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
        (Value::Instant(a), Value::Instant(b)) => Some(a.cmp(b)),
        // Graph takes a date for the instant at which it begins.
        (Value::Instant(a), Value::Date(b)) => Some(a.cmp(&midnight(b))),
        (Value::Date(a), Value::Instant(b)) => Some(midnight(a).cmp(b)),
        (Value::Time(a), Value::Time(b)) => Some(a.cmp(b)),
        (Value::Duration(a), Value::Duration(b)) => Some(a.cmp(b)),
        _ => return Err(Mismatch),
    })
}

impl Number {
    fn compare(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Int(a), Self::Int(b)) => Some(a.cmp(&b)),
            (a, b) => a.to_float().partial_cmp(&b.to_float()),
        }
    }

    #[allow(clippy::cast_precision_loss, reason = "a whole number next to a fraction is compared as a fraction")]
    pub(super) fn to_float(self) -> f64 {
        match self {
            Self::Int(number) => number as f64,
            Self::Float(number) => number,
        }
    }
}

/// An unquoted literal.
pub(super) fn bare_literal(text: &str) -> Option<Value<'static>> {
    let guid = || Uuid::try_parse(text).ok().filter(|_| text.len() == 36).map(Value::Guid);
    guid()
        .or_else(|| number(text).map(Value::Number))
        .or_else(|| date(text).map(Value::Date))
        .or_else(|| instant(text).map(Value::Instant))
        .or_else(|| time(text).map(Value::Time))
}

pub(super) fn number(text: &str) -> Option<Number> {
    match text {
        "INF" => return Some(Number::Float(f64::INFINITY)),
        "-INF" => return Some(Number::Float(f64::NEG_INFINITY)),
        "NaN" => return Some(Number::Float(f64::NAN)),
        // Rust reads `inf` and `nan` as well: OData's numbers have no other letter than the exponent's.
        _ if text.chars().any(|c| c.is_alphabetic() && !matches!(c, 'e' | 'E')) => return None,
        _ => {}
    }
    text.parse().map(Number::Int).ok().or_else(|| text.parse().map(Number::Float).ok())
}

pub(super) fn date(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == "2020-01-01".len())
}

/// The seconds may be left out.
pub(super) fn instant(text: &str) -> Option<DateTime<FixedOffset>> {
    let without_seconds = || {
        let text = text.strip_suffix('Z').map_or_else(|| text.to_owned(), |text| format!("{text}+00:00"));
        DateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M%:z").ok()
    };
    // What may stand in the place of the `T` by RFC 3339 may not by OData.
    let has_t = text.as_bytes().get(10) == Some(&b'T');
    DateTime::parse_from_rfc3339(text).ok().or_else(without_seconds).filter(|_| has_t)
}

pub(super) fn time(text: &str) -> Option<NaiveTime> {
    let has_hour = text.as_bytes().get(2) == Some(&b':');
    let mut formats = ["%H:%M:%S%.f", "%H:%M"].iter().filter(|_| has_hour);
    formats.find_map(|format| NaiveTime::parse_from_str(text, format).ok())
}

/// `-P1DT2H3M4.5S` in nanoseconds: days, hours, minutes and seconds, each of which may be left out, but not all.
pub(super) fn duration(text: &str) -> Option<i128> {
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let text = text.strip_prefix('P').filter(|rest| !rest.is_empty() && !rest.ends_with('T'))?;
    let (days, clock) = text.split_once('T').unwrap_or((text, ""));
    let units = [(days, &[('D', 86_400)][..]), (clock, &[('H', 3600), ('M', 60), ('S', 1)])];
    let mut length = 0;
    for (mut rest, units) in units {
        for (unit, seconds) in units {
            if let Some((amount, after)) = rest.split_once(*unit) {
                length += nanoseconds(amount, *unit == 'S')? * seconds;
                rest = after;
            }
        }
        if !rest.is_empty() {
            return None;
        }
    }
    Some(sign * length)
}

/// A number of seconds or larger units; only seconds have a fraction.
fn nanoseconds(amount: &str, may_have_fraction: bool) -> Option<i128> {
    let (whole, fraction) = amount.split_once('.').unwrap_or((amount, "0"));
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) || (amount.contains('.') && !may_have_fraction) {
        return None;
    }
    let fraction: String = fraction.chars().chain("000000000".chars()).take(9).collect();
    let whole: i64 = whole.parse().ok()?;
    Some(i128::from(whole) * 1_000_000_000 + fraction.parse::<i128>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_read_in_each_form() {
        for (text, seconds) in
            [("PT0S", 0), ("-PT15M", -900), ("P1D", 86_400), ("P1DT1H1M1S", 90_061), ("PT36H", 129_600)]
        {
            assert_eq!(duration(text), Some(seconds * 1_000_000_000), "{text}");
        }
        assert_eq!(duration("PT17.1357909S"), Some(17_135_790_900));
        for wrong in [
            "",
            "P",
            "PT",
            "P1DT",
            "PT1",
            "1D",
            "P1Y",
            "PT1S1M",
            "PT1.5M",
            "PT.5S",
            "PT1.S",
            "P-1D",
            "PT99999999999999999999S",
        ] {
            assert_eq!(duration(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn stored_text_is_of_the_other_sides_type() {
        let order = |stored: &str, literal: &str| {
            compare(&Value::Stored(stored), &bare_literal(literal).unwrap()).map(|order| order.map(|order| order as i8))
        };
        assert_eq!(order("2020-01-01T01:00:00+01:00", "2020-01-01T00:00:00.000Z").unwrap(), Some(0));
        assert_eq!(order("2020-01-01T00:00:00Z", "2020-01-02").unwrap(), Some(-1));
        assert_eq!(
            order("ABCDEF12-0000-0000-0000-000000000001", "abcdef12-0000-0000-0000-000000000001").unwrap(),
            Some(0)
        );
        assert_eq!(order("10", "9").unwrap(), Some(1));
        assert_eq!(order("NaN", "9").unwrap(), None);
        assert!(order("ada", "9").is_err());
        assert!(order("2020-01-01", "2020-01-01T00:00:00Z").is_err());
        let stored = compare(&Value::Stored("2020-01-01T01:00:00+01:00"), &Value::Stored("2020-01-01T00:00:00Z"));
        assert_eq!(stored.unwrap(), Some(Ordering::Equal));
        assert_eq!(compare(&Value::Stored("a"), &Value::Text("B".into())).unwrap(), Some(Ordering::Greater));
    }
}
