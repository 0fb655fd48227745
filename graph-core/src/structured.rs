//! JSON objects: entities and complex types. The macro writes which properties there are; how they are read and
//! written stands here.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::json_path::JsonPath;
use crate::value::{Decode, Encoded, Value};

const TYPE_TAG: &str = "@odata.type";

/// A struct annotated with `#[graph_entity]` or `#[graph_complex]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither an entity nor a complex type",
    label = "not an annotated struct",
    note = "annotate the struct with `#[graph_entity(path = \"…\")]` or `#[graph_complex]`"
)]
pub trait Structured: Value {
    /// The `@odata.type` that is sent, such as `#microsoft.graph.user`.
    const TYPE_TAG: &'static str;

    /// The properties in the order of the fields.
    const PROPERTIES: &'static [PropertyInfo];

    /// Reads the properties of an object.
    #[doc(hidden)]
    fn read<'de, A: MapAccess<'de>>(properties: &mut PropertyReader<'_, A>) -> Result<Self, A::Error>;

    /// Writes the properties of an object, all but the type tag.
    #[doc(hidden)]
    fn write<M: SerializeMap>(&self, properties: &mut PropertyWriter<M>) -> Result<(), M::Error>;

    /// The type tag of this value: as it was received, where the struct has a field for it.
    #[doc(hidden)]
    fn type_tag(&self) -> &str {
        Self::TYPE_TAG
    }
}

/// What is known of one property: its name in JSON, and how it is used.
///
/// # Example
/// ```
/// # use graph_core::{graph_complex, Structured};
/// #[graph_complex]
/// pub struct PhysicalAddress { pub postal_code: Option<String> }
///
/// assert_eq!(PhysicalAddress::PROPERTIES[0].name(), "postalCode");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PropertyInfo {
    name: &'static str,
    aliases: &'static [&'static str],
    read_only: bool,
    key: bool,
}

impl PropertyInfo {
    /// Stands where a `cfg` took a field away, so that the others keep their indexes. No property has an empty name.
    #[doc(hidden)]
    pub const ABSENT: Self = Self::new("");

    #[doc(hidden)]
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, aliases: &[], read_only: false, key: false }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn with_aliases(self, aliases: &'static [&'static str]) -> Self {
        Self { aliases, ..self }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn as_read_only(self) -> Self {
        Self { read_only: true, ..self }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn as_key(self) -> Self {
        Self { key: true, ..self }
    }

    /// The property's name in JSON.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Whether the property is received and never sent.
    #[must_use]
    pub const fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// Whether the property is the entity's key.
    #[must_use]
    pub const fn is_key(&self) -> bool {
        self.key
    }

    fn answers_to(&self, name: &str) -> bool {
        self.name == name || self.aliases.contains(&name)
    }
}

/// Walks over an object's properties: gives the index of each one that the type has, and passes over the others.
pub struct PropertyReader<'a, A> {
    map: A,
    path: &'a mut JsonPath,
    table: &'static [PropertyInfo],
    current: usize,
}

impl<'a, 'de, A: MapAccess<'de>> PropertyReader<'a, A> {
    pub(crate) fn new(map: A, path: &'a mut JsonPath, table: &'static [PropertyInfo]) -> Self {
        Self { map, path, table, current: usize::MAX }
    }

    /// The index of the next property that the type has.
    #[inline]
    pub fn next(&mut self) -> Result<Option<usize>, A::Error> {
        while let Some(index) = self.map.next_key_seed(Name { table: self.table, after: self.current })? {
            match index {
                Some(index) => {
                    self.current = index;
                    return Ok(Some(index));
                }
                None => self.skip()?,
            }
        }
        Ok(None)
    }

    /// Passes over the current property's value.
    pub fn skip(&mut self) -> Result<(), A::Error> {
        self.map.next_value::<IgnoredAny>().map(drop)
    }

    /// Reads the current property's value by a function that `#[serde(with = …)]` names.
    pub fn read_by<W: ReadBy<T>, T>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        match self.map.next_value_seed(By::<W, T>(PhantomData)) {
            Ok(value) => {
                *slot = Some(value);
                Ok(())
            }
            Err(error) => Err(self.fail("value", error)),
        }
    }

    /// What `read_by` found.
    pub fn take<T>(&mut self, slot: Option<T>, index: usize) -> Result<T, A::Error> {
        slot.map_or_else(|| self.missing(index), Ok)
    }

    #[cold]
    fn missing<T>(&mut self, index: usize) -> Result<T, A::Error> {
        let name = name_at(self.table, index);
        self.path.missing(name);
        Err(de::Error::missing_field(name))
    }

    #[cold]
    fn fail(&mut self, expected: &'static str, error: A::Error) -> A::Error {
        self.path.at_property(name_at(self.table, self.current), expected);
        error
    }
}

