//! Reader and writer of the properties of an object.

use std::marker::PhantomData;

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::name::{Found, Name};
use crate::value::json_path::JsonPath;
use crate::value::projection::PropertyInfo;
use crate::value::unexpected::{Level, Seen, Shape, Undeclared};
use crate::value::value::{Decode, Encoded, Value};

/// The annotation with the type of an object.
pub(crate) const TYPE_TAG: &str = "@odata.type";

/// Reads the properties of an object: returns the index of each declared one, and skips the others.
///
/// After an error it returns no more properties and keeps the error. The generated code of each struct therefore has no
/// error branches, which would double its compile time.
pub struct PropertyReader<'a, 'de, A: MapAccess<'de>> {
    pub(super) map: A,
    pub(super) path: &'a mut JsonPath,
    pub(super) table: &'static [PropertyInfo],
    pub(super) current: usize,
    level: Level,
    pub(super) seen: Seen,
    /// The declared properties that were read: a bit for each of the first 64.
    found: u64,
    /// The object was read to its end.
    ended: bool,
    pub(super) error: Option<A::Error>,
}

impl<'a, 'de, A: MapAccess<'de>> PropertyReader<'a, 'de, A> {
    pub(crate) fn new(map: A, path: &'a mut JsonPath, table: &'static [PropertyInfo]) -> Self {
        let level = path.enter_object();
        Self {
            map,
            path,
            table,
            current: usize::MAX,
            level,
            seen: Seen::default(),
            found: 0,
            ended: false,
            error: None,
        }
    }

    /// Returns the index of the next declared property; `None` at the end and after an error.
    #[inline]
    pub fn next_index(&mut self) -> Option<usize> {
        while self.error.is_none() {
            match self.map.next_key_seed(Name::after(self.current, self.table, self.path)) {
                Ok(Some(Found::Declared(index))) => {
                    self.current = index;
                    self.seen.declared = true;
                    self.found |= bit(index);
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

    /// Reads the value of the current property with the function of `#[serde(with = …)]`.
    pub fn read_by<W: ReadBy<T>, T>(&mut self, slot: &mut Option<T>) {
        match self.map.next_value_seed(By::<W, T>(PhantomData)) {
            Ok(value) => *slot = Some(value),
            Err(error) => self.fail("value", error),
        }
    }

    /// Skips the value of the current property.
    pub fn skip(&mut self) {
        if let Err(error) = self.map.next_value::<IgnoredAny>() {
            self.error = Some(error);
        }
    }

    /// Skips the value of an undeclared property.
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

    /// Returns `true` if these properties were read; the first absent one is an error.
    pub(super) fn has_all(&mut self, required: &[usize]) -> bool {
        let absent = required.iter().find(|index| self.found & bit(**index) == 0);
        if let (Some(&index), None) = (absent, &self.error) {
            self.missing(index);
        }
        absent.is_none()
    }

    /// Returns the value of `read_by`.
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

    /// Returns the value, unless an error occurred or the object is not of the type.
    pub(crate) fn end<T>(self, value: Option<T>, type_name: &str) -> Result<T, A::Error> {
        match value {
            Some(value) => match self.finish(type_name) {
                None => Ok(value),
                Some(error) => Err(error),
            },
            None => Err(self.failed(type_name)),
        }
    }

    #[cold]
    fn failed(self, type_name: &str) -> A::Error {
        self.finish(type_name).unwrap_or_else(|| de::Error::custom("the object was not read to its end"))
    }

    /// Returns the error. It is not generic in the value, so it is compiled once.
    #[inline]
    fn finish(self, type_name: &str) -> Option<A::Error> {
        self.path.leave(self.level);
        if self.ended
            && let Some(form) = self.seen.form(self.level, type_name, self.table.is_empty())
        {
            self.path.unexpected(form);
            return Some(de::Error::custom(form.reason()));
        }
        self.error
    }
}

/// Reads and writes one property of an object. The macro calls these functions through the trait instead of the reader and
/// writer, so that a field whose type does not implement [`Value`] is one error and not three: rustc reports equal errors
/// once.
#[diagnostic::on_unimplemented(
    message = "a Graph property can't have the type `{Self}`",
    label = "not a property type",
    note = "annotate a struct with `#[graph_complex]`, an enum with `#[graph_enum]`; a type of your own with serde's traits needs `impl graph_core::value::Value for {Self} {{ type Assigned = Self; }}`",
    note = "in place of a type of the standard library or chrono write Graph's own: `graph_core::Duration` for a `Duration`, `chrono::DateTime<Utc>` for a `SystemTime` or `NaiveDateTime`, `Vec<…>` for another collection, `String` for a path, `T` for an `Arc<T>`, `Rc<T>` or `Cow<T>`",
    note = "a string is a `String`, `Box<str>`, `Arc<str>`, `Cow<'static, str>` or `graph_core::SharedStr`, or a `CompactString` with the feature `compact_str`"
)]
pub trait Field: Sized {
    /// Reads the value of the current property. The last value of a duplicate property wins.
    fn read<'de, A: MapAccess<'de>>(slot: &mut Option<Self>, properties: &mut PropertyReader<'_, 'de, A>);

    /// Reads the value of the current property into the field.
    fn read_in<'de, A: MapAccess<'de>>(&mut self, properties: &mut PropertyReader<'_, 'de, A>);

    /// Returns the value at the end of the object.
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

    #[inline]
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
        // In an `Option<Option<T>>`, `None` does not mean `null`.
        let stands_for_null = || Self::null().is_some_and(|null| null.is_absent());
        if !self.is_absent() || (properties.complete && stands_for_null()) {
            properties.write_by(&Encoded(self), index);
        }
    }
}

