//! JSON from outside: with a limited depth and unique names in each object.

use std::collections::HashSet;
use std::fmt;

use http::HeaderMap;
use http::header::CONTENT_TYPE;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value as Json};

use crate::http::response::ODataError;

/// The maximal nesting of objects and arrays. `serde_json` reads 128 levels, and a data file adds some to each entity: it must
/// stay readable.
const MAX_DEPTH: usize = 64;

/// Parses a whole text.
///
/// # Rule
/// OData JSON Format 4.01, §4.5: the names of an object are unique.
pub(crate) fn read(text: &[u8]) -> serde_json::Result<Json> {
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    Validator { levels: MAX_DEPTH }.deserialize(&mut deserializer)?;
    serde_json::from_slice(text)
}

/// Parses a body that must be a JSON object.
pub(crate) fn json_object(headers: &HeaderMap, body: &[u8]) -> Result<Map<String, Json>, ODataError> {
    if !is_json(headers) {
        return Err(ODataError::not_json());
    }
    match parse(body)? {
        Json::Object(members) => Ok(members),
        _ => Err(ODataError::bad_request("The request body must be a JSON object.")),
    }
}

/// Parses a body; `null` for an empty body, or one of another content type.
pub(crate) fn json_value(headers: &HeaderMap, body: &[u8]) -> Result<Json, ODataError> {
    if body.is_empty() || !is_json(headers) { Ok(Json::Null) } else { parse(body) }
}

pub(crate) fn is_json(headers: &HeaderMap) -> bool {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media_type = content_type.split(';').next().unwrap_or_default().trim();
    media_type.eq_ignore_ascii_case("application/json")
}

fn parse(body: &[u8]) -> Result<Json, ODataError> {
    let unreadable = |error| ODataError::bad_request(format!("Unable to read JSON request payload: {error}."));
    read(body).map_err(unreadable)
}

/// Validates the depth and the names without building a value: `serde_json` does that, and keeps its numbers as they are.
#[derive(Clone, Copy)]
struct Validator {
    levels: usize,
}

impl Validator {
    fn within<E: Error>(self) -> Result<Self, E> {
        let levels = self.levels.checked_sub(1);
        let too_deep = || E::custom(format_args!("it has more than {MAX_DEPTH} levels"));
        levels.map(|levels| Self { levels }).ok_or_else(too_deep)
    }
}

impl<'de> DeserializeSeed<'de> for Validator {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Validator {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let within = self.within()?;
        while items.next_element_seed(within)?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let within = self.within()?;
        let mut names = HashSet::new();
        while let Some(name) = members.next_key::<String>()? {
            members.next_value_seed(within)?;
            if let Some(twice) = names.replace(name) {
                return Err(A::Error::custom(format_args!("the name '{twice}' is given more than once")));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_read_unchanged() {
        let text = r#" { "b": [1, -2, 1.5, 18446744073709551615, "é\n", null, true, {}], "a": { "a": [] } } "#;
        assert_eq!(read(text.as_bytes()).unwrap(), serde_json::from_str::<Json>(text).unwrap());
        for wrong in ["", "{} {}", "{", "[1,]", "1e400", "\u{feff}{}"] {
            assert!(read(wrong.as_bytes()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn duplicate_names_and_deep_nesting_are_rejected() {
        let error = read(br#"{ "a": { "b": 1, "c": 2, "b": 3 } }"#).unwrap_err().to_string();
        assert!(error.starts_with("the name 'b' is given more than once"), "{error}");
        let nested = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
        assert!(read(nested(64).as_bytes()).is_ok());
        let error = read(nested(65).as_bytes()).unwrap_err().to_string();
        assert!(error.starts_with("it has more than 64 levels"), "{error}");
        assert!(read(nested(100_000).as_bytes()).is_err());
    }
}
