//! The functions and types of a filter.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Datelike, Timelike};
use graph_csdl::Primitive;

use crate::http::response::ODataError;
use crate::query::filter::expression::Function;
use crate::query::filter::value::{Mismatch, Value};
use crate::schema::literal::{self, Number};
use crate::store::Store;

/// The value of a function; `null` if an argument is `null`.
pub(super) fn call<'a>(function: Function, arguments: &[Value<'a>]) -> Result<Value<'a>, ODataError> {
    if arguments.iter().any(Value::is_null) {
        return Ok(Value::Null);
    }
    let result = match arguments {
        [] => now(),
        [one] => of_one(function, one),
        [one, two] => of_two(function, one, two),
        [text, start, length, ..] => substring(text, start, Some(length)),
    };
    result.ok_or_else(|| {
        let kinds: Vec<_> = arguments.iter().map(Value::kind).collect();
        let name = function.name();
        ODataError::invalid_query(format!(
            "No function signature for '{name}' matches the arguments: {}.",
            kinds.join(", ")
        ))
    })
}

fn of_one<'a>(function: Function, argument: &Value<'a>) -> Option<Value<'a>> {
    match function {
        Function::ToLower => Some(Value::Text(argument.as_text()?.to_lowercase().into())),
        Function::ToUpper => Some(Value::Text(argument.as_text()?.to_uppercase().into())),
        Function::Trim => Some(Value::Text(argument.as_text()?.trim().to_owned().into())),
        Function::Length => Some(count(argument.as_text()?)),
        Function::Round => rounded(argument, f64::round),
        Function::Floor => rounded(argument, f64::floor),
        Function::Ceiling => rounded(argument, f64::ceil),
        Function::Date => date(argument).map(Value::Date),
        Function::Time => time(argument).map(Value::Time),
        Function::Year => date(argument).map(|date| Value::int(date.year())),
        Function::Month => date(argument).map(|date| Value::int(date.month())),
        Function::Day => date(argument).map(|date| Value::int(date.day())),
        Function::Hour => time(argument).map(|time| Value::int(time.hour())),
        Function::Minute => time(argument).map(|time| Value::int(time.minute())),
        Function::Second => time(argument).map(|time| Value::int(time.second())),
        _ => None,
    }
}

/// Texts are case-sensitive and consist of characters.
fn of_two<'a>(function: Function, one: &Value<'a>, two: &Value<'a>) -> Option<Value<'a>> {
    if function == Function::Substring {
        return substring(one, two, None);
    }
    let (text, part) = (one.as_text()?, two.as_text()?);
    Some(match function {
        Function::StartsWith => Value::Bool(text.starts_with(part)),
        Function::EndsWith => Value::Bool(text.ends_with(part)),
        Function::Contains => Value::Bool(text.contains(part)),
        Function::Concat => Value::Text(format!("{text}{part}").into()),
        Function::IndexOf => match text.split_once(part) {
            Some((before, _)) => count(before),
            None => Value::int(-1),
        },
        _ => return None,
    })
}

fn count<'a>(text: &str) -> Value<'a> {
    Value::int(text.chars().count() as u64)
}

/// At most `length` characters after a start.
fn substring<'a>(text: &Value, start: &Value, length: Option<&Value>) -> Option<Value<'a>> {
    let whole = |value: &Value| match value {
        Value::Number(Number::Int(number)) => usize::try_from(*number).ok(),
        _ => None,
    };
    let length = length.map_or(Some(usize::MAX), whole)?;
    let characters = text.as_text()?.chars().skip(whole(start)?).take(length);
    Some(Value::Text(characters.collect::<String>().into()))
}

fn rounded<'a>(argument: &Value, round: fn(f64) -> f64) -> Option<Value<'a>> {
    match argument {
        Value::Number(Number::Int(whole)) => Some(Value::int(*whole)),
        Value::Number(Number::Float(number)) => Some(Value::float(round(*number))),
        Value::Stored(text) => literal::number(text).map(|number| Value::float(round(number.to_float()))),
        _ => None,
    }
}

/// The date in the value's own offset.
fn date(argument: &Value) -> Option<chrono::NaiveDate> {
    match argument {
        Value::Stored(text) => {
            literal::date(text).or_else(|| literal::instant(text).map(|instant| instant.date_naive()))
        }
        Value::Instant(instant) => Some(instant.date_naive()),
        Value::Date(date) => Some(*date),
        _ => None,
    }
}

