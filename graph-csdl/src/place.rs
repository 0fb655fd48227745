//! What stands at a path, or why nothing does.

use std::fmt;

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
    /// What was known there: `` `microsoft.graph.user` has no `mesages` ``.
    pub fact: String,
    /// The known name that is nearest; or the cast and the name, where a derived type has it.
    pub nearest: Option<String>,
}

impl Unresolved {
    /// The path with the nearest name in place of the segment, at the first place where that is written.
    #[must_use]
    pub fn meant(&self, path: &str) -> Option<String> {
        let nearest = self.nearest.as_ref()?;
        let mut is_done = false;
        let segments = path.split('/').map(|written| {
            let is_it = !is_done && written == self.segment;
            is_done |= is_it;
            if is_it { nearest } else { written }
        });
        Some(segments.collect::<Vec<_>>().join("/"))
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
    fn the_path_that_was_meant_has_the_nearest_name_once() {
        let lost = |nearest: Option<&str>| Unresolved {
            segment: "mesages".to_owned(),
            fact: String::new(),
            nearest: nearest.map(str::to_owned),
        };
        let meant = |path: &str| lost(Some("messages")).meant(path);
        assert_eq!(meant("users/{id}/mesages").as_deref(), Some("users/{id}/messages"));
        assert_eq!(meant("mesages/mesages").as_deref(), Some("messages/mesages"));
        assert_eq!(lost(None).meant("mesages"), None);
    }
}
