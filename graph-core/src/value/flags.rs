//! Sets of enumeration members.

use std::fmt;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::enumeration::{Enumeration, MemberVisitor};
use super::json_path::JsonPath;
use super::literal::Literal;
use super::value::{Value, deserialize};

/// An enum with `#[graph_enum(flags)]`. Only the macro implements it.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an enumeration of flags",
    label = "not an enum with `#[graph_enum(flags)]`",
    note = "write `#[graph_enum(flags)]` on the enum: its members can then be joined in `Flags<{Self}>`"
)]
pub trait FlagMember: Enumeration {
    /// The values and names of the members that have a value.
    const NUMBERS: &'static [(i64, &'static str)];
}

/// The members of an enumeration with `#[graph_enum(flags)]`, as a set.
///
/// # Shape
/// The names of the members joined by `,`, in the order in which they were read or inserted: `"read,write"`. Spaces
/// after a comma are accepted. A number is read as the members whose values add up to it (`Read = 1`). The remainder goes to
/// the catch-all of the enum, as an unknown name does, and is written as text. The empty set is written as the name of the
/// member `0`, or as `"0"` if there is none.
///
/// Two sets are equal if they have the same members. A member that is the sum of others is a separate member.
///
/// # Rule
/// The value of an enumeration is one or more names or numbers, separated by commas (OData ABNF 4.01, `enumValue`).
///
/// # Example
/// ```
/// use graph_core::{graph_complex, graph_enum, Flags};
///
/// #[graph_enum(flags)]
/// #[derive(Debug, Clone, PartialEq)]
/// pub enum Right { Read = 1, Write = 2, #[graph(other)] Other(String) }
///
/// #[graph_complex]
/// pub struct Grant { pub rights: Flags<Right> }
///
/// let mut grant: Grant = serde_json::from_str(r#"{"rights": "read, audit"}"#)?;
/// assert!(grant.rights.contains(&Right::Read) && !grant.rights.contains(&Right::Write));
/// grant.rights.insert(Right::Write);
/// assert_eq!(grant.rights.to_string(), "read,audit,write");
///
/// let all: Grant = serde_json::from_str(r#"{"rights": 3}"#)?;
/// assert_eq!(all.rights, Flags::from([Right::Read, Right::Write]));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone)]
pub struct Flags<E> {
    members: Vec<E>,
}

impl<E> Flags<E> {
    /// Creates an empty set.
    #[must_use]
    pub const fn new() -> Self {
        Self { members: Vec::new() }
    }

    /// The members, in the order in which they were read or inserted.
    pub fn iter(&self) -> std::slice::Iter<'_, E> {
        self.members.iter()
    }

    /// Returns `true` if the set has no members.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The number of members.
    #[must_use]
    pub fn len(&self) -> usize {
        self.members.len()
    }
}

impl<E: Enumeration> Flags<E> {
    /// Returns `true` if the set contains `member`.
    #[must_use]
    pub fn contains(&self, member: &E) -> bool {
        self.iter().any(|known| known.as_member() == member.as_member())
    }

    /// Adds a member. Returns `true` if it was not in the set.
    pub fn insert(&mut self, member: E) -> bool {
        let is_new = !self.contains(&member);
        if is_new {
            self.members.push(member);
        }
        is_new
    }

    /// Removes a member. Returns `true` if it was in the set.
    pub fn remove(&mut self, member: &E) -> bool {
        let count = self.members.len();
        self.members.retain(|known| known.as_member() != member.as_member());
        self.members.len() < count
    }
}

