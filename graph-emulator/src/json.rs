//! JSON that came from outside, read into a tree: not too deep, and each name of an object once.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value as Json};

/// Objects and arrays within each other. `serde_json` reads 128, and a data file has what is stored some levels deeper: it must
/// be readable again.
const MAX_DEPTH: usize = 64;

/// Reads all of a text.
///
/// # Rule
/// OData JSON Format 4.01, §4.5: the names of an object are unique.
pub(crate) fn read(text: &[u8]) -> serde_json::Result<Json> {
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    let json = Tree { levels: MAX_DEPTH }.deserialize(&mut deserializer)?;
    deserializer.end().map(|()| json)
}

/// A value that has at most so many levels.
#[derive(Clone, Copy)]
struct Tree {
    levels: usize,
}

impl Tree {
    fn within<E: Error>(self) -> Result<Self, E> {
        let levels = self.levels.checked_sub(1);
        let too_deep = || E::custom(format_args!("it has more than {MAX_DEPTH} levels"));
        levels.map(|levels| Self { levels }).ok_or_else(too_deep)
    }
}

impl<'de> DeserializeSeed<'de> for Tree {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(Number::from_f64(value).map_or(Json::Null, Json::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let within = self.within()?;
        let mut array = Vec::new();
        while let Some(item) = items.next_element_seed(within)? {
            array.push(item);
        }
        Ok(array.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json, A::Error> {
        let within = self.within()?;
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            if object.contains_key(&name) {
                return Err(A::Error::custom(format_args!("the name '{name}' is given more than once")));
            }
            let value = members.next_value_seed(within)?;
            object.insert(name, value);
        }
        Ok(object.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_what_stands_there() {
        let text = r#" { "b": [1, -2, 1.5, 18446744073709551615, "é\n", null, true, {}], "a": { "a": [] } } "#;
        assert_eq!(read(text.as_bytes()).unwrap(), serde_json::from_str::<Json>(text).unwrap());
        for wrong in ["", "{} {}", "{", "[1,]", "1e400", "\u{feff}{}"] {
            assert!(read(wrong.as_bytes()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_name_stands_once_and_levels_are_few() {
        let error = read(br#"{ "a": { "b": 1, "c": 2, "b": 3 } }"#).unwrap_err().to_string();
        assert!(error.starts_with("the name 'b' is given more than once"), "{error}");
        let nested = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
        assert!(read(nested(64).as_bytes()).is_ok());
        let error = read(nested(65).as_bytes()).unwrap_err().to_string();
        assert!(error.starts_with("it has more than 64 levels"), "{error}");
        assert!(read(nested(100_000).as_bytes()).is_err());
    }
}
