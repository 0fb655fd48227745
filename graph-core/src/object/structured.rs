//! Entities and complex types, as JSON objects.

use std::any::TypeId;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::fields::Codec;
use super::json_text::Entries;
use super::name::declares;
use super::properties::{PropertyReader, PropertyWriter, TYPE_TAG};
use crate::json;
use crate::value::json_path::JsonPath;
use crate::value::projection::{Projection, PropertyInfo};
use crate::value::unexpected::{Shape, Undeclared};
use crate::value::value::Value;

/// A struct with `#[graph_entity]` or `#[graph_complex]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither an entity nor a complex type",
    label = "not an annotated struct",
    note = "annotate the struct with `#[graph_entity(path = \"…\")]` or `#[graph_complex]`"
)]
pub trait Structured: Value {
    /// The `@odata.type` that is sent, such as `#microsoft.graph.user`.
    const TYPE_TAG: &'static str;

    /// The properties in the order of the fields. A field that a `cfg` removed has a placeholder, and an open type has an entry
    /// for its additional properties at the end.
    #[doc(hidden)]
    const PROPERTIES: &'static [PropertyInfo];

    /// The properties in the order of the fields.
    #[must_use]
    fn properties() -> impl Iterator<Item = &'static PropertyInfo> {
        Self::PROPERTIES.iter().filter(|property| !property.name().is_empty())
    }

    /// Reads all fields, or writes those of `written`: returns the value that was read. The struct implements it, or `read` and
    /// `write` if a field needs separate code.
    #[doc(hidden)]
    fn fields<C: Codec>(written: Option<&Self>, codec: &mut C) -> Option<Self> {
        let _ = (written, codec);
        None
    }

    /// Reads the properties of an object.
    #[doc(hidden)]
    fn read<'de, A: MapAccess<'de>>(properties: &mut PropertyReader<'_, 'de, A>) -> Option<Self> {
        Self::fields(None, properties)
    }

    /// Writes the properties of an object, without the type tag.
    #[doc(hidden)]
    fn write<M: SerializeMap>(&self, properties: &mut PropertyWriter<M>) {
        let _ = Self::fields(Some(self), properties);
    }

    /// Writes the properties of the key that are never sent.
    #[doc(hidden)]
    fn write_read_only_key<M: SerializeMap>(&self, properties: &mut PropertyWriter<M>) {
        properties.read_only_key = true;
        let _ = Self::fields(Some(self), properties);
        properties.read_only_key = false;
    }

    /// The type tag of this value, as it was read if the struct has a field for it.
    #[doc(hidden)]
    fn type_tag(&self) -> &str {
        Self::TYPE_TAG
    }
}

/// [`Value::decode`] of an annotated struct.
///
/// # Errors
/// The deserializer's.
pub fn decode<'de, T: Structured, D: Deserializer<'de>>(deserializer: D, path: &mut JsonPath) -> Result<T, D::Error> {
    deserializer.deserialize_map(ObjectVisitor { path, object: PhantomData })
}

/// [`Value::encode`] of an annotated struct.
///
/// # Rule
/// `@odata.type` comes first, so that the service needs no buffering and knows the type of a derived value
/// (OData JSON 4.01, §4.6.3).
///
/// # Errors
/// The serializer's.
pub fn encode<T: Structured, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    match PropertyWriter::after_tag(serializer, value.type_tag(), T::PROPERTIES) {
        Ok(mut properties) => {
            value.write(&mut properties);
            properties.end()
        }
        Err(error) => Err(error),
    }
}

/// [`Value::projection`] of an annotated struct.
#[must_use]
pub fn projection<T: Structured + 'static>() -> Projection {
    Projection::new(TypeId::of::<T>(), T::PROPERTIES)
}

/// JSON text with all properties that can be sent, without the type tag. Absent values are `null`.
pub(crate) fn complete<T: Structured>(value: &T) -> Result<String, serde_json::Error> {
    json::to_string(&Complete(value))
}

struct Complete<'a, T>(&'a T);

impl<T: Structured> Serialize for Complete<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut properties = PropertyWriter::new(serializer.serialize_map(None)?, T::PROPERTIES, true);
        self.0.write(&mut properties);
        properties.end()
    }
}

struct ObjectVisitor<'p, T> {
    path: &'p mut JsonPath,
    object: PhantomData<T>,
}

impl<'de, T: Structured> Visitor<'de> for ObjectVisitor<'_, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::TYPE)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        read(PropertyReader::new(map, self.path, T::PROPERTIES))
    }
}

/// Reads the properties of an object.
fn read<'de, T: Structured, A: MapAccess<'de>>(mut properties: PropertyReader<'_, 'de, A>) -> Result<T, A::Error> {
    let value = T::read(&mut properties);
    properties.end(value, T::TYPE)
}

/// Reads the properties of a member of a union. A struct without a field for the type tag passes over the tag.
pub(super) fn read_member<'de, T: Structured, A: MapAccess<'de>>(
    mut object: Entries<A>,
    path: &mut JsonPath,
) -> Result<T, A::Error> {
    let has_tag = !declares(T::PROPERTIES, TYPE_TAG) && object.drop_tag();
    let mut properties = PropertyReader::new(object, path, T::PROPERTIES);
    if has_tag {
        properties.seen.add(Undeclared::Annotation, Shape::Other);
    }
    read(properties)
}

/// Delegates to the boxed struct, for a large member of a union.
impl<T: Structured> Structured for Box<T> {
    const TYPE_TAG: &'static str = T::TYPE_TAG;
    const PROPERTIES: &'static [PropertyInfo] = T::PROPERTIES;

    fn read<'de, A: MapAccess<'de>>(properties: &mut PropertyReader<'_, 'de, A>) -> Option<Self> {
        T::read(properties).map(Self::new)
    }

    fn write<M: SerializeMap>(&self, properties: &mut PropertyWriter<M>) {
        T::write(self, properties);
    }

    fn write_read_only_key<M: SerializeMap>(&self, properties: &mut PropertyWriter<M>) {
        T::write_read_only_key(self, properties);
    }

    fn type_tag(&self) -> &str {
        T::type_tag(self)
    }
}
