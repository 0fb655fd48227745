//! From a property's name in JSON to its index.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Visitor};

use super::PropertyInfo;

/// Finds a property's index by its name. Services send properties in one order, so the next one is tried first.
pub(super) struct Name {
    pub(super) table: &'static [PropertyInfo],
    pub(super) after: usize,
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
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a property")
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(self.find(name))
    }
}