/// A property's part in reading and writing its object. The macro calls these as functions of the trait, and not of
/// the reader and writer, so that a field whose type is no [`Value`] is one error and not three.
pub trait Field: Value {
    /// Reads the current property's value. A property that occurs twice has its last value.
    fn read<'de, A: MapAccess<'de>>(
        slot: &mut Option<Self>,
        properties: &mut PropertyReader<'_, A>,
    ) -> Result<(), A::Error> {
        match properties.map.next_value_seed(Decode::new(properties.path)) {
            Ok(value) => {
                *slot = Some(value);
                Ok(())
            }
            Err(error) => Err(properties.fail(Self::TYPE, error)),
        }
    }

    /// The property's value at the end of the object.
    fn take<'de, A: MapAccess<'de>>(
        slot: Option<Self>,
        properties: &mut PropertyReader<'_, A>,
        index: usize,
    ) -> Result<Self, A::Error> {
        properties.take(slot.or_else(Self::absent), index)
    }

    /// Writes the property, unless it is absent.
    fn write<M: SerializeMap>(&self, properties: &mut PropertyWriter<M>, index: usize) -> Result<(), M::Error> {
        if self.is_absent() && !properties.complete {
            return Ok(());
        }
        properties.write_by(&Encoded(self), index)
    }
}

impl<T: Value> Field for T {}

fn name_at(table: &'static [PropertyInfo], index: usize) -> &'static str {
    table.get(index).map_or("", PropertyInfo::name)
}

/// A function named by `#[serde(with = …)]` or `#[serde(deserialize_with = …)]`.
pub trait ReadBy<T> {
    /// Calls it.
    fn read_by<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error>;
}

struct By<W, T>(PhantomData<(W, T)>);

impl<'de, W: ReadBy<T>, T> DeserializeSeed<'de> for By<W, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        W::read_by(deserializer)
    }
}

/// Finds a property's index by its name. Services send properties in one order, so the next one is tried first.
struct Name {
    table: &'static [PropertyInfo],
    after: usize,
}

impl Name {
    fn find(&self, name: &str) -> Option<usize> {
        let next = self.after.wrapping_add(1);
        match self.table.get(next) {
            Some(info) if info.name == name => Some(next),
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

/// Writes an object's properties.
pub struct PropertyWriter<M> {
    map: M,
    table: &'static [PropertyInfo],
    /// Whether absent values are written too, as `null`.
    complete: bool,
}

impl<M: SerializeMap> PropertyWriter<M> {
    /// Whether a property is written of which `#[serde(skip_serializing_if = …)]` says `skip`.
    pub fn keeps(&self, skip: bool) -> bool {
        self.complete || !skip
    }

    /// Writes a property in the form that serde gives it.
    pub fn write_by<T: Serialize>(&mut self, value: &T, index: usize) -> Result<(), M::Error> {
        self.map.serialize_entry(name_at(self.table, index), value)
    }
}

/// [`Value::decode`] of an annotated struct.
pub fn decode<'de, T: Structured, D: Deserializer<'de>>(deserializer: D, path: &mut JsonPath) -> Result<T, D::Error> {
    deserializer.deserialize_map(ObjectVisitor { path, object: PhantomData })
}

/// [`Value::encode`] of an annotated struct.
///
/// # Rule
/// `@odata.type` stands first, so that the service needs no buffering, and needs not guess where a value is of a
/// derived type (OData JSON 4.01, §4.6.3).
pub fn encode<T: Structured, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    map.serialize_entry(TYPE_TAG, value.type_tag())?;
    let mut properties = PropertyWriter { map, table: T::PROPERTIES, complete: false };
    value.write(&mut properties)?;
    properties.map.end()
}

/// All properties that can be sent, those without a value as `null`, without the type tag.
pub(crate) fn complete<T: Structured>(value: &T) -> Result<serde_json::Value, serde_json::Error> {
    let map = serde_json::value::Serializer.serialize_map(None)?;
    let mut properties = PropertyWriter { map, table: T::PROPERTIES, complete: true };
    value.write(&mut properties)?;
    properties.map.end()
}

/// The type's name in a tag: what follows its `#`.
#[must_use]
pub const fn type_name(tag: &'static str) -> &'static str {
    tag.split_at(1).1
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
        T::read(&mut PropertyReader::new(map, self.path, T::PROPERTIES))
    }
}
