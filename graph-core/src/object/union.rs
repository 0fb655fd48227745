//! Unions: values of one of several types, identified by `@odata.type`.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use super::json_text::Entries;
use super::key;
use super::properties::TYPE_TAG;
use super::structured::{self, Structured};
use crate::value::json_path::JsonPath;
use crate::value::path::Key;
use crate::value::unexpected::{Seen, Shape, Undeclared};
use crate::value::value::{JsonObject, Value};

/// An enum with `#[graph_union]`.
///
/// # Example
/// ```
/// use graph_core::{graph_complex, graph_union, JsonObject, object::Union};
///
/// #[graph_complex]
/// #[derive(Debug, PartialEq)]
/// pub struct AadUserConversationMember { pub user_id: Option<String> }
///
/// #[graph_union(odata_type = "microsoft.graph.conversationMember")]
/// #[derive(Debug, PartialEq)]
/// pub enum Member {
///     User(AadUserConversationMember),
///     #[graph(other)]
///     Other(JsonObject),
/// }
///
/// let bot: Member = serde_json::from_str(r##"{"@odata.type": "#microsoft.graph.bot"}"##)?;
/// assert_eq!(bot.type_name(), "microsoft.graph.bot");
/// let bot: Member = serde_json::from_str(r##"{"@odata.type": "#microsoft.graph.bot", "id": "b1"}"##)?;
/// assert_eq!(bot.key(), "b1".into());
/// assert_eq!(Member::from(AadUserConversationMember { user_id: None }).type_name(), Member::TYPE_TAGS[0].trim_start_matches('#'));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a union of Graph types",
    label = "not an annotated enum",
    note = "annotate the enum with `#[graph_union]`"
)]
pub trait Union: Value {
    /// The type tags of the members, in the order of the variants. A variant that a `cfg` removed has an empty one.
    const TYPE_TAGS: &'static [&'static str];

    /// The index of the variant of the base type.
    #[doc(hidden)]
    const BASE: Option<usize> = None;

    /// Reads the member at this index. Any other number is the catch-all.
    ///
    /// # Errors
    /// The deserializer's.
    #[doc(hidden)]
    fn read<'de, A: MapAccess<'de>>(index: usize, object: UnionObject<'_, A>) -> Result<Self, A::Error>;

    /// Writes the member, with its tag first.
    ///
    /// # Errors
    /// The serializer's.
    #[doc(hidden)]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    /// The type tag of this value, as it is sent. It is empty for an object of the catch-all without a tag.
    #[doc(hidden)]
    fn type_tag(&self) -> &str;

    /// The key of this value: the field with `#[graph(key)]` of a member, or `id` of the catch-all. A missing key is empty, which is
    /// an error before anything is sent.
    fn key(&self) -> Key;

    /// The type name of this value, such as `microsoft.graph.user`. For an unknown type it is the name that was read; it is empty
    /// for an object of the catch-all without a tag.
    fn type_name(&self) -> &str {
        name_in(self.type_tag())
    }
}

/// The type name in a tag: the part after `#`, which may follow a context URL.
pub(crate) fn name_in(tag: &str) -> &str {
    tag.rsplit_once('#').map_or(tag, |(_, name)| name)
}

/// The index of the member with this tag: an exact match, or else the only match that ignores letter case.
fn index<U: Union>(tag: Option<&str>) -> Option<usize> {
    if let Some(index) = U::TYPE_TAGS.iter().position(|known| !known.is_empty() && tag == Some(*known)) {
        return Some(index);
    }
    let Some(name) = tag.map(name_in).filter(|name| !name.is_empty()) else { return U::BASE };
    let named = |is_name: fn(&str, &str) -> bool| {
        let members = U::TYPE_TAGS.iter().enumerate().filter(move |(_, tag)| is_name(name_in(tag), name));
        let base = U::BASE.filter(|_| is_name(U::TYPE, name));
        members.map(|(index, _)| index).chain(base)
    };
    named(|known, name| known == name).next().or_else(|| {
        let mut members = named(str::eq_ignore_ascii_case);
        let first = members.next()?;
        members.all(|other| other == first).then_some(first)
    })
}

/// [`Value::decode`] of an annotated union.
///
/// # Rule
/// A missing tag means the declared type. A tag may have a context URL before its `#`, or no `#`
/// (OData JSON 4.01, §4.6.3). Change notifications use another letter case. The tag is the first property, unless the service
/// streams differently; properties before it are kept as JSON text until the type is known.
///
/// # Errors
/// The deserializer's error, also for more than 32 nested unions.
pub fn decode<'de, U: Union, D: Deserializer<'de>>(deserializer: D, path: &mut JsonPath) -> Result<U, D::Error> {
    deserializer.deserialize_map(UnionVisitor { path, union: PhantomData })
}

struct UnionVisitor<'p, U> {
    path: &'p mut JsonPath,
    union: PhantomData<U>,
}

impl<'de, U: Union> Visitor<'de> for UnionVisitor<'_, U> {
    type Value = U;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(U::TYPE)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<U, A::Error> {
        if !self.path.open_union() {
            return Err(de::Error::custom("the value is nested too deeply"));
        }
        let (index, entries) = match map.next_key_seed(FirstName)? {
            Some(None) => match map.next_value()? {
                serde_json::Value::String(tag) => (index::<U>(Some(&tag)), Entries::after_tag(tag, map)),
                other => search::<U, A>((TYPE_TAG.to_owned(), to_raw_value(&other).map_err(de::Error::custom)?), map)?,
            },
            Some(Some(name)) => search::<U, A>((name, map.next_value()?), map)?,
            None => (index::<U>(None), Entries::new(Vec::new(), map)),
        };
        let index = index.unwrap_or(usize::MAX);
        let union = U::read(index, UnionObject { entries, path: &mut *self.path });
        self.path.close_union();
        union
    }
}

