//! Serializer into JSON text.

use std::fmt::{self, Display, Write as _};
use std::io;

use serde::ser::{
    Error as _, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use serde_json::Error;

use super::delegate::{NUMBER, RAW_VALUE};
use super::output::Output;

/// Writes a value as JSON: the writer of request bodies, for JSON that you keep yourself.
///
/// The text is that of `serde_json::to_vec`, in a fraction of the time.
///
/// # Errors
/// The errors of `serde_json::to_vec`: that of a `Serialize`, and of a map with a key that is not a string.
///
/// # Example
/// ```
/// use graph_core::{graph_entity, json};
///
/// #[graph_entity(path = "users")]
/// #[derive(Debug, PartialEq)]
/// pub struct User { pub display_name: Option<String> }
///
/// let ada = User { display_name: Some("Ada".into()) };
/// let kept = json::to_vec(&ada)?;
/// assert_eq!(kept, br##"{"@odata.type":"#microsoft.graph.user","displayName":"Ada"}"##);
/// assert_eq!(serde_json::from_slice::<User>(&kept)?, ada);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn to_vec<T: Serialize + ?Sized>(value: &T) -> serde_json::Result<Vec<u8>> {
    let mut output = Output::default();
    match value.serialize(&mut output) {
        Ok(()) => Ok(output.into_bytes()),
        Err(error) => Err(error),
    }
}

/// [`to_vec`] as a `String`.
pub(crate) fn to_string<T: Serialize + ?Sized>(value: &T) -> serde_json::Result<String> {
    String::from_utf8(to_vec(value)?).map_err(Error::custom)
}

macro_rules! integers {
    ($($function:ident($integer:ty)),* $(,)?) => {$(
        fn $function(self, value: $integer) -> Result<(), Error> {
            self.integer(value);
            Ok(())
        }
    )*};
}

impl<'a> Serializer for &'a mut Output {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Elements<'a>;
    type SerializeTuple = Elements<'a>;
    type SerializeTupleStruct = Elements<'a>;
    type SerializeTupleVariant = VariantOf<Elements<'a>>;
    type SerializeMap = Entries<'a>;
    type SerializeStruct = Fields<'a>;
    type SerializeStructVariant = VariantOf<Entries<'a>>;

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        if value {
            self.put(*b"true");
        } else {
            self.put(*b"false");
        }
        Ok(())
    }

    integers! {
        serialize_i8(i8), serialize_i16(i16), serialize_i32(i32), serialize_i64(i64), serialize_i128(i128),
        serialize_u8(u8), serialize_u16(u16), serialize_u32(u32), serialize_u64(u64), serialize_u128(u128),
    }

    fn serialize_f32(self, value: f32) -> Result<(), Error> {
        serde_json::to_writer(self, &value)
    }

    fn serialize_f64(self, value: f64) -> Result<(), Error> {
        serde_json::to_writer(self, &value)
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, text: &str) -> Result<(), Error> {
        self.string(text);
        Ok(())
    }

    /// An array of numbers.
    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), Error> {
        self.collect_seq(bytes)
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.put(*b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _name: &'static str, _index: u32, variant: &'static str) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _name: &'static str, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.name(b'{', variant);
        value.serialize(&mut *self)?;
        self.put([b'}']);
        Ok(())
    }

    fn serialize_seq(self, _len: Option<usize>) -> Result<Elements<'a>, Error> {
        Ok(Elements::new(self))
    }

    fn serialize_tuple(self, _len: usize) -> Result<Elements<'a>, Error> {
        Ok(Elements::new(self))
    }

    fn serialize_tuple_struct(self, _name: &'static str, _len: usize) -> Result<Elements<'a>, Error> {
        Ok(Elements::new(self))
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<VariantOf<Elements<'a>>, Error> {
        self.name(b'{', variant);
        Ok(VariantOf(Elements::new(self)))
    }

    fn serialize_map(self, _len: Option<usize>) -> Result<Entries<'a>, Error> {
        Ok(Entries::new(self))
    }

    fn serialize_struct(self, name: &'static str, _len: usize) -> Result<Fields<'a>, Error> {
        if [RAW_VALUE, NUMBER].contains(&name) { Ok(Fields::Text(self)) } else { Ok(Fields::Named(Entries::new(self))) }
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<VariantOf<Entries<'a>>, Error> {
        self.name(b'{', variant);
        Ok(VariantOf(Entries::new(self)))
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), Error> {
        self.put([b'"']);
        self.display(value)?;
        self.put([b'"']);
        Ok(())
    }
}

