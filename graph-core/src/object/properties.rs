//! An object's properties: what is known of each, and how they are read and written one by one.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap};

use crate::value::json_path::JsonPath;
use crate::value::projection::PropertyInfo;
use crate::value::unexpected::{Level, Seen, Shape, Undeclared};
use crate::value::value::{Decode, Encoded, Value};

/// The annotation that says which type an object is of.
pub(crate) const TYPE_TAG: &str = "@odata.type";

/// Walks over an object's properties: gives the index of each one that the type has, and passes over the others.
///
/// It keeps the first error and then gives no more properties, so that the code of each struct has no branch for
/// errors: half of what that code costs to compile would be these.
pub struct PropertyReader<'a, 'de, A: MapAccess<'de>> {
    pub(super) map: A,
    pub(super) path: &'a mut JsonPath,
    pub(super) table: &'static [PropertyInfo],
    pub(super) current: usize,
    level: Level,
    pub(super) seen: Seen,
    /// Whether the object was read to its end.
    ended: bool,
    pub(super) error: Option<A::Error>,
}

impl<'a, 'de, A: MapAccess<'de>> PropertyReader<'a, 'de, A> {
    pub(crate) fn new(map: A, path: &'a mut JsonPath, table: &'static [PropertyInfo]) -> Self {
        let level = path.enter_object();
        Self { map, path, table, current: usize::MAX, level, seen: Seen::default(), ended: false, error: None }
    }

    /// The index of the next property that the type has; `None` at the end and after an error.
    pub fn next_index(&mut self) -> Option<usize> {
        while self.error.is_none() {
            match self.map.next_key_seed(Name { table: self.table, after: self.current }) {
                Ok(Some(Found::Declared(index))) => {
                    self.current = index;
                    self.seen.declared = true;
                    return Some(index);
                }
                Ok(Some(Found::Undeclared(name))) => self.pass_over(name),
                Ok(None) => return self.at_end(),
                Err(error) => self.error = Some(error),
            }
        }
        None
    }

    pub(super) fn at_end<T>(&mut self) -> Option<T> {
        self.ended = true;
        None
    }

    /// Reads the current property's value by a function that `#[serde(with = …)]` names.
    pub fn read_by<W: ReadBy<T>, T>(&mut self, slot: &mut Option<T>) {
        match self.map.next_value_seed(By::<W, T>(PhantomData)) {
            Ok(value) => *slot = Some(value),
            Err(error) => self.fail("value", error),
        }
    }

    /// Passes over the current property's value.
    pub fn skip(&mut self) {
        if let Err(error) = self.map.next_value::<IgnoredAny>() {
            self.error = Some(error);
        }
    }

    /// Passes over the value of a property that the struct does not declare.
    pub(super) fn pass_over(&mut self, name: Undeclared) {
        let shape = match name {
            _ if self.level == Level::Nested => return self.skip(),
            Undeclared::Annotation | Undeclared::Other => self.map.next_value().map(|IgnoredAny| Shape::Other),
            Undeclared::Error | Undeclared::Value | Undeclared::Null => self.map.next_value(),
        };
        match shape {
            Ok(shape) => self.seen.add(name, shape),
            Err(error) => self.error = Some(error),
        }
    }

    /// What `read_by` found.
    pub fn take<T>(&mut self, slot: Option<T>, index: usize) -> Option<T> {
        if slot.is_none() && self.error.is_none() {
            self.missing(index);
        }
        slot
    }

    #[cold]
    fn missing(&mut self, index: usize) {
        let name = name_at(self.table, index);
        self.path.missing(name);
        self.error = Some(de::Error::missing_field(name));
    }

    #[cold]
    fn fail(&mut self, expected: &'static str, error: A::Error) {
        self.path.at_property(name_at(self.table, self.current), expected);
        self.error = Some(error);
    }

    /// The value, unless there was an error on the way, or the object is not of the type.
    pub(crate) fn end<T>(self, value: Option<T>, type_name: &str) -> Result<T, A::Error> {
        self.path.leave(self.level);
        if self.ended
            && let Some(form) = self.seen.form(self.level, type_name, self.table.is_empty())
        {
            self.path.unexpected(form);
            return Err(de::Error::custom(form.reason()));
        }
        match (self.error, value) {
            (None, Some(value)) => Ok(value),
            (Some(error), _) => Err(error),
            (None, None) => Err(de::Error::custom("the object was not read to its end")),
        }
    }
}

