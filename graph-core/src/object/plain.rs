//! Values without `@odata.type`, for other formats and consumers.

use std::fmt;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::properties::TYPE_TAG;

/// A wrapper that serializes a value without `@odata.type` at any depth, for the responses of your own REST API, TOML, YAML
/// and similar formats.
///
/// # Shape
/// It wraps any type that implements `Serialize`: an annotated type, a `Vec`, a struct with such fields. It can also be the
/// type of a field. It is deserialized as the wrapped type, since a missing `@odata.type` means the declared type.
///
/// It also omits the type annotation of a property (`colour@odata.type`), which an open type keeps. Other properties are
/// unchanged.
///
/// A value of a union is identified only by its `@odata.type`. The output of `Plain` is therefore read back as
/// `#[graph(base)]`, or into the catch-all. Serialize the union itself if the type matters.
///
/// # Example
/// ```
/// use graph_core::{graph_complex, object::Plain};
///
/// #[graph_complex]
/// #[derive(Debug, PartialEq)]
/// pub struct EmailAddress { pub address: Option<String> }
///
/// #[graph_complex]
/// #[derive(Debug, PartialEq)]
/// pub struct Recipient { pub email_address: Option<EmailAddress> }
///
/// let ada = Recipient { email_address: Some(EmailAddress { address: Some("ada@contoso.com".into()) }) };
/// let json = serde_json::to_string(&Plain(&ada))?;
/// assert_eq!(json, r#"{"emailAddress":{"address":"ada@contoso.com"}}"#);
/// assert_eq!(serde_json::from_str::<Recipient>(&json)?, ada);
///
/// #[derive(serde::Serialize, serde::Deserialize)]
/// struct Answer { count: usize, recipients: Plain<Vec<Recipient>> }
///
/// let answer = Answer { count: 1, recipients: Plain(vec![ada]) };
/// assert_eq!(
///     serde_json::to_string(&answer)?,
///     r#"{"count":1,"recipients":[{"emailAddress":{"address":"ada@contoso.com"}}]}"#
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Plain<T>(pub T);

impl<T: Serialize> Serialize for Plain<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(WithoutTypes(serializer))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Plain<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self)
    }
}

/// The serializer, or its compound serializer.
struct WithoutTypes<S>(S);

/// A value that this serializer writes.
struct Inner<'v, T: ?Sized>(&'v T);

impl<T: Serialize + ?Sized> Serialize for Inner<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(WithoutTypes(serializer))
    }
}

macro_rules! as_it_is {
    ($($function:ident($type:ty)),* $(,)?) => {$(
        fn $function(self, value: $type) -> Result<Self::Ok, Self::Error> {
            self.0.$function(value)
        }
    )*};
}

