//! `Edm.Boolean` and `Edm.Guid`.

use std::fmt;

use serde::de::{self, Deserializer, Visitor};
use serde::ser::Serializer;
use uuid::Uuid;

use super::empty_text::EmptyAsNone;
use crate::value::json_path::JsonPath;
use crate::value::literal::Literal;
use crate::value::value::Value;

impl Value for bool {
    type Assigned = Self;
    const TYPE: &'static str = "Edm.Boolean";

    fn decode_nullable<'de, D: Deserializer<'de>>(
        deserializer: D,
        _path: &mut JsonPath,
    ) -> Result<Option<Self>, D::Error> {
        deserializer.deserialize_any(EmptyAsNone(BooleanVisitor))
    }
}

struct BooleanVisitor;

impl Visitor<'_> for BooleanVisitor {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a Boolean")
    }

    fn visit_bool<E>(self, value: bool) -> Result<bool, E> {
        Ok(value)
    }
}

/// A GUID is text in each format. `uuid` itself writes bytes in formats such as CBOR, which an `Option` could not
/// distinguish from another value.
impl Value for Uuid {
    type Assigned = Self;
    const TYPE: &'static str = "Edm.Guid";

    fn decode<'de, D: Deserializer<'de>>(deserializer: D, _path: &mut JsonPath) -> Result<Self, D::Error> {
        deserializer.deserialize_str(GuidVisitor)
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.hyphenated().encode_lower(&mut Uuid::encode_buffer()))
    }

    fn decode_nullable<'de, D: Deserializer<'de>>(
        deserializer: D,
        _path: &mut JsonPath,
    ) -> Result<Option<Self>, D::Error> {
        deserializer.deserialize_str(EmptyAsNone(GuidVisitor))
    }

    fn literal(&self) -> Option<String> {
        Some(self.to_literal())
    }
}

struct GuidVisitor;

impl Visitor<'_> for GuidVisitor {
    type Value = Uuid;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a Guid")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Uuid, E> {
        text.parse().map_err(|_| E::invalid_value(de::Unexpected::Other("another text"), &self))
    }
}
