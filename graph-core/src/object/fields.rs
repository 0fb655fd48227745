//! The fields of a struct as data: one list of references, from which the runtime reads and writes them.

use serde::de::MapAccess;
use serde::ser::SerializeMap;

use super::properties::{Field, PropertyReader, PropertyWriter};
use crate::value::value::Value;

/// The reader or the writer of properties. One function of a struct serves both, so that a field whose type does not implement
/// [`Value`] is one error: rustc reports an error of the same place once in a function.
pub trait Codec: Sized {
    /// The codec is a reader. rustc compiles the part of a function for the other kind of codec to nothing.
    const READS: bool;

    /// Reads the properties into the fields, which have the order of the table.
    fn read(&mut self, fields: &mut [&mut dyn AnyField<Self>]) {
        let _ = fields;
    }

    /// Returns `true` if the reader found these properties. The first absent one is an error otherwise. An index is below
    /// 64.
    fn found(&mut self, required: &[usize]) -> bool {
        required.is_empty()
    }

    /// Writes the fields, which have the order of the table.
    fn write(&mut self, fields: &[&dyn AnyField<Self>]) {
        let _ = fields;
    }

    #[doc(hidden)]
    fn read_field<T: Value>(&mut self, field: &mut T) {
        let _ = field;
    }

    #[doc(hidden)]
    fn write_field<T: Value>(&mut self, field: &T, index: usize) {
        let _ = (field, index);
    }
}

/// A field in a list of fields. A call of it costs less than the code for each field of each struct, to compile and to cache.
pub trait AnyField<C: Codec> {
    /// Reads the value of the current property.
    fn read(&mut self, codec: &mut C);

    /// Writes the property, unless it is absent.
    fn write(&self, codec: &mut C, index: usize);
}

impl<C: Codec, T: Value> AnyField<C> for T {
    fn read(&mut self, codec: &mut C) {
        codec.read_field(self);
    }

    fn write(&self, codec: &mut C, index: usize) {
        codec.write_field(self, index);
    }
}

impl<'de, A: MapAccess<'de>> Codec for PropertyReader<'_, 'de, A> {
    const READS: bool = true;

    fn read(&mut self, fields: &mut [&mut dyn AnyField<Self>]) {
        while let Some(index) = self.next_index() {
            match fields.get_mut(index) {
                Some(field) => field.read(self),
                None => self.skip(),
            }
        }
    }

    fn found(&mut self, required: &[usize]) -> bool {
        self.has_all(required)
    }

    fn read_field<T: Value>(&mut self, field: &mut T) {
        field.read_in(self);
    }
}

impl<M: SerializeMap> Codec for PropertyWriter<M> {
    const READS: bool = false;

    fn write(&mut self, fields: &[&dyn AnyField<Self>]) {
        let (table, is_sent) = self.sent();
        for (index, (field, info)) in fields.iter().zip(table).enumerate() {
            if is_sent(info) {
                field.write(self, index);
            }
        }
    }

    fn write_field<T: Value>(&mut self, field: &T, index: usize) {
        Field::write(field, self, index);
    }
}
