//! The serde deserializer of a JSON text.

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Error, Result};

use super::delegate::RAW_VALUE;
use super::input::{Input, Number};
use super::key::Key;

/// Reads a value from JSON text, as a client reads a response.
///
/// # Errors
/// The errors of [`serde_json::from_str`].
///
/// # Example
/// ```
/// # use graph_core::{graph_entity, Page};
/// #[graph_entity(path = "users")]
/// pub struct User { pub display_name: Option<String> }
///
/// let page: Page<User> = graph_core::json::from_str(r#"{"value": [{"displayName": "Ada"}]}"#)?;
/// assert_eq!(page.value[0].display_name.as_deref(), Some("Ada"));
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn from_str<'de, T: Deserialize<'de>>(text: &'de str) -> serde_json::Result<T> {
    let mut input = Input::new(text);
    match T::deserialize(&mut input) {
        Ok(value) => input.end().map(|()| value),
        Err(error) => Err(error),
    }
}

impl<'de> Input<'de> {
    #[inline]
    pub(super) fn visit_string<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value> {
        match self.plain_string() {
            Some(string) => visitor.visit_borrowed_str(string),
            None => visitor.visit_string(self.escaped_string()?),
        }
    }

    fn visit_number<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value> {
        match self.number()? {
            Number::Unsigned(number) => visitor.visit_u64(number),
            Number::Negative(number) => visitor.visit_i64(number),
            Number::Other(number) => {
                let value = serde_json::Deserializer::from_str(number).deserialize_any(visitor);
                value.map_err(|error| self.relocate(&error, self.at - number.len()))
            }
        }
    }

    fn visit_array<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value> {
        self.open()?;
        let start = self.at;
        match visitor.visit_seq(Elements { input: self, start, count: 0 }) {
            Ok(value) => match self.end_array() {
                Ok(()) => Ok(value),
                Err(error) => Err(error),
            },
            Err(error) => Err(self.failed_in_array(error)),
        }
    }

    fn visit_object<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value> {
        self.open()?;
        match visitor.visit_map(Entries { input: self, is_first: true }) {
            Ok(value) => match self.end_object() {
                Ok(()) => Ok(value),
                Err(error) => Err(error),
            },
            Err(error) => Err(self.failed_in_object(error)),
        }
    }

    pub(super) fn visit_raw<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value> {
        let text = self.skip()?;
        visitor.visit_map(Raw { text: Some(text) })
    }
}

// Each type is compiled with the functions that are generic in its visitor, so these have a `match` in place of closures.

/// Calls the visitor by the first byte of the value, or delegates to its error.
macro_rules! visit {
    ($self:ident, $visitor:ident, { $($byte:pat => $visit:expr),* $(,)? }) => {{
        let value = match $self.peek() {
            $(Some($byte) => $visit,)*
            _ => return Err($self.invalid_type(&$visitor)),
        };
        match value {
            Ok(value) => Ok(value),
            Err(error) => Err($self.located(error)),
        }
    }};
}

macro_rules! numbers {
    ($($method:ident),* $(,)?) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            visit!(self, visitor, { b'-' | b'0'..=b'9' => self.visit_number(visitor) })
        }
    )*};
}

macro_rules! delegates {
    ($($method:ident($($argument:ident: $type:ty),*)),* $(,)?) => {$(
        fn $method<V: Visitor<'de>>(self, $($argument: $type,)* visitor: V) -> Result<V::Value> {
            self.delegate(|json| json.$method($($argument,)* visitor))
        }
    )*};
}

