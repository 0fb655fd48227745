//! The object behind a union, from its first property, though some were read before its type was known.

use std::vec;

use serde::de::value::StringDeserializer;
use serde::de::{self, DeserializeSeed, IntoDeserializer, MapAccess};
use serde_json::value::RawValue;

use crate::raw_text;

/// An object's properties: first those that were read to find the tag, as JSON text, then the others.
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
        raw_text::check_depth(&value)?;
        // From a reader, since what is read may not borrow from this text.
        let mut json = serde_json::Deserializer::from_reader(value.get().as_bytes());
        seed.deserialize(&mut json).map_err(|error| de::Error::custom(raw_text::without_place(&error)))
    }
}