/// The time of day in the value's own offset.
fn time(argument: &Value) -> Option<chrono::NaiveTime> {
    match argument {
        Value::Stored(text) => literal::time(text).or_else(|| literal::instant(text).map(|instant| instant.time())),
        Value::Instant(instant) => Some(instant.time()),
        Value::Time(time) => Some(*time),
        _ => None,
    }
}

fn now<'a>() -> Option<Value<'a>> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    let now = DateTime::from_timestamp(i64::try_from(since.as_secs()).ok()?, since.subsec_nanos())?;
    Some(Value::Instant(now.fixed_offset()))
}

/// Whether all flags, joined by commas, or all bits of a number are set.
pub(super) fn has(flags: &Value, wanted: &Value) -> Result<bool, Mismatch> {
    if let (Value::Number(Number::Int(flags)), Value::Number(Number::Int(wanted))) = (flags, wanted) {
        return Ok(flags & wanted == *wanted);
    }
    let (Some(flags), Some(wanted)) = (flags.as_text(), wanted.as_text()) else { return Err(Mismatch) };
    let is_set = |wanted: &str| flags.split(',').any(|flag| flag.trim() == wanted);
    Ok(wanted.split(',').map(str::trim).all(is_set))
}

/// `cast(x,Edm.T)`: `null` if the value can't be converted.
pub(super) fn cast<'a>(store: &Store, value: Value<'a>, type_name: &str) -> Result<Value<'a>, ODataError> {
    if let (Value::Complex(node), false) = (&value, type_name.starts_with("Edm.")) {
        return Ok(if node.is_of(store, type_name) { value } else { Value::Null });
    }
    let of = Primitive::parse(type_name);
    let text = match &value {
        Value::Null | Value::Complex(_) | Value::Collection(_) => return Ok(Value::Null),
        Value::Bool(value) => value.to_string(),
        Value::Number(Number::Int(number)) => number.to_string(),
        Value::Number(Number::Float(number)) => number.to_string(),
        Value::Text(text) => text.clone().into_owned(),
        Value::Stored(text) => (*text).to_owned(),
        Value::Guid(guid) => guid.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Time(time) => time.to_string(),
        Value::Instant(instant) => instant.to_rfc3339(),
        Value::Duration(_) if of == Some(Primitive::Duration) => return Ok(value),
        Value::Duration(_) => return Err(ODataError::not_implemented("a cast of a duration in a query")),
    };
    let whole = |of: Primitive| match literal::number(&text) {
        Some(Number::Int(number)) => {
            let is_within = of.range().is_some_and(|range| i64::try_from(number).is_ok_and(|it| range.contains(&it)));
            is_within.then(|| Value::int(number))
        }
        _ => None,
    };
    Ok(match of {
        Some(Primitive::String) => Some(Value::Text(text.clone().into())),
        Some(Primitive::Boolean) => text.parse().ok().map(Value::Bool),
        Some(of @ (Primitive::Byte | Primitive::SByte | Primitive::Int16 | Primitive::Int32 | Primitive::Int64)) => {
            whole(of)
        }
        Some(Primitive::Decimal | Primitive::Double | Primitive::Single) => literal::number(&text).map(Value::Number),
        Some(Primitive::Guid) => uuid::Uuid::try_parse(&text).ok().map(Value::Guid),
        Some(Primitive::Date) => date(&Value::Stored(&text)).map(Value::Date),
        Some(Primitive::TimeOfDay) => time(&Value::Stored(&text)).map(Value::Time),
        Some(Primitive::DateTimeOffset) => literal::instant(&text).map(Value::Instant),
        Some(Primitive::Duration) => literal::duration(&text).map(Value::Duration),
        Some(Primitive::Binary | Primitive::Stream) | None => {
            return Err(ODataError::not_implemented(&format!("a cast to '{type_name}' in a query")));
        }
    }
    .unwrap_or(Value::Null))
}

/// Whether a value has a type: an entity by its `@odata.type`, a primitive value as far as JSON shows it.
pub(super) fn is_of(store: &Store, value: &Value, type_name: &str) -> Result<bool, ODataError> {
    Ok(match (value, Primitive::parse(type_name)) {
        (Value::Complex(node), _) => node.is_of(store, type_name),
        (Value::Bool(_), Some(Primitive::Boolean)) | (Value::Text(_), Some(Primitive::String)) => true,
        (Value::Null | Value::Bool(_), _) => false,
        _ => return Err(ODataError::not_implemented(&format!("'isof' of {} in a query", value.kind()))),
    })
}