/// The bit of a property; none beyond the first 64.
#[inline]
fn bit(index: usize) -> u64 {
    u32::try_from(index).ok().and_then(|index| 1_u64.checked_shl(index)).unwrap_or(0)
}

fn name_at(table: &'static [PropertyInfo], index: usize) -> &'static str {
    table.get(index).map_or("", PropertyInfo::name)
}

/// A function of `#[serde(with = …)]` or `#[serde(deserialize_with = …)]`.
pub trait ReadBy<T> {
    /// Calls the function.
    ///
    /// # Errors
    /// The errors of the function.
    fn read_by<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error>;
}

struct By<W, T>(PhantomData<(W, T)>);

impl<'de, W: ReadBy<T>, T> DeserializeSeed<'de> for By<W, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        W::read_by(deserializer)
    }
}

/// Writes the properties of an object.
pub struct PropertyWriter<M: SerializeMap> {
    pub(super) map: M,
    pub(super) table: &'static [PropertyInfo],
    /// Absent values are written as `null`.
    complete: bool,
    /// Only the key is written, and of it what is never sent.
    pub(super) read_only_key: bool,
    pub(super) error: Option<M::Error>,
}

impl<M: SerializeMap> PropertyWriter<M> {
    pub(crate) fn new(map: M, table: &'static [PropertyInfo], complete: bool) -> Self {
        Self { map, table, complete, read_only_key: false, error: None }
    }

    /// Starts an object with its type tag.
    pub(super) fn after_tag<S: Serializer<SerializeMap = M, Error = M::Error>>(
        serializer: S,
        tag: &str,
        table: &'static [PropertyInfo],
    ) -> Result<Self, M::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry(TYPE_TAG, tag)?;
        Ok(Self::new(map, table, false))
    }

    /// The table, and whether a property with these marks is one of those that are written.
    #[inline]
    pub(super) fn sent(&self) -> (&'static [PropertyInfo], impl Fn(&PropertyInfo) -> bool + use<M>) {
        let read_only_key = self.read_only_key;
        (self.table, move |info| info.is_read_only() == read_only_key && (!read_only_key || info.is_key()))
    }

    /// Returns `true` if a property is written. `skip` is the result of `#[serde(skip_serializing_if = …)]`.
    pub fn keeps(&self, skip: bool) -> bool {
        self.complete || !skip
    }

    /// Writes a property with its serde form.
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
