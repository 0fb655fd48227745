//! JSON text that is kept and read later.

use std::{mem, vec};

use serde::de::value::StringDeserializer;
use serde::de::{self, DeserializeSeed, MapAccess};
use serde_json::value::RawValue;

use super::properties::TYPE_TAG;
use crate::json::delegate::without_location;

/// The maximum depth of a text, as in `serde_json`.
const DEPTH: usize = 128;

/// Rejects text that is nested too deeply. Each new deserializer counts from zero, so nested texts could exhaust the stack.
///
/// # Errors
/// The deserializer's error.
pub(crate) fn check_depth<E: de::Error>(text: &RawValue) -> Result<(), E> {
    if depth(text.get()) > DEPTH { Err(E::custom("the value is nested too deeply")) } else { Ok(()) }
}

/// The nesting depth of the objects and arrays in a JSON text; at most the number of their brackets, which is counted first.
fn depth(json: &str) -> usize {
    let brackets = json.bytes().filter(|byte| matches!(byte, b'{' | b'[')).count();
    if brackets <= DEPTH { brackets } else { exact_depth(json) }
}

fn exact_depth(json: &str) -> usize {
    let (mut deepest, mut open, mut in_string, mut escaped) = (0, 0_usize, false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = in_string,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => {
                open += 1;
                deepest = deepest.max(open);
            }
            b'}' | b']' if !in_string => open = open.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// The properties of an object: those that were read to find its type, then the others.
pub(super) struct Entries<A> {
    before: Before,
    current: Option<Kept>,
    rest: A,
}

/// The properties that were read and not yet returned.
enum Before {
    None,
    /// The type tag, which was the first property.
    Tag(String),
    Properties(vec::IntoIter<(String, Box<RawValue>)>),
}

/// A value that was read before.
enum Kept {
    Text(String),
    Json(Box<RawValue>),
}

impl<A> Entries<A> {
    /// The properties of an object whose first one is the type tag.
    pub(super) fn after_tag(tag: String, rest: A) -> Self {
        Self { before: Before::Tag(tag), current: None, rest }
    }

    pub(super) fn new(before: Vec<(String, Box<RawValue>)>, rest: A) -> Self {
        Self { before: Before::Properties(before.into_iter()), current: None, rest }
    }

    /// Drops the type tag. Returns `false` if it was not the first property.
    pub(super) fn drop_tag(&mut self) -> bool {
        let is_first = matches!(self.before, Before::Tag(_));
        if is_first {
            self.before = Before::None;
        }
        is_first
    }
}

impl<'de, A: MapAccess<'de>> Entries<A> {
    /// Returns the name of the next property that was read.
    fn next_name(&mut self) -> Option<StringDeserializer<A::Error>> {
        let (name, value) = match mem::replace(&mut self.before, Before::None) {
            Before::None => return None,
            Before::Tag(tag) => (TYPE_TAG.to_owned(), Kept::Text(tag)),
            Before::Properties(mut properties) => {
                let (name, value) = properties.next()?;
                self.before = Before::Properties(properties);
                (name, Kept::Json(value))
            }
        };
        self.current = Some(value);
        Some(StringDeserializer::new(name))
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Entries<A> {
    type Error = A::Error;

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        if !matches!(self.before, Before::None)
            && let Some(name) = self.next_name()
        {
            return seed.deserialize(name).map(Some);
        }
        self.rest.next_key_seed(seed)
    }

    #[inline]
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        match self.current.take() {
            None => self.rest.next_value_seed(seed),
            Some(Kept::Text(text)) => seed.deserialize(serde_json::Value::String(text)).map_err(de::Error::custom),
            Some(Kept::Json(value)) => {
                check_depth(&value)?;
                // From a reader, since the value may not borrow from this text.
                let mut json = serde_json::Deserializer::from_reader(value.get().as_bytes());
                // The location counts from the start of the value and not of the document.
                seed.deserialize(&mut json).map_err(|error| de::Error::custom(without_location(&error)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_in_strings_do_not_nest() {
        for (json, deepest) in [("1", 0), (r#"{"a":[1,{}],"b":[]}"#, 3), (r#""[[[""#, 0), (r#"["\"[[", "\\", [1]]"#, 2)]
        {
            assert_eq!(exact_depth(json), deepest, "{json}");
        }
    }
}
