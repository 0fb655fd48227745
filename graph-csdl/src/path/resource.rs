//! The resource that a path addresses.

use std::fmt;

use crate::metadata::Metadata;
use crate::model::{Annotations, Operation, StructuredKind, StructuredType, TypeRef};

/// What stands at a path, and what is said of it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Resource<'m> {
    /// What stands there.
    pub kind: ResourceKind<'m>,
    /// What is said of the entity set, singleton or property that the path ends in, or whose entities it leads to; it counts
    /// before what is said of their type. `None` behind an operation, and of content.
    pub annotations: Option<&'m Annotations>,
}

/// What a path leads to.
#[derive(Debug, Clone)]
pub enum ResourceKind<'m> {
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

impl fmt::Display for ResourceKind<'_> {
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

impl Metadata {
    /// The resource that a property or a result of this type is.
    pub(crate) fn kind_of<'m>(&'m self, ty: &'m TypeRef) -> ResourceKind<'m> {
        match self.structured(&ty.name) {
            Some(of) if of.kind == StructuredKind::Entity && ty.is_collection => ResourceKind::Collection(of),
            Some(of) if of.kind == StructuredKind::Entity => ResourceKind::Entity(of),
            _ => ResourceKind::Value(ty),
        }
    }
}