/// Reads the properties after the first one, up to the type tag. Returns the index of the member.
fn search<'de, U: Union, A: MapAccess<'de>>(
    first: (String, Box<RawValue>),
    mut map: A,
) -> Result<(Option<usize>, Entries<A>), A::Error> {
    let mut before = vec![first];
    let mut tag: Option<String> = None;
    while tag.is_none()
        && let Some(name) = map.next_key::<String>()?
    {
        let value: Box<RawValue> = map.next_value()?;
        if name == TYPE_TAG {
            tag = serde_json::from_str(value.get()).ok();
        }
        before.push((name, value));
    }
    Ok((index::<U>(tag.as_deref()), Entries::new(before, map)))
}

/// Reads the name of the first property: `None` for the type tag.
struct FirstName;

impl<'de> DeserializeSeed<'de> for FirstName {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<String>, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for FirstName {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a property")
    }

    fn visit_str<E>(self, name: &str) -> Result<Option<String>, E> {
        Ok((name != TYPE_TAG).then(|| name.to_owned()))
    }
}

/// The remaining properties of an object whose type is known.
pub struct UnionObject<'p, A> {
    entries: Entries<A>,
    path: &'p mut JsonPath,
}

/// The type of a member. The macro calls these functions through the trait, so that a type without an attribute is one error.
#[diagnostic::on_unimplemented(
    message = "a union of Graph types can't have the member `{Self}`",
    label = "neither an entity nor a complex type",
    note = "annotate the struct with `#[graph_entity]` or `#[graph_complex]`; the catch-all is `#[graph(other)] Other(graph_core::JsonObject)`"
)]
pub trait UnionMember: Sized {
    /// [`Structured::TYPE_TAG`].
    const TAG: &'static str;

    /// Reads the member.
    ///
    /// # Errors
    /// The deserializer's.
    fn read<'de, A: MapAccess<'de>>(object: UnionObject<'_, A>) -> Result<Self, A::Error>;

    /// Writes the member.
    ///
    /// # Errors
    /// The serializer's.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    /// The tag of this value.
    fn tag(&self) -> &str;

    /// The key of this value.
    fn key(&self) -> Key;
}

impl<T: Structured> UnionMember for T {
    const TAG: &'static str = T::TYPE_TAG;

    fn read<'de, A: MapAccess<'de>>(object: UnionObject<'_, A>) -> Result<Self, A::Error> {
        structured::read_member(object.entries, object.path)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.encode(serializer)
    }

    fn tag(&self) -> &str {
        self.type_tag()
    }

    fn key(&self) -> Key {
        key::of_struct(self)
    }
}

/// The type of the catch-all. It has the functions of a [`UnionMember`], for objects of any type.
#[diagnostic::on_unimplemented(
    message = "the catch-all of a union can't have the type `{Self}`",
    label = "not a `graph_core::JsonObject`",
    note = "write `#[graph(other)] Other(graph_core::JsonObject)`: it keeps an object of an unknown type whole"
)]
pub trait UnionOther: Sized {
    /// Reads the whole object.
    ///
    /// # Errors
    /// The deserializer's.
    fn read<'de, A: MapAccess<'de>>(object: UnionObject<'_, A>) -> Result<Self, A::Error>;

    /// Writes the object unchanged, except that its tag comes first.
    ///
    /// # Errors
    /// The serializer's.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    /// The tag of the object; empty if it has none.
    fn tag(&self) -> &str;

    /// The key of the object; empty if it has none.
    fn key(&self) -> Key;
}

impl UnionOther for JsonObject {
    fn read<'de, A: MapAccess<'de>>(mut object: UnionObject<'_, A>) -> Result<Self, A::Error> {
        let mut whole = Self::new();
        let level = object.path.enter_object();
        let mut seen = Seen::default();
        while let Some(name) = object.entries.next_key::<String>()? {
            let value = object.entries.next_value()?;
            seen.add(Undeclared::of(&name), Shape::of(&value));
            whole.insert(name, value);
        }
        object.path.leave(level);
        match seen.form(level, "", false).filter(|_| !whole.contains_key(TYPE_TAG)) {
            None => Ok(whole),
            Some(form) => {
                object.path.unexpected(form);
                Err(de::Error::custom(form.reason()))
            }
        }
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.len()))?;
        if let Some(tag) = self.get(TYPE_TAG) {
            map.serialize_entry(TYPE_TAG, tag)?;
        }
        for (name, value) in self.iter().filter(|(name, _)| *name != TYPE_TAG) {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }

    fn tag(&self) -> &str {
        self.get(TYPE_TAG).and_then(serde_json::Value::as_str).unwrap_or_default()
    }

    fn key(&self) -> Key {
        key::of_object(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_ends_with_the_name_of_the_type() {
        for tag in ["#a.b", "a.b", "https://graph.microsoft.com/v1.0/$metadata#a.b"] {
            assert_eq!(name_in(tag), "a.b");
        }
    }
}
