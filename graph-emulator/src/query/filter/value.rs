//! The values of a filter, and their comparison.

use std::borrow::Cow;
use std::cmp::Ordering;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use graph_core::Duration;
use graph_csdl::Primitive;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::query::value_ref::ValueRef;
use crate::schema::literal::{Number, date, duration, guid, instant, number, time};

/// The value of an expression for one entity.
#[derive(Debug, Clone)]
pub(super) enum Value<'a> {
    Null,
    Bool(bool),
    Number(Number),
    /// Text of the query, or of a function.
    Text(Cow<'a, str>),
    /// Text of an entity. JSON does not show whether it is a string, a date, a GUID or a number: the other operand decides.
    Stored(&'a str),
    Guid(Uuid),
    Date(NaiveDate),
    Instant(DateTime<FixedOffset>),
    Time(NaiveTime),
    Duration(Duration),
    Complex(ValueRef<'a>),
    Collection(Vec<ValueRef<'a>>),
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

    /// A stored value, as far as JSON shows its type.
    pub(super) fn stored(node: ValueRef<'a>) -> Self {
        match node {
            ValueRef::Json(Json::Null) => Self::Null,
            ValueRef::Json(Json::Bool(value)) => Self::Bool(*value),
            ValueRef::Json(Json::String(text)) => Self::Stored(text),
            ValueRef::Json(Json::Number(number)) => {
                let whole = number.as_i64().map(i128::from).or(number.as_u64().map(i128::from));
                Self::Number(whole.map_or_else(|| Number::Float(number.as_f64().unwrap_or(f64::NAN)), Number::Int))
            }
            complex => Self::Complex(complex),
        }
    }

    /// The same value, whose text is not copied.
    pub(super) fn borrowed(&'a self) -> Self {
        match self {
            Self::Text(text) => Self::Text(Cow::Borrowed(text)),
            other => other.clone(),
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

    /// The type in an error's message.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Number(_) => "a number",
            Self::Complex(_) => "a complex value",
            Self::Collection(_) => "a collection",
            other => other.primitive().map_or("null", Primitive::name),
        }
    }

    /// The primitive type; `None` for a number, which may have several.
    pub(super) const fn primitive(&self) -> Option<Primitive> {
        Some(match self {
            Self::Bool(_) => Primitive::Boolean,
            Self::Text(_) | Self::Stored(_) => Primitive::String,
            Self::Guid(_) => Primitive::Guid,
            Self::Date(_) => Primitive::Date,
            Self::Instant(_) => Primitive::DateTimeOffset,
            Self::Time(_) => Primitive::TimeOfDay,
            Self::Duration(_) => Primitive::Duration,
            Self::Null | Self::Number(_) | Self::Complex(_) | Self::Collection(_) => return None,
        })
    }

    /// A stored text as a value of the other operand's type.
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

/// The order of two values that are not null; `None` for a number and `NaN`, and for a GUID and a stored text that is not a
/// GUID.
///
/// Texts compare by their characters, with case. Two stored texts that are both instants compare as instants.
pub(super) fn compare(left: &Value, right: &Value) -> Result<Option<Ordering>, Mismatch> {
    if let (Some(a), Some(b)) = (left.as_text(), right.as_text()) {
        let stored = matches!((left, right), (Value::Stored(_), Value::Stored(_)));
        let instants = if stored { instant(a).zip(instant(b)) } else { None };
        return Ok(Some(instants.map_or_else(|| a.cmp(b), |(a, b)| a.cmp(&b))));
    }
    if let (Value::Stored(text), Value::Guid(_)) | (Value::Guid(_), Value::Stored(text)) = (left, right)
        && Uuid::try_parse(text).is_err()
    {
        // The text of another entity may be a GUID: this one differs from every GUID.
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
        // Graph reads a date as the instant at which it begins.
        (Value::Instant(a), Value::Date(b)) => Some(a.cmp(&midnight(b))),
        (Value::Date(a), Value::Instant(b)) => Some(midnight(a).cmp(b)),
        (Value::Time(a), Value::Time(b)) => Some(a.cmp(b)),
        (Value::Duration(a), Value::Duration(b)) => Some(a.cmp(b)),
        _ => return Err(Mismatch),
    })
}

/// An unquoted literal.
pub(super) fn bare_literal(text: &str) -> Option<Value<'static>> {
    guid(text)
        .map(Value::Guid)
        .or_else(|| number(text).map(Value::Number))
        .or_else(|| date(text).map(Value::Date))
        .or_else(|| instant(text).map(Value::Instant))
        .or_else(|| time(text).map(Value::Time))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_text_gets_the_other_operands_type() {
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
