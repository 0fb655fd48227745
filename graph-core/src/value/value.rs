//! What a property may hold, and how it stands in JSON.

use std::marker::PhantomData;

use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::json_path::JsonPath;
use super::projection::Projection;

/// A type that a property can have: what the fields of an annotated struct are made of.
///
/// It is implemented for `String`, `bool`, `i8` to `i64`, `u8` to `u64`, `f32`, `f64`, chrono's `DateTime<Tz>`,
/// `NaiveDate` and `NaiveTime`, [`Duration`](crate::Duration), [`Binary`](crate::Binary), `uuid::Uuid`,
/// `serde_json::Value`, [`Flags`](crate::Flags), with the feature `decimal` for `rust_decimal::Decimal`; for `Option`,
/// `Vec`, `Box` and maps with `String` keys of these; and by the macros for your own structs and enums.
///
/// # Shape
/// `Option<T>`: absent (`None`), or a value; `null` is read as `None`. `Option<Option<T>>` tells `null` (`Some(None)`)
/// from absent (`None`). `Vec<T>` and maps: a JSON array or object; `null` is read as empty, but an absent one is an
/// error, as of each type that is no `Option`.
///
/// # Example
/// A type with serde's traits becomes a property type by saying so:
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
    note = "in place of a type of the standard library or chrono write Graph's own: `graph_core::Duration` for a `Duration`, `chrono::DateTime<Utc>` for a `SystemTime` or `NaiveDateTime`, `Vec<…>` for another collection, `String` for a path, `T` for an `Arc<T>`, `Rc<T>` or `Cow<T>`"
)]
pub trait Value: Serialize + DeserializeOwned {
    /// What [`Changes::set`](crate::Changes::set) takes for it: the type itself; for `Option<T>` and `Box<T>` what `T`
    /// takes.
    type Assigned: Value;

    /// The type's name in Graph, for messages: `Edm.Int32`, `microsoft.graph.user`.
    const TYPE: &'static str = "value";

    /// Reads the value. Where it fails, `path` gets the place within the value.
    ///
    /// # Errors
    /// The deserializer's, where the JSON is not of this type.
    fn decode<'de, D: Deserializer<'de>>(deserializer: D, path: &mut JsonPath) -> Result<Self, D::Error> {
        let _ = path;
        Self::deserialize(deserializer)
    }

    /// Writes the value.
    ///
    /// # Errors
    /// The serializer's, and those of a value that has no form in JSON.
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }

    /// The value of a property that is not there; `None` where that is a mistake.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }

    /// Reads the value within an `Option`: `None` where an empty text takes the place of a value that is not a text.
    ///
    /// # Errors
    /// As [`decode`](Self::decode).
    #[doc(hidden)]
    fn decode_nullable<'de, D: Deserializer<'de>>(
        deserializer: D,
        path: &mut JsonPath,
    ) -> Result<Option<Self>, D::Error> {
        Self::decode(deserializer, path).map(Some)
    }

    /// The value that `null` stands for within an `Option`; `None` where it is the `Option`'s own `None`.
    #[must_use]
    fn null() -> Option<Self> {
        None
    }

    /// Whether the value is left out of its object.
    fn is_absent(&self) -> bool {
        false
    }

    /// The value's form as the argument of a function, where JSON has another: dates, times and `Uuid`s have no quotes in
    /// a URL. Without it, text is quoted as a [`Literal`](crate::value::literal::Literal), numbers and booleans stand as in
    /// JSON, and arrays and objects are JSON.
    #[must_use]
    fn literal(&self) -> Option<String> {
        None
    }

    /// What of the value is asked for.
    #[doc(hidden)]
    #[must_use]
    fn projection() -> Projection {
        Projection::NONE
    }
}

/// A JSON object whose properties are not declared, in the order in which they came: what an open type keeps, and an
/// object of an unknown type. It is `serde_json`'s own, and so holds numbers as 64-bit integers or floats: a decimal of more
/// digits is rounded. A declared property keeps them.
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

/// Writes a value's Graph form where serde asks for `Serialize`.
pub(crate) struct Encoded<'a, T>(pub(crate) &'a T);

impl<T: Value> Serialize for Encoded<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.encode(serializer)
    }
}

/// Reads a value's Graph form where serde asks for a seed, and passes the path on.
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

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::decode(deserializer, self.path)
    }
}

/// `Deserialize` for an annotated type: the same as [`Value::decode`], with the place named in the error.
///
/// # Errors
/// As [`Value::decode`].
pub fn deserialize<'de, T: Value, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut path = JsonPath::default();
    T::decode(deserializer, &mut path).map_err(|error| path.locate(error))
}