impl<E: FlagMember> Flags<E> {
    fn read(text: &str) -> Self {
        let mut flags = Self::new();
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            if let Ok(number) = part.parse() {
                flags.insert_number(number);
            } else {
                flags.insert(E::from_member(part));
            }
        }
        flags
    }

    /// Adds the members that add up to a number. Greater values come first, so that a member that is the sum of others is
    /// preferred to them. The members are added in the order of the enum, and the remainder as a member of its own.
    fn insert_number(&mut self, number: i64) {
        if let Some(name) = name_of::<E>(number) {
            self.insert(E::from_member(name));
            return;
        }
        let mut left = number;
        let mut numbers: Vec<i64> = E::NUMBERS.iter().map(|(number, _)| *number).filter(|number| *number > 0).collect();
        numbers.sort_unstable_by_key(|number| std::cmp::Reverse(*number));
        numbers.retain(|part| {
            let is_part = left > 0 && left & part == *part;
            left -= if is_part { *part } else { 0 };
            is_part
        });
        for (_, name) in E::NUMBERS.iter().filter(|(number, _)| numbers.contains(number)) {
            self.insert(E::from_member(name));
        }
        if left != 0 {
            self.insert(E::from_member(&left.to_string()));
        }
    }
}

/// The member with exactly this value.
fn name_of<E: FlagMember>(number: i64) -> Option<&'static str> {
    E::NUMBERS.iter().find(|(known, _)| *known == number).map(|(_, name)| *name)
}

impl<E: FlagMember> Value for Flags<E> {
    type Assigned = Self;
    const TYPE: &'static str = E::TYPE;

    fn decode<'de, D: Deserializer<'de>>(deserializer: D, _path: &mut JsonPath) -> Result<Self, D::Error> {
        deserializer.deserialize_any(MemberVisitor { expected: E::TYPE, read: Self::read })
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<E: FlagMember> Serialize for Flags<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.encode(serializer)
    }
}

impl<'de, E: FlagMember> Deserialize<'de> for Flags<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

impl<E: FlagMember> fmt::Display for Flags<E> {
    /// Writes the JSON form of the set.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return f.write_str(name_of::<E>(0).unwrap_or("0"));
        }
        for (index, member) in self.iter().enumerate() {
            f.write_str(if index == 0 { "" } else { "," })?;
            f.write_str(member.as_member())?;
        }
        Ok(())
    }
}

/// The URL form of a set: `'read,write'`.
impl<E: FlagMember> Literal for Flags<E> {
    fn write_literal(&self, text: &mut String) {
        self.to_string().write_literal(text);
    }
}

/// A property with [`Flags`], for which `.has(…)` is available.
#[diagnostic::on_unimplemented(
    message = "a property of the type `{Self}` is not a set of flags",
    label = "not `Flags<…>`",
    note = "`.has(…)` is for `Flags<…>` properties; `.eq(…)` compares with a single member"
)]
pub trait FlagSet: Literal {}

impl<E: FlagMember> FlagSet for Flags<E> {}

impl<E: fmt::Debug> fmt::Debug for Flags<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self).finish()
    }
}

impl<E> Default for Flags<E> {
    fn default() -> Self {
        Self::new()
    }
}

impl<E: Enumeration> PartialEq for Flags<E> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|member| other.contains(member))
    }
}

impl<E: Enumeration> Eq for Flags<E> {}

impl<E: Enumeration> From<E> for Flags<E> {
    fn from(member: E) -> Self {
        Self { members: vec![member] }
    }
}

impl<E: Enumeration, const N: usize> From<[E; N]> for Flags<E> {
    fn from(members: [E; N]) -> Self {
        members.into_iter().collect()
    }
}

impl<E: Enumeration> FromIterator<E> for Flags<E> {
    fn from_iter<I: IntoIterator<Item = E>>(members: I) -> Self {
        let mut flags = Self::new();
        flags.extend(members);
        flags
    }
}

impl<E: Enumeration> Extend<E> for Flags<E> {
    fn extend<I: IntoIterator<Item = E>>(&mut self, members: I) {
        for member in members {
            self.insert(member);
        }
    }
}

impl<'a, E> IntoIterator for &'a Flags<E> {
    type Item = &'a E;
    type IntoIter = std::slice::Iter<'a, E>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<E> IntoIterator for Flags<E> {
    type Item = E;
    type IntoIter = std::vec::IntoIter<E>;

    fn into_iter(self) -> Self::IntoIter {
        self.members.into_iter()
    }
}
