//! What stands at a path, or why nothing does.

use std::fmt;
use std::ops::Range;

use crate::model::{Annotations, Operation, StructuredType, TypeRef};

/// What stands at a path, and what is said of it.
#[derive(Debug, Clone)]
pub struct Place<'m> {
    /// What stands there.
    pub target: Target<'m>,
    /// What is said of the entity set, singleton or property that the path ends in, or whose entities it leads to; it counts
    /// before what is said of their type. `None` behind an operation, and of content.
    pub annotations: Option<&'m Annotations>,
}

/// What a path leads to.
#[derive(Debug, Clone)]
pub enum Target<'m> {
    /// A collection of entities.
    Collection(&'m StructuredType),
    /// One entity.
    Entity(&'m StructuredType),
    /// A value that is no entity: of a property, or of an operation's answer.
    Value(&'m TypeRef),
    /// An operation, by the overloads that can be called there; those that are bound to the type itself stand before those
    /// that are bound to its bases.
    Operation(Vec<&'m Operation>),
    /// `$count`: a number.
    Count,
    /// `$value`: content, or a property's bare value.
    Content,
    /// `$ref`: references to what stands before it.
    References,
}

impl fmt::Display for Target<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Collection(of) => write!(f, "a collection of `{}`", of.name),
            Self::Entity(of) => write!(f, "one `{}`", of.name),
            Self::Value(ty) => write!(f, "a value of the type `{ty}`"),
            Self::Operation(overloads) => {
                let name = overloads.first().map(|operation| operation.name.as_str()).unwrap_or_default();
                write!(f, "the operation `{name}`")
            }
            Self::Count => f.write_str("a count"),
            Self::Content => f.write_str("content"),
            Self::References => f.write_str("references"),
        }
    }
}

/// A path that leads nowhere: which segment is wrong, and what it was meant to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unresolved {
    /// The segment, as it was written; empty where the path is, or has nothing between two `/`.
    pub segment: String,
    /// Where the wrong name stands in the path, in bytes: the segment's own, or one in its parentheses.
    pub range: Range<usize>,
    /// What was known there: `` `microsoft.graph.user` has no `mesages` ``.
    pub fact: String,
    /// The known name that is nearest; or the cast and the name, where a derived type has it.
    pub nearest: Option<String>,
}

impl Unresolved {
    /// The path, which is the one that leads nowhere, with the nearest name in place of the wrong one.
    #[must_use]
    pub fn meant(&self, path: &str) -> Option<String> {
        let nearest = self.nearest.as_ref()?;
        let (before, after) = (path.get(..self.range.start)?, path.get(self.range.end..)?);
        Some(format!("{before}{nearest}{after}"))
    }
}

impl fmt::Display for Unresolved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.fact)?;
        self.nearest.iter().try_for_each(|name| write!(f, "; did you mean `{name}`?"))
    }
}

impl std::error::Error for Unresolved {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_that_was_meant_has_the_nearest_name_in_its_place() {
        let lost = |range, nearest: Option<&str>| Unresolved {
            segment: "mesages".to_owned(),
            range,
            fact: String::new(),
            nearest: nearest.map(str::to_owned),
        };
        let messages = |range, path: &str| lost(range, Some("messages")).meant(path);
        assert_eq!(messages(11..18, "users/{id}/mesages").as_deref(), Some("users/{id}/messages"));
        assert_eq!(messages(8..15, "mesages/mesages").as_deref(), Some("mesages/messages"));
        assert_eq!(lost(0..7, None).meant("mesages"), None);
        // Of another path nothing is known.
        assert_eq!(messages(8..15, "mesages"), None);
    }
}