impl Output {
    /// Writes the content of a string.
    fn display<T: Display + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        write!(Parts(self), "{value}").map_err(Error::custom)
    }
}

/// The parts of a string that is written by `Display`.
struct Parts<'a>(&'a mut Output);

impl fmt::Write for Parts<'_> {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        self.0.part(part);
        Ok(())
    }

    fn write_char(&mut self, character: char) -> fmt::Result {
        self.0.character(character);
        Ok(())
    }
}

/// The elements of an array.
pub(super) struct Elements<'a> {
    output: &'a mut Output,
    /// The byte before the next element: `[` or `,`.
    before: u8,
}

impl<'a> Elements<'a> {
    fn new(output: &'a mut Output) -> Self {
        Self { output, before: b'[' }
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.output.put([self.before]);
        self.before = b',';
        value.serialize(&mut *self.output)
    }

    fn close(&mut self) {
        match self.before {
            b'[' => self.output.put(*b"[]"),
            _ => self.output.put([b']']),
        }
    }
}

/// The entries of an object.
pub(super) struct Entries<'a> {
    output: &'a mut Output,
    /// The byte before the next entry: `{` or `,`.
    before: u8,
}

impl<'a> Entries<'a> {
    fn new(output: &'a mut Output) -> Self {
        Self { output, before: b'{' }
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Error> {
        self.output.name(self.before, name);
        self.before = b',';
        value.serialize(&mut *self.output)
    }

    fn close(&mut self) {
        match self.before {
            b'{' => self.output.put(*b"{}"),
            _ => self.output.put([b'}']),
        }
    }
}

/// The content of an enum's variant: an array or object, within an object.
pub(super) struct VariantOf<C>(C);

/// The fields of a struct, or the text that it contains.
pub(super) enum Fields<'a> {
    Named(Entries<'a>),
    Text(&'a mut Output),
}

macro_rules! elements {
    ($($compound:ident $element:ident),* $(,)?) => {$(
        impl $compound for Elements<'_> {
            type Ok = ();
            type Error = Error;

            fn $element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.element(value)
            }

            fn end(mut self) -> Result<(), Error> {
                self.close();
                Ok(())
            }
        }
    )*};
}

elements!(SerializeSeq serialize_element, SerializeTuple serialize_element, SerializeTupleStruct serialize_field);

impl SerializeTupleVariant for VariantOf<Elements<'_>> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.0.element(value)
    }

    fn end(mut self) -> Result<(), Error> {
        self.0.close();
        self.0.output.put([b'}']);
        Ok(())
    }
}

impl SerializeMap for Entries<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        let before = self.before;
        self.before = b',';
        key.serialize(Key { output: self.output, before })
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(&mut *self.output)
    }

    fn end(mut self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

impl SerializeStruct for Fields<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        match self {
            Self::Named(entries) => entries.field(name, value),
            Self::Text(output) => value.serialize(Text(output)),
        }
    }

    fn end(self) -> Result<(), Error> {
        if let Self::Named(mut entries) = self {
            entries.close();
        }
        Ok(())
    }
}

impl SerializeStructVariant for VariantOf<Entries<'_>> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        self.0.field(name, value)
    }

    fn end(mut self) -> Result<(), Error> {
        self.0.close();
        self.0.output.put([b'}']);
        Ok(())
    }
}

