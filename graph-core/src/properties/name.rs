//! From a property's name in JSON to its index.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Visitor};

use super::PropertyInfo;
use crate::unexpected::Undeclared;

/// Finds a property's index by its name. Services send properties in one order, so the next one is tried first.
pub(super) struct Name {
    pub(super) table: &'static [PropertyInfo],
    pub(super) after: usize,
}

/// A property's name, found in the table or not.
pub(super) enum Found {
    Declared(usize),
    Undeclared(Undeclared),
}

impl Name {
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        let next = self.after.wrapping_add(1);
        match self.table.get(next) {
            Some(info) if info.name() == name => Some(next),
            _ => self.table.iter().position(|info| info.answers_to(name)).filter(|_| !name.is_empty()),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Found;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
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