/// A property's part in reading and writing its object. The macro calls these as functions of the trait, and not of
/// the reader and writer, so that a field whose type is no [`Value`] is one error and not three: rustc leaves out what
/// it has said before, and of these it says the same.
#[diagnostic::on_unimplemented(
    message = "a Graph property can't have the type `{Self}`",
    label = "not a property type",
    note = "annotate a struct with `#[graph_complex]`, an enum with `#[graph_enum]`; a type of your own with serde's traits needs `impl graph_core::value::Value for {Self} {{ type Assigned = Self; }}`",
    note = "in place of a type of the standard library or chrono write Graph's own: `graph_core::Duration` for a `Duration`, `chrono::DateTime<Utc>` for a `SystemTime` or `NaiveDateTime`, `Vec<…>` for another collection, `String` for a path, `T` for an `Arc<T>`, `Rc<T>` or `Cow<T>`"
)]
pub trait Field: Sized {
    /// Reads the current property's value. A property that occurs twice has its last value.
    fn read<'de, A: MapAccess<'de>>(slot: &mut Option<Self>, properties: &mut PropertyReader<'_, 'de, A>);

    /// Reads the current property's value into the field itself.
    fn read_in<'de, A: MapAccess<'de>>(&mut self, properties: &mut PropertyReader<'_, 'de, A>);

    /// The property's value at the end of the object.
    fn take<'de, A: MapAccess<'de>>(
        slot: Option<Self>,
        properties: &mut PropertyReader<'_, 'de, A>,
        index: usize,
    ) -> Option<Self>;

    /// Writes the property, unless it is absent.
    fn write<M: SerializeMap>(&self, properties: &mut PropertyWriter<M>, index: usize);
}

impl<T: Value> Field for T {
    fn read<'de, A: MapAccess<'de>>(slot: &mut Option<Self>, properties: &mut PropertyReader<'_, 'de, A>) {
        match properties.map.next_value_seed(Decode::new(properties.path)) {
            Ok(value) => *slot = Some(value),
            Err(error) => properties.fail(Self::TYPE, error),
        }
    }

    fn read_in<'de, A: MapAccess<'de>>(&mut self, properties: &mut PropertyReader<'_, 'de, A>) {
        match properties.map.next_value_seed(Decode::new(properties.path)) {
            Ok(value) => *self = value,
            Err(error) => properties.fail(Self::TYPE, error),
        }
    }

    fn take<'de, A: MapAccess<'de>>(
        slot: Option<Self>,
        properties: &mut PropertyReader<'_, 'de, A>,
        index: usize,
    ) -> Option<Self> {
        properties.take(slot.or_else(Self::absent), index)
    }

    fn write<M: SerializeMap>(&self, properties: &mut PropertyWriter<M>, index: usize) {
        // Where `null` is a value of its own, an absent one says nothing, not even that it is cleared.
        let stands_for_null = || Self::null().is_some_and(|null| null.is_absent());
        if !self.is_absent() || (properties.complete && stands_for_null()) {
            properties.write_by(&Encoded(self), index);
        }
    }
}

/// Whether a property of this name is in the table.
pub(crate) fn declares(table: &[PropertyInfo], name: &str) -> bool {
    !name.is_empty() && table.iter().any(|info| info.answers_to(name))
}

fn name_at(table: &'static [PropertyInfo], index: usize) -> &'static str {
    table.get(index).map_or("", PropertyInfo::name)
}

/// A function named by `#[serde(with = …)]` or `#[serde(deserialize_with = …)]`.
pub trait ReadBy<T> {
    /// Calls it.
    ///
    /// # Errors
    /// The function's own.
    fn read_by<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error>;
}

struct By<W, T>(PhantomData<(W, T)>);

impl<'de, W: ReadBy<T>, T> DeserializeSeed<'de> for By<W, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        W::read_by(deserializer)
    }
}

/// Writes an object's properties.
pub struct PropertyWriter<M: SerializeMap> {
    pub(super) map: M,
    pub(super) table: &'static [PropertyInfo],
    /// Whether absent values are written too, as `null`.
    complete: bool,
    pub(super) error: Option<M::Error>,
}

impl<M: SerializeMap> PropertyWriter<M> {
    pub(crate) fn new(map: M, table: &'static [PropertyInfo], complete: bool) -> Self {
        Self { map, table, complete, error: None }
    }

    /// Whether a property is written of which `#[serde(skip_serializing_if = …)]` says `skip`.
    pub fn keeps(&self, skip: bool) -> bool {
        self.complete || !skip
    }

    /// Writes a property in the form that serde gives it.
    pub fn write_by<T: Serialize>(&mut self, value: &T, index: usize) {
        if self.error.is_none() {
            self.error = self.map.serialize_entry(name_at(self.table, index), value).err();
        }
    }

    pub(crate) fn end(self) -> Result<M::Ok, M::Error> {
        match self.error {
            None => self.map.end(),
            Some(error) => Err(error),
        }
    }
}

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
