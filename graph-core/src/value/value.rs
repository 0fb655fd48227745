//! The trait of property types, and its JSON codec.

use std::marker::PhantomData;

use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::json_path::JsonPath;
use super::projection::Projection;

/// A type of a property: the type of a field of an annotated struct.
///
/// Implementations: `String`, `Box<str>`, `Arc<str>`, `Cow<'static, str>`, [`SharedStr`](crate::SharedStr), `bool`, `i8` to `i64`, `u8` to `u64`, `f32`, `f64`, chrono's `DateTime<Tz>`, `NaiveDate` and
/// `NaiveTime`, [`Duration`](crate::Duration), [`Binary`](crate::Binary), `uuid::Uuid`, `serde_json::Value`,
/// [`Flags`](crate::Flags), `rust_decimal::Decimal` with the feature `decimal`, and `compact_str::CompactString` with the feature
/// `compact_str`; `Option`, `Vec`, `Box` and maps with `String` keys of these. The macros implement it for annotated structs and enums.
///
/// # Shape
/// `Option<T>` is absent (`None`) or a value; `null` is read as `None`. `Option<Option<T>>` distinguishes `null`
/// (`Some(None)`) from absent (`None`). `Vec<T>` and maps are a JSON array or object; `null` is read as empty. An absent
/// property is an error, unless its type is an `Option`.
///
/// # Example
/// A type that implements serde's traits becomes a property type by implementing this trait:
/// ```
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize)]
/// pub struct Celsius(f64);
///
/// impl graph_core::value::Value for Celsius {
///     type Assigned = Self;
/// }
///
/// #[graph_core::graph_complex]
/// pub struct Reading { pub temperature: Celsius }
/// ```
#[diagnostic::on_unimplemented(
    message = "a Graph property can't have the type `{Self}`",
    label = "not a property type",
    note = "annotate a struct with `#[graph_complex]`, an enum with `#[graph_enum]`; a type of your own with serde's traits needs `impl graph_core::value::Value for {Self} {{ type Assigned = Self; }}`",
    note = "in place of a type of the standard library or chrono write Graph's own: `graph_core::Duration` for a `Duration`, `chrono::DateTime<Utc>` for a `SystemTime` or `NaiveDateTime`, `Vec<…>` for another collection, `String` for a path, `T` for an `Arc<T>`, `Rc<T>` or `Cow<T>`",
    note = "a string is a `String`, `Box<str>`, `Arc<str>`, `Cow<'static, str>` or `graph_core::SharedStr`, or a `CompactString` with the feature `compact_str`"
)]
pub trait Value: Serialize + DeserializeOwned {
    /// The type that [`Changes::set`](crate::Changes::set) accepts: the type itself, or that of `T` for `Option<T>` and
    /// `Box<T>`; a `String` for `Box<str>` and `Cow<'static, str>`.
    type Assigned: Value;

    /// The name of the type in Graph, for messages: `Edm.Int32`, `microsoft.graph.user`.
    const TYPE: &'static str = "value";

    /// Reads the value. On an error, `path` receives the position within the value.
    ///
    /// # Errors
    /// The deserializer's error if the JSON is not of this type.
    fn decode<'de, D: Deserializer<'de>>(deserializer: D, path: &mut JsonPath) -> Result<Self, D::Error> {
        let _ = path;
        Self::deserialize(deserializer)
    }

    /// Writes the value.
    ///
    /// # Errors
    /// The serializer's error, also for a value without a JSON form.
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }

    /// The value of an absent property; `None` if the property is required.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }

    /// Reads the value of an `Option`: `None` for an empty string in place of a value that is not a string.
    ///
    /// # Errors
    /// The errors of [`decode`](Self::decode).
    #[doc(hidden)]
    fn decode_nullable<'de, D: Deserializer<'de>>(
        deserializer: D,
        path: &mut JsonPath,
    ) -> Result<Option<Self>, D::Error> {
        Self::decode(deserializer, path).map(Some)
    }

    /// The value for `null` within an `Option`; `None` if that is the `None` of the `Option`.
    #[must_use]
    fn null() -> Option<Self> {
        None
    }

    /// Returns `true` if the value is omitted from its object.
    fn is_absent(&self) -> bool {
        false
    }

    /// The URL form of the value as an argument of a function, if it differs from JSON: dates, times and `Uuid`s have no
    /// quotes. By default a string is quoted as a [`Literal`](crate::value::literal::Literal), and other values have their JSON
    /// form.
    #[must_use]
    fn literal(&self) -> Option<String> {
        None
    }

    /// The projection of the type.
    #[doc(hidden)]
    #[must_use]
    fn projection() -> Projection {
        Projection::NONE
    }
}

/// A value that a property of the type `T` can be set to or compared with: any type that implements `Into<T>`. It is a
/// separate trait for the compiler's message.
#[diagnostic::on_unimplemented(
    message = "a property of the type `{T}` can't be assigned a value of the type `{Self}`",
    label = "not a `{T}`",
    note = "pass a `{T}`, or a value that converts into it; use `clear` and `is_null` for the `None` of an `Option`"
)]
pub trait AssignTo<T> {
    /// Converts the value.
    fn into_assigned(self) -> T;
}

#[diagnostic::do_not_recommend]
impl<T, V: Into<T>> AssignTo<T> for V {
    fn into_assigned(self) -> T {
        self.into()
    }
}

/// A JSON object without declared properties, in its original order: the additional properties of an open type, or an
/// object of an unknown type. It is the type of `serde_json`, which keeps numbers as 64-bit integers or floats and rounds a
/// decimal with more digits. A declared property keeps all digits.
///
/// # Example
/// ```
/// # use graph_core::{graph_complex, JsonObject};
/// #[graph_complex]
/// pub struct Extension { #[graph(additional)] pub rest: JsonObject }
/// ```
pub type JsonObject = serde_json::Map<String, serde_json::Value>;

macro_rules! value_by_serde {
    ($($type:ty = $name:literal $projection:ident),* $(,)?) => {$(
        impl Value for $type {
            type Assigned = Self;
            const TYPE: &'static str = $name;

            fn projection() -> Projection {
                Projection::$projection
            }
        }
    )*};
}

value_by_serde! {
    String = "Edm.String" NONE,
    serde_json::Value = "Edm.Untyped" OPEN,
    JsonObject = "object" OPEN,
}

/// Adapts [`Value::encode`] to `Serialize`.
pub(crate) struct Encoded<'a, T>(pub(crate) &'a T);

impl<T: Value> Serialize for Encoded<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.encode(serializer)
    }
}

/// Adapts [`Value::decode`] to a seed, with the path.
pub(crate) struct Decode<'p, T> {
    path: &'p mut JsonPath,
    value: PhantomData<T>,
}

impl<'p, T> Decode<'p, T> {
    pub(crate) fn new(path: &'p mut JsonPath) -> Self {
        Self { path, value: PhantomData }
    }
}

impl<'de, T: Value> DeserializeSeed<'de> for Decode<'_, T> {
    type Value = T;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::decode(deserializer, self.path)
    }
}

/// `Deserialize` of an annotated type: [`Value::decode`], with the path in the error.
///
/// # Errors
/// The errors of [`Value::decode`].
pub fn deserialize<'de, T: Value, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut path = JsonPath::default();
    match T::decode(deserializer, &mut path) {
        Ok(value) => Ok(value),
        Err(error) => Err(path.locate(error)),
    }
}