impl<S: Serializer> Serializer for WithoutTypes<S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = WithoutTypes<S::SerializeSeq>;
    type SerializeTuple = WithoutTypes<S::SerializeTuple>;
    type SerializeTupleStruct = WithoutTypes<S::SerializeTupleStruct>;
    type SerializeTupleVariant = WithoutTypes<S::SerializeTupleVariant>;
    type SerializeMap = MapWithoutTypes<S::SerializeMap>;
    type SerializeStruct = WithoutTypes<S::SerializeStruct>;
    type SerializeStructVariant = WithoutTypes<S::SerializeStructVariant>;

    as_it_is! {
        serialize_bool(bool), serialize_char(char), serialize_str(&str), serialize_bytes(&[u8]),
        serialize_i8(i8), serialize_i16(i16), serialize_i32(i32), serialize_i64(i64), serialize_i128(i128),
        serialize_u8(u8), serialize_u16(u16), serialize_u32(u32), serialize_u64(u64), serialize_u128(u128),
        serialize_f32(f32), serialize_f64(f64), serialize_unit_struct(&'static str),
    }

    fn serialize_none(self) -> Result<S::Ok, S::Error> {
        self.0.serialize_none()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.0.serialize_some(&Inner(value))
    }

    fn serialize_unit(self) -> Result<S::Ok, S::Error> {
        self.0.serialize_unit()
    }

    fn serialize_unit_variant(self, name: &'static str, index: u32, variant: &'static str) -> Result<S::Ok, S::Error> {
        self.0.serialize_unit_variant(name, index, variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<S::Ok, S::Error> {
        self.0.serialize_newtype_struct(name, &Inner(value))
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.0.serialize_newtype_variant(name, index, variant, &Inner(value))
    }

    fn serialize_seq(self, len: Option<usize>) -> Result<Self::SerializeSeq, S::Error> {
        self.0.serialize_seq(len).map(WithoutTypes)
    }

    fn serialize_tuple(self, len: usize) -> Result<Self::SerializeTuple, S::Error> {
        self.0.serialize_tuple(len).map(WithoutTypes)
    }

    fn serialize_tuple_struct(self, name: &'static str, len: usize) -> Result<Self::SerializeTupleStruct, S::Error> {
        self.0.serialize_tuple_struct(name, len).map(WithoutTypes)
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<Self::SerializeTupleVariant, S::Error> {
        self.0.serialize_tuple_variant(name, index, variant, len).map(WithoutTypes)
    }

    /// The number of entries is unknown until the end.
    fn serialize_map(self, _len: Option<usize>) -> Result<Self::SerializeMap, S::Error> {
        self.0.serialize_map(None).map(|map| MapWithoutTypes { map, is_left_out: false })
    }

    fn serialize_struct(self, name: &'static str, len: usize) -> Result<Self::SerializeStruct, S::Error> {
        self.0.serialize_struct(name, len).map(WithoutTypes)
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<Self::SerializeStructVariant, S::Error> {
        self.0.serialize_struct_variant(name, index, variant, len).map(WithoutTypes)
    }

    fn collect_str<T: fmt::Display + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.0.collect_str(value)
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

/// A map with entries that may be omitted.
pub(super) struct MapWithoutTypes<M> {
    map: M,
    /// The next value belongs to an omitted key.
    is_left_out: bool,
}

impl<M: SerializeMap> SerializeMap for MapWithoutTypes<M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), M::Error> {
        self.is_left_out = is_annotation(key);
        if self.is_left_out { Ok(()) } else { self.map.serialize_key(key) }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), M::Error> {
        if self.is_left_out { Ok(()) } else { self.map.serialize_value(&Inner(value)) }
    }

    fn serialize_entry<K: Serialize + ?Sized, V: Serialize + ?Sized>(
        &mut self,
        key: &K,
        value: &V,
    ) -> Result<(), M::Error> {
        if is_annotation(key) { Ok(()) } else { self.map.serialize_entry(key, &Inner(value)) }
    }

    fn end(self) -> Result<M::Ok, M::Error> {
        self.map.end()
    }
}

macro_rules! elements {
    ($($compound:ident $element:ident),* $(,)?) => {$(
        impl<S: $compound> $compound for WithoutTypes<S> {
            type Ok = S::Ok;
            type Error = S::Error;

            fn $element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
                self.0.$element(&Inner(value))
            }

            fn end(self) -> Result<S::Ok, S::Error> {
                self.0.end()
            }
        }
    )*};
}

elements! {
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field,
}

macro_rules! fields {
    ($($compound:ident),* $(,)?) => {$(
        impl<S: $compound> $compound for WithoutTypes<S> {
            type Ok = S::Ok;
            type Error = S::Error;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), S::Error> {
                self.0.serialize_field(name, &Inner(value))
            }

            fn skip_field(&mut self, name: &'static str) -> Result<(), S::Error> {
                self.0.skip_field(name)
            }

            fn end(self) -> Result<S::Ok, S::Error> {
                self.0.end()
            }
        }
    )*};
}

fields!(SerializeStruct, SerializeStructVariant);

/// Returns `true` for the key `@odata.type`, and for that of a property: `colour@odata.type`.
fn is_annotation<T: Serialize + ?Sized>(key: &T) -> bool {
    matches!(serde_json::to_value(key), Ok(serde_json::Value::String(name)) if name.ends_with(TYPE_TAG))
}