impl<'de> Deserializer<'de> for &mut Input<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let value = match self.peek() {
            Some(b'"') => self.visit_string(visitor),
            Some(b'-' | b'0'..=b'9') => self.visit_number(visitor),
            Some(b'{') => self.visit_object(visitor),
            Some(b'[') => self.visit_array(visitor),
            Some(b'n') => self.word("null").and_then(|()| visitor.visit_unit()),
            Some(b't') => self.word("true").and_then(|()| visitor.visit_bool(true)),
            Some(b'f') => self.word("false").and_then(|()| visitor.visit_bool(false)),
            _ => return Err(self.invalid()),
        };
        value.map_err(|error| self.located(error))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visit!(self, visitor, {
            b't' => self.word("true").and_then(|()| visitor.visit_bool(true)),
            b'f' => self.word("false").and_then(|()| visitor.visit_bool(false)),
        })
    }

    numbers!(
        deserialize_i8,
        deserialize_i16,
        deserialize_i32,
        deserialize_i64,
        deserialize_u8,
        deserialize_u16,
        deserialize_u32,
        deserialize_u64,
        deserialize_f64,
    );

    delegates!(
        deserialize_f32(),
        deserialize_i128(),
        deserialize_u128(),
        deserialize_bytes(),
        deserialize_byte_buf(),
        deserialize_enum(name: &'static str, variants: &'static [&'static str]),
    );

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visit!(self, visitor, { b'"' => self.visit_string(visitor) })
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_str(visitor)
    }

    #[inline]
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.peek() == Some(b'n') {
            self.word("null")?;
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visit!(self, visitor, { b'n' => self.word("null").and_then(|()| visitor.visit_unit()) })
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _name: &'static str, visitor: V) -> Result<V::Value> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value> {
        if name == RAW_VALUE { self.visit_raw(visitor) } else { visitor.visit_newtype_struct(self) }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visit!(self, visitor, { b'[' => self.visit_array(visitor) })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _len: usize,
        visitor: V,
    ) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visit!(self, visitor, { b'{' => self.visit_object(visitor) })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        visit!(self, visitor, {
            b'{' => self.visit_object(visitor),
            b'[' => self.visit_array(visitor),
        })
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.skip()?;
        visitor.visit_unit()
    }
}

/// The items of an array.
struct Elements<'a, 'de> {
    input: &'a mut Input<'de>,
    /// The index of the first item, and the number of items that were read.
    start: usize,
    count: usize,
}

impl<'de> SeqAccess<'de> for Elements<'_, 'de> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>> {
        match self.input.peek() {
            Some(b']') => return Ok(None),
            Some(b',') if self.count > 0 => {
                self.input.pass();
                if self.input.peek() == Some(b']') {
                    return Err(self.input.invalid());
                }
            }
            Some(_) if self.count == 0 => {}
            _ => return Err(self.input.invalid()),
        }
        self.count += 1;
        seed.deserialize(&mut *self.input).map(Some)
    }

    /// The number of further items, if the rest of the text consists of items of the same size.
    fn size_hint(&self) -> Option<usize> {
        let size = (self.input.at - self.start).checked_div(self.count)?;
        (self.input.text.len() - self.input.at).checked_div(size)
    }
}

/// The properties of an object.
struct Entries<'a, 'de> {
    input: &'a mut Input<'de>,
    is_first: bool,
}

impl<'de> MapAccess<'de> for Entries<'_, 'de> {
    type Error = Error;

    #[expect(clippy::inline_always, reason = "LLVM calls it for each property if a program reads it with two seeds")]
    #[inline(always)]
    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>> {
        if !self.is_first && self.input.pass_if(b',') {
            if self.input.peek() != Some(b'"') {
                return Err(self.input.invalid());
            }
        } else {
            match self.input.peek() {
                Some(b'}') => return Ok(None),
                Some(b'"') if self.is_first => self.is_first = false,
                _ => return Err(self.input.invalid()),
            }
        }
        seed.deserialize(Key(&mut *self.input)).map(Some)
    }

    #[expect(clippy::inline_always, reason = "LLVM calls it for each property if a program reads it with two seeds")]
    #[inline(always)]
    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value> {
        if !self.input.pass_if(b':') {
            return Err(self.input.invalid());
        }
        seed.deserialize(&mut *self.input)
    }
}

/// The text of a value, in the form that `RawValue` reads.
struct Raw<'de> {
    text: Option<&'de str>,
}

impl<'de> MapAccess<'de> for Raw<'de> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>> {
        self.text.map(|_| seed.deserialize(BorrowedStrDeserializer::new(RAW_VALUE))).transpose()
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value> {
        seed.deserialize(BorrowedStrDeserializer::new(self.text.take().unwrap_or_default()))
    }
}
