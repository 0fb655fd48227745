//! The fields of a struct as data: one list of references, from which the runtime reads and writes them.

use std::convert::Infallible;
use std::marker::PhantomData;

use serde::de::MapAccess;
use serde::ser::SerializeMap;

use super::properties::{Field, PropertyReader, PropertyWriter};
use crate::value::value::Value;

/// A reader or a writer of properties. One function of a struct serves both, so that a field whose type does not implement
/// [`Value`] is one error: rustc reports an error of the same place once in a function.
pub trait Codec: Sized {
    /// The reader; uninhabited in a writer's codec.
    type Reader;
    /// The writer; uninhabited in a reader's codec.
    type Writer;

    /// Reads the properties into the fields, which have the order of the table.
    fn read(reader: &mut Self::Reader, fields: &mut [&mut dyn AnyField<Self>]);

    /// Returns `true` if the reader found these properties. The first absent one is an error otherwise. An index is below
    /// 64.
    fn found(reader: &mut Self::Reader, required: &[usize]) -> bool;

    /// Writes the fields, which have the order of the table.
    fn write(writer: &mut Self::Writer, fields: &[&dyn AnyField<Self>]);

    #[doc(hidden)]
    fn read_field<T: Value>(reader: &mut Self::Reader, field: &mut T);

    #[doc(hidden)]
    fn write_field<T: Value>(writer: &mut Self::Writer, field: &T, index: usize);
}

/// What is done with the fields of a struct.
pub enum Transfer<'a, T, C: Codec> {
    /// The value is read.
    Read(&'a mut C::Reader),
    /// The value is written.
    Write(&'a T, &'a mut C::Writer),
}

/// A field in a list of fields. A call of it costs less than the code for each field of each struct, to compile and to cache.
pub trait AnyField<C: Codec> {
    /// Reads the value of the current property.
    fn read(&mut self, reader: &mut C::Reader);

    /// Writes the property, unless it is absent.
    fn write(&self, writer: &mut C::Writer, index: usize);
}

impl<C: Codec, T: Value> AnyField<C> for T {
    fn read(&mut self, reader: &mut C::Reader) {
        C::read_field(reader, self);
    }

    fn write(&self, writer: &mut C::Writer, index: usize) {
        C::write_field(writer, self, index);
    }
}

/// The codec of a reader.
pub(super) struct Decoding<'a, 'de, A>(PhantomData<(&'a (), &'de (), A)>);

impl<'a, 'de, A: MapAccess<'de>> Codec for Decoding<'a, 'de, A> {
    type Reader = PropertyReader<'a, 'de, A>;
    type Writer = Infallible;

    fn read(reader: &mut Self::Reader, fields: &mut [&mut dyn AnyField<Self>]) {
        while let Some(index) = reader.next_index() {
            match fields.get_mut(index) {
                Some(field) => field.read(reader),
                None => reader.skip(),
            }
        }
    }

    fn found(reader: &mut Self::Reader, required: &[usize]) -> bool {
        reader.found(required)
    }

    fn write(writer: &mut Infallible, _: &[&dyn AnyField<Self>]) {
        match *writer {}
    }

    fn read_field<T: Value>(reader: &mut Self::Reader, field: &mut T) {
        field.read_in(reader);
    }

    fn write_field<T: Value>(writer: &mut Infallible, _: &T, _: usize) {
        match *writer {}
    }
}

/// The codec of a writer.
pub(super) struct Encoding<M>(PhantomData<M>);

impl<M: SerializeMap> Codec for Encoding<M> {
    type Reader = Infallible;
    type Writer = PropertyWriter<M>;

    fn read(reader: &mut Infallible, _: &mut [&mut dyn AnyField<Self>]) {
        match *reader {}
    }

    fn found(reader: &mut Infallible, _: &[usize]) -> bool {
        match *reader {}
    }

    fn write(writer: &mut Self::Writer, fields: &[&dyn AnyField<Self>]) {
        let (table, is_sent) = writer.sent();
        for (index, (field, info)) in fields.iter().zip(table).enumerate() {
            if is_sent(info) {
                field.write(writer, index);
            }
        }
    }

    fn read_field<T: Value>(reader: &mut Infallible, _: &mut T) {
        match *reader {}
    }

    fn write_field<T: Value>(writer: &mut Self::Writer, field: &T, index: usize) {
        Field::write(field, writer, index);
    }
}
