//! The names of an object's properties, found in the table of a struct.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, Visitor};

use crate::json::key::EXPECTED_NAME;
use crate::value::json_path::JsonPath;
use crate::value::projection::PropertyInfo;
use crate::value::unexpected::Undeclared;

/// Returns `true` if the table contains a property with this name.
pub(crate) fn declares(table: &[PropertyInfo], name: &str) -> bool {
    !name.is_empty() && table.iter().any(|info| info.answers_to(name))
}

/// Finds the index of a property by its name. Services keep the order of properties, so the next one is tried first.
#[derive(Clone, Copy)]
pub(super) struct Name {
    pub(super) table: &'static [PropertyInfo],
    next: usize,
    /// The reader of the name can compare it with the next one, which is quicker than to return it.
    is_compared: bool,
}

/// The name of a property, with its index if the table contains it.
pub(super) enum Found {
    Declared(usize),
    Undeclared(Undeclared),
}

impl Name {
    #[inline]
    pub(super) fn after(current: usize, table: &'static [PropertyInfo], path: &JsonPath) -> Self {
        Self { table, next: current.wrapping_add(1), is_compared: path.is_of_response() }
    }

    /// Reads the name: `declared` for the expected one, or else what the visitor returns.
    #[inline]
    pub(super) fn read<'de, V: Visitor<'de>, D: Deserializer<'de>>(
        self,
        deserializer: D,
        declared: impl FnOnce(usize) -> V::Value,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let Self { table, next, is_compared } = self;
        match table.get(next) {
            Some(info) if is_compared && !info.name().is_empty() => {
                let visitor = ExpectedOr { expected: move || declared(next), visitor };
                deserializer.deserialize_struct(EXPECTED_NAME, info.names(), visitor)
            }
            _ => deserializer.deserialize_identifier(visitor),
        }
    }

    pub(super) fn find(self, name: &str) -> Option<usize> {
        let is_name = |index: &usize| self.table.get(*index).is_some_and(|info| info.name() == name);
        let found = Some(self.next).filter(is_name);
        found.or_else(|| self.table.iter().position(|info| info.answers_to(name))).filter(|_| !name.is_empty())
    }
}

/// The visitor of [`EXPECTED_NAME`].
struct ExpectedOr<V, F> {
    expected: F,
    visitor: V,
}

impl<'de, V: Visitor<'de>, F: FnOnce() -> V::Value> Visitor<'de> for ExpectedOr<V, F> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    #[inline]
    fn visit_unit<E>(self) -> Result<V::Value, E> {
        Ok((self.expected)())
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<V::Value, E> {
        self.visitor.visit_str(name)
    }
}

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Found;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        self.read(deserializer, Found::Declared, self)
    }
}

impl Visitor<'_> for Name {
    type Value = Found;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a property")
    }

    fn visit_str<E>(self, name: &str) -> Result<Found, E> {
        Ok(self.find(name).map_or_else(|| Found::Undeclared(Undeclared::of(name)), Found::Declared))
    }
}

#[cfg(test)]
mod tests {
    use serde::de::value::{StrDeserializer, UnitDeserializer};

    use super::*;
    use crate::value::unexpected::Level;

    const TABLE: &[PropertyInfo] = &[PropertyInfo::new("id"), PropertyInfo::ABSENT, PropertyInfo::new("name")];

    fn found<'de, D: Deserializer<'de>>(current: usize, path: &JsonPath, name: D) -> Option<usize> {
        match Name::after(current, TABLE, path).deserialize(name) {
            Ok(Found::Declared(index)) => Some(index),
            _ => None,
        }
    }

    #[test]
    fn a_unit_is_a_name_only_for_a_reader_that_compares() {
        let name = || StrDeserializer::<serde_json::Error>::new("name");
        let unit = UnitDeserializer::<serde_json::Error>::new;
        let response = JsonPath::of_response(Level::Entity, "{}".into());
        assert_eq!(found(0, &response, name()), Some(2));
        assert_eq!(found(1, &response, unit()), Some(2));
        assert_eq!(found(0, &JsonPath::default(), name()), Some(2));
        assert_eq!(found(1, &JsonPath::default(), unit()), None);
    }

    #[test]
    fn an_empty_name_is_no_property() {
        let empty = StrDeserializer::<serde_json::Error>::new("");
        assert_eq!(found(0, &JsonPath::default(), empty), None);
        assert_eq!(found(0, &JsonPath::of_response(Level::Entity, "{}".into()), empty), None);
    }
}
