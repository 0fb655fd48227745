//! JSON text that is kept and read later.

use std::vec;

use serde::de::value::StringDeserializer;
use serde::de::{self, DeserializeSeed, IntoDeserializer, MapAccess};
use serde_json::value::RawValue;

/// The maximum depth of a text, as in `serde_json`.
const DEPTH: usize = 128;

/// Rejects text that is nested too deeply. Each new deserializer counts from zero, so nested texts could exhaust the stack.
///
/// # Errors
/// The deserializer's error.
pub(crate) fn check_depth<E: de::Error>(text: &RawValue) -> Result<(), E> {
    if depth(text.get()) > DEPTH { Err(E::custom("the value is nested too deeply")) } else { Ok(()) }
}

/// The nesting depth of the objects and arrays in a JSON text.
fn depth(json: &str) -> usize {
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

/// The error's message without line and column, which count from the start of the value and not of the document.
pub(crate) fn without_location(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let location = format!(" at line {} column {}", error.line(), error.column());
    text.strip_suffix(&location).map_or_else(|| text.clone(), str::to_owned)
}

/// The properties of an object: first the ones that were read to find the type tag, then the others.
pub(super) struct Entries<A> {
    before: vec::IntoIter<(String, Box<RawValue>)>,
    current: Option<Box<RawValue>>,
    rest: A,
}

impl<A> Entries<A> {
    pub(super) fn new(before: Vec<(String, Box<RawValue>)>, rest: A) -> Self {
        Self { before: before.into_iter(), current: None, rest }
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Entries<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        let Some((name, value)) = self.before.next() else { return self.rest.next_key_seed(seed) };
        self.current = Some(value);
        let name: StringDeserializer<A::Error> = name.into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        let Some(value) = self.current.take() else { return self.rest.next_value_seed(seed) };
        check_depth(&value)?;
        // From a reader, since the value may not borrow from this text.
        let mut json = serde_json::Deserializer::from_reader(value.get().as_bytes());
        seed.deserialize(&mut json).map_err(|error| de::Error::custom(without_location(&error)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_in_strings_do_not_nest() {
        for (json, deepest) in [("1", 0), (r#"{"a":[1,{}],"b":[]}"#, 3), (r#""[[[""#, 0), (r#"["\"[[", "\\", [1]]"#, 2)]
        {
            assert_eq!(depth(json), deepest, "{json}");
        }
    }
}