/// The functions of a serializer for values that it has no form for.
macro_rules! refused {
    ($error:ident: $($function:ident($($argument:ty),*)),* $(,)?) => {
        type Ok = ();
        type Error = Error;
        type SerializeSeq = Impossible<(), Error>;
        type SerializeTuple = Impossible<(), Error>;
        type SerializeTupleStruct = Impossible<(), Error>;
        type SerializeTupleVariant = Impossible<(), Error>;
        type SerializeMap = Impossible<(), Error>;
        type SerializeStruct = Impossible<(), Error>;
        type SerializeStructVariant = Impossible<(), Error>;

        fn serialize_newtype_variant<T: Serialize + ?Sized>(
            self,
            _name: &'static str,
            _index: u32,
            _variant: &'static str,
            _value: &T,
        ) -> Result<(), Error> {
            Err($error())
        }

        refused! { $error
            $($function($($argument),*) -> (),)*
            serialize_bytes(&[u8]) -> (),
            serialize_none() -> (),
            serialize_unit() -> (),
            serialize_unit_struct(&'static str) -> (),
            serialize_seq(Option<usize>) -> Self::SerializeSeq,
            serialize_tuple(usize) -> Self::SerializeTuple,
            serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct,
            serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant,
            serialize_map(Option<usize>) -> Self::SerializeMap,
            serialize_struct(&'static str, usize) -> Self::SerializeStruct,
            serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant,
        }
    };
    ($error:ident $($function:ident($($argument:ty),*) -> $ok:ty,)*) => {
        $(fn $function(self, $(_: $argument),*) -> Result<$ok, Error> {
            Err($error())
        })*
    };
}

/// The key of an entry: a string, or a number or boolean in quotes.
struct Key<'a> {
    output: &'a mut Output,
    /// The byte before the key: `{` or `,`.
    before: u8,
}

impl Key<'_> {
    fn quoted(self, write: impl FnOnce(&mut Output) -> Result<(), Error>) -> Result<(), Error> {
        self.output.put([self.before, b'"']);
        write(self.output)?;
        self.output.put(*b"\":");
        Ok(())
    }
}

macro_rules! quoted {
    ($($function:ident($argument:ty)),* $(,)?) => {$(
        fn $function(self, value: $argument) -> Result<(), Error> {
            self.quoted(|output| output.$function(value))
        }
    )*};
}

impl Serializer for Key<'_> {
    refused!(no_string:);

    quoted! {
        serialize_bool(bool),
        serialize_i8(i8), serialize_i16(i16), serialize_i32(i32), serialize_i64(i64), serialize_i128(i128),
        serialize_u8(u8), serialize_u16(u16), serialize_u32(u32), serialize_u64(u64), serialize_u128(u128),
    }

    fn serialize_f32(self, value: f32) -> Result<(), Error> {
        if value.is_finite() { self.quoted(|output| output.serialize_f32(value)) } else { Err(not_finite()) }
    }

    fn serialize_f64(self, value: f64) -> Result<(), Error> {
        if value.is_finite() { self.quoted(|output| output.serialize_f64(value)) } else { Err(not_finite()) }
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, text: &str) -> Result<(), Error> {
        self.output.name(self.before, text);
        Ok(())
    }

    fn serialize_unit_variant(self, _name: &'static str, _index: u32, variant: &'static str) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _name: &'static str, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), Error> {
        self.quoted(|output| output.display(value))
    }
}

/// The text of a `RawValue`, or of a number.
struct Text<'a>(&'a mut Output);

impl Serializer for Text<'_> {
    refused! { no_text:
        serialize_bool(bool),
        serialize_i8(i8), serialize_i16(i16), serialize_i32(i32), serialize_i64(i64), serialize_i128(i128),
        serialize_u8(u8), serialize_u16(u16), serialize_u32(u32), serialize_u64(u64), serialize_u128(u128),
        serialize_f32(f32), serialize_f64(f64), serialize_char(char),
        serialize_unit_variant(&'static str, u32, &'static str),
    }

    fn serialize_str(self, text: &str) -> Result<(), Error> {
        self.0.raw(text.as_bytes());
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _value: &T) -> Result<(), Error> {
        Err(no_text())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _name: &'static str, _value: &T) -> Result<(), Error> {
        Err(no_text())
    }
}

#[cold]
fn no_text() -> Error {
    Error::custom("expected RawValue")
}

#[cold]
fn no_string() -> Error {
    refused_key(())
}

#[cold]
fn not_finite() -> Error {
    refused_key(f64::NAN)
}

/// The error of `serde_json` for a key, which no function of it returns.
fn refused_key(key: impl Serialize) -> Error {
    struct Entry<K>(K);

    impl<K: Serialize> Serialize for Entry<K> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_map([(&self.0, ())])
        }
    }

    match serde_json::to_writer(io::sink(), &Entry(key)) {
        Err(error) => error,
        Ok(()) => Error::custom("the key has no JSON form"),
    }
}
