//! The name of a property, as serde reads the keys of maps.

use std::borrow::Cow;

use serde::de::{self, Deserializer, Unexpected, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::de::StrRead;
use serde_json::{Error, Result};

use super::delegate::{self, RAW_VALUE};
use super::input::Input;

/// The name of the struct that a seed asks for if it expects a certain name: that of the only field, which has no character that
/// needs an escape. The visitor gets a unit for this name, and any other name as text.
pub(crate) const EXPECTED_NAME: &str = "$graph_core::json::ExpectedName";

/// The name of a property, whose quotation mark is the next byte.
pub(super) struct Key<'a, 'de>(pub(super) &'a mut Input<'de>);

impl<'de> Key<'_, 'de> {
    /// Reads a number from the text between the quotation marks.
    fn number<T>(self, read: impl FnOnce(&mut serde_json::Deserializer<StrRead<'de>>) -> Result<T>) -> Result<T> {
        let start = self.0.at + 1;
        let text = match self.0.string()? {
            Cow::Borrowed(text)
                if text.starts_with(|first: char| first == '-' || first.is_ascii_digit())
                    && text.ends_with(|last: char| last.is_ascii_digit()) =>
            {
                text
            }
            _ => return Err(self.0.located(de::Error::custom("expected numeric key"))),
        };
        delegate::read(text, read).map_err(|error| {
            if error.is_data() {
                self.0.relocate(&error, start)
            } else {
                self.0.located(de::Error::custom("expected numeric key"))
            }
        })
    }
}

macro_rules! numbers {
    ($($method:ident),* $(,)?) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            self.number(|json| json.$method(visitor))
        }
    )*};
}

impl<'de> Deserializer<'de> for Key<'_, 'de> {
    type Error = Error;

    // The usual name is an expected one.
    #[inline(never)]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.0.visit_string(visitor)
    }

    numbers!(
        deserialize_i8,
        deserialize_i16,
        deserialize_i32,
        deserialize_i64,
        deserialize_i128,
        deserialize_u8,
        deserialize_u16,
        deserialize_u32,
        deserialize_u64,
        deserialize_u128,
        deserialize_f32,
        deserialize_f64,
    );

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let name = self.0.string()?;
        let value = match &*name {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            other => Err(de::Error::invalid_type(Unexpected::Str(other), &visitor)),
        };
        value.map_err(|error| self.0.located(error))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value> {
        if name == RAW_VALUE { self.0.visit_raw(visitor) } else { visitor.visit_newtype_struct(self) }
    }

    #[inline]
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        match fields {
            [expected] if name == EXPECTED_NAME && self.0.pass_name(expected) => visitor.visit_unit(),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.0.deserialize_enum(name, variants, visitor)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.0.deserialize_bytes(visitor)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.0.deserialize_bytes(visitor)
    }

    forward_to_deserialize_any! {
        char str string unit unit_struct seq tuple tuple_struct map identifier ignored_any
    }
}
