//! Enumerations: names of members, and a catch-all for unknown ones.

use std::fmt;

use serde::de::{self, Deserializer, MapAccess, Unexpected, Visitor};
use serde::ser::Serializer;

use super::json_path::JsonPath;
use super::literal::Literal;
use super::value::Value;
use crate::json::delegate::NUMBER;

/// An enum with `#[graph_enum]`.
///
/// # Rule
/// Enumerations evolve. A member that the enum does not declare is decoded into its catch-all variant and written back
/// unchanged, so an unknown member never fails a page
/// ([evolvable enumerations](https://learn.microsoft.com/graph/best-practices-concept#handling-future-members-in-evolvable-enumerations)).
///
/// # Example
/// ```
/// use graph_core::{graph_enum, value::Enumeration};
///
/// #[graph_enum]
/// #[derive(Debug, PartialEq)]
/// pub enum Importance { Low, Normal, High, #[graph(other)] Other(String) }
///
/// assert_eq!(Importance::High.as_str(), "high");
/// assert_eq!(Importance::from("urgent"), Importance::Other("urgent".into()));
/// assert_eq!(Importance::MEMBERS, ["low", "normal", "high"]);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a Graph enumeration",
    label = "not an annotated enum",
    note = "annotate the enum with `#[graph_enum]`"
)]
pub trait Enumeration: Value {
    /// The names of the known members, in the order of the variants.
    const MEMBERS: &'static [&'static str];

    /// Returns the member with this name. An unknown name becomes the catch-all.
    fn from_member(name: &str) -> Self;

    /// The name of the member in JSON.
    fn as_member(&self) -> &str;
}

/// The URL form of a member: `'member'`.
#[diagnostic::do_not_recommend]
impl<T: Enumeration> Literal for T {
    fn write_literal(&self, text: &mut String) {
        self.as_member().write_literal(text);
    }
}

/// [`Value::decode`] of an annotated enum.
///
/// # Errors
/// The deserializer's.
pub fn decode<'de, T: Enumeration, D: Deserializer<'de>>(deserializer: D, _path: &mut JsonPath) -> Result<T, D::Error> {
    deserializer.deserialize_any(MemberVisitor { expected: T::TYPE, read: T::from_member })
}

/// Returns the only member whose name differs from `name` at most in letter case.
///
/// # Rule
/// Services write a member in another letter case than their metadata, such as `Updated` in a change notification.
#[must_use]
pub fn member_in_any_case<E: Enumeration>(name: &str) -> Option<&'static str> {
    let mut members = E::MEMBERS.iter().copied().filter(|member| member.eq_ignore_ascii_case(name));
    let first = members.next()?;
    members.next().is_none().then_some(first)
}

/// [`Value::encode`] of an annotated enum.
///
/// # Errors
/// The serializer's.
pub fn encode<T: Enumeration, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(value.as_member())
}

/// Reads the name of a member, or its number as text.
pub(crate) struct MemberVisitor<T> {
    pub(crate) expected: &'static str,
    pub(crate) read: fn(&str) -> T,
}

impl<'de, T> Visitor<'de> for MemberVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a member of {}", self.expected)
    }

    fn visit_str<E>(self, name: &str) -> Result<T, E> {
        Ok((self.read)(name))
    }

    /// An integer identifies a member as well. Its text is the valid form of the same value.
    fn visit_u64<E>(self, number: u64) -> Result<T, E> {
        Ok((self.read)(&number.to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<T, E> {
        Ok((self.read)(&number.to_string()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        if map.next_key::<String>()?.is_some_and(|key| key == NUMBER) {
            let number: String = map.next_value()?;
            if number.parse::<i128>().is_ok() {
                return Ok((self.read)(&number));
            }
        }
        Err(de::Error::invalid_type(Unexpected::Map, &self))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;

    fn read(json: Json) -> Option<String> {
        json.deserialize_any(MemberVisitor { expected: "colour", read: str::to_owned }).ok()
    }

    #[test]
    fn a_member_is_a_name_or_an_integer() {
        for (json, text) in [
            (json!("red"), "red"),
            (json!(4), "4"),
            (json!(-1), "-1"),
            (json!({ NUMBER: "18446744073709551615" }), "18446744073709551615"),
        ] {
            assert_eq!(read(json).as_deref(), Some(text));
        }
    }

    #[test]
    fn anything_else_is_none() {
        for json in
            [json!(1.5), json!({ NUMBER: "1.5" }), json!({ "red": "1" }), json!({}), json!(["red"]), json!(null)]
        {
            assert_eq!(read(json.clone()), None, "{json}");
        }
    }
}
