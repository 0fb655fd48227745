//! Open types: properties that a struct does not declare.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde::ser::SerializeMap;

use super::name::{Name, declares};
use super::properties::{PropertyReader, PropertyWriter, TYPE_TAG};
use crate::value::unexpected::{Shape, Undeclared};
use crate::value::value::{JsonObject, Value};

/// A field with `#[graph(additional)]`. The macro calls these functions through the trait, so that a field of another type
/// is one error.
#[diagnostic::on_unimplemented(
    message = "an `additional` field can't have the type `{Self}`",
    label = "not a `graph_core::JsonObject`",
    note = "write `#[graph(additional)] rest: graph_core::JsonObject`, which is `serde_json::Map<String, serde_json::Value>`: it keeps the properties that the struct does not declare, in order"
)]
pub trait Additional: Sized {
    /// The empty value.
    fn none() -> Self;

    /// Returns the index of the next declared property, and keeps the undeclared properties before it.
    fn next_index<'de, A: MapAccess<'de>>(&mut self, properties: &mut PropertyReader<'_, 'de, A>) -> Option<usize>;

    /// Writes the additional properties, except for names that the type declares.
    fn write<M: SerializeMap>(&self, properties: &mut PropertyWriter<M>);
}

impl Additional for JsonObject {
    fn none() -> Self {
        Self::new()
    }

    fn next_index<'de, A: MapAccess<'de>>(&mut self, properties: &mut PropertyReader<'_, 'de, A>) -> Option<usize> {
        while properties.error.is_none() {
            let declared = Name::after(properties.current, properties.table, properties.path);
            match properties.map.next_key_seed(OpenName(declared)) {
                Ok(Some(Found::Declared(index))) => {
                    properties.current = index;
                    properties.seen.declared = true;
                    return Some(index);
                }
                Ok(Some(Found::Additional(name))) => match properties.map.next_value() {
                    Ok(value) => {
                        properties.seen.add(Undeclared::of(&name), Shape::of(&value));
                        // The last value of a duplicate property wins.
                        self.insert(name, value);
                    }
                    Err(error) => {
                        // The name is data, like the value.
                        properties.path.at_property("*", serde_json::Value::TYPE);
                        properties.error = Some(error);
                    }
                },
                Ok(Some(Found::Control(name))) => properties.pass_over(name),
                Ok(None) => return properties.at_end(),
                Err(error) => properties.error = Some(error),
            }
        }
        None
    }

    fn write<M: SerializeMap>(&self, properties: &mut PropertyWriter<M>) {
        for (name, value) in self {
            let is_kept = name != TYPE_TAG && !declares(properties.table, name);
            if is_kept && properties.error.is_none() {
                properties.error = properties.map.serialize_entry(name, value).err();
            }
        }
    }
}

/// The kind of a name in an object of an open type.
enum Found {
    Declared(usize),
    Additional(String),
    /// An annotation of the object or of a declared property. It has no meaning in a request.
    Control(Undeclared),
}

struct OpenName(Name);

impl OpenName {
    /// # Rule
    /// A name with `@` is an annotation of the property before the `@`, or of the object if there is none. A name that starts
    /// with `#` advertises an operation (OData JSON 4.01, §4.6 and §16).
    fn find(&self, name: &str) -> Found {
        match self.0.find(name) {
            Some(index) => Found::Declared(index),
            _ if name.starts_with(['@', '#']) => Found::Control(Undeclared::of(name)),
            _ => match name.split_once('@') {
                Some((of, term)) if is_link(term) || declares(self.0.table, of) => Found::Control(Undeclared::of(name)),
                _ => Found::Additional(name.to_owned()),
            },
        }
    }
}

/// Returns `true` for an annotation with a link to related resources.
fn is_link(term: &str) -> bool {
    let term = term.strip_prefix("odata.").unwrap_or(term);
    matches!(term, "navigationLink" | "associationLink" | "context" | "nextLink")
}

impl<'de> DeserializeSeed<'de> for OpenName {
    type Value = Found;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found, D::Error> {
        self.0.read(deserializer, Found::Declared, self)
    }
}

impl Visitor<'_> for OpenName {
    type Value = Found;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a property")
    }

    fn visit_str<E>(self, name: &str) -> Result<Found, E> {
        Ok(self.find(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::json_path::JsonPath;
    use crate::value::projection::PropertyInfo;

    const TABLE: &[PropertyInfo] =
        &[PropertyInfo::new("id").with_aliases(&["key"]), PropertyInfo::ABSENT, PropertyInfo::ADDITIONAL];

    fn is_kept(name: &str) -> bool {
        let found = OpenName(Name::after(0, TABLE, &JsonPath::default())).find(name);
        matches!(found, Found::Additional(kept) if kept == name)
    }

    #[test]
    fn undeclared_properties_are_kept_with_their_annotations() {
        for name in ["", "x", "x@odata.type", "x@contoso.unit", "x@delta", "ID", "größe"] {
            assert!(is_kept(name), "{name}");
        }
    }

    #[test]
    fn control_information_is_not_kept() {
        for name in ["@odata.type", "@odata.context", "@removed", "#contoso.act", "id@odata.type", "key@x"] {
            assert!(!is_kept(name), "{name}");
        }
        for name in ["x@odata.navigationLink", "x@odata.associationLink", "x@context", "x@odata.nextLink"] {
            assert!(!is_kept(name), "{name}");
        }
    }
}
