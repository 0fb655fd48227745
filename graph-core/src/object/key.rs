//! Keys of entities that were read.

use serde::ser::{Serialize, SerializeMap};
use serde_json::Value as Json;

use super::properties::PropertyWriter;
use super::structured::Structured;
use crate::value::path::Key;
use crate::value::projection::PropertyInfo;
use crate::value::value::JsonObject;

/// The key of an entity, from the properties with `#[graph(key)]`: a segment for one, parentheses for several. It is empty
/// if one of them is absent.
pub(crate) fn of_struct<T: Structured>(value: &T) -> Key {
    let parts = KeyParts { table: T::PROPERTIES, found: Vec::new(), name: String::new() };
    let mut properties = PropertyWriter::new(parts, T::PROPERTIES, false);
    value.write(&mut properties);
    value.write_read_only_key(&mut properties);
    let mut parts = properties.end().unwrap_or_default();
    parts.sort_by_key(|(name, _)| T::properties().position(|property| property.name() == name));
    let all = T::properties().filter(|property| property.is_key()).count();
    if parts.len() == all { of_parts(&parts) } else { Key::from("") }
}

/// The key of an object of an unknown type: its `id`, as for nearly all entities of Graph.
pub(crate) fn of_object(object: &JsonObject) -> Key {
    object.get("id").map_or_else(|| Key::from(""), |id| Key::from(text(id)))
}

fn of_parts(parts: &[(String, Json)]) -> Key {
    if let [(_, only)] = parts {
        return Key::from(text(only));
    }
    let and = |key: Option<Key>, (name, value): &(String, Json)| match (key, value.as_i64()) {
        (None, Some(number)) => Some(Key::alternate(name, number)),
        (None, None) => Some(Key::alternate(name, text(value))),
        (Some(key), Some(number)) => Some(key.and(name, number)),
        (Some(key), None) => Some(key.and(name, text(value))),
    };
    parts.iter().fold(None, and).unwrap_or_else(|| Key::from(""))
}

/// The content of a string, or the digits of a number.
fn text(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Collects the parts of the key from an object that is written.
struct KeyParts {
    table: &'static [PropertyInfo],
    found: Vec<(String, Json)>,
    /// The name of the current property.
    name: String,
}

impl SerializeMap for KeyParts {
    type Ok = Vec<(String, Json)>;
    type Error = serde_json::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Self::Error> {
        self.name = serde_json::from_value(serde_json::to_value(key)?)?;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Self::Error> {
        if self.table.iter().any(|property| property.is_key() && property.name() == self.name) {
            self.found.push((self.name.clone(), serde_json::to_value(value)?));
        }
        Ok(())
    }

    fn end(self) -> Result<Self::Ok, Self::Error> {
        Ok(self.found)
    }
}
