//! The resource that a path addresses.

use std::fmt;

use crate::metadata::Metadata;
use crate::model::{Annotations, Operation, StructuredKind, StructuredType, TypeRef};

/// The resource at a path, with the annotations of its position.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Resource<'m> {
    /// The kind of the resource.
    pub kind: ResourceKind<'m>,
    /// The annotations of the entity set, singleton or property that the path ends in, with or without a key after it. They
    /// override those of the type. `None` after an operation, and for content.
    pub annotations: Option<&'m Annotations>,
}

/// The kinds of resources that a path can address.
#[derive(Debug, Clone)]
pub enum ResourceKind<'m> {
    /// A collection of entities.
    Collection(&'m StructuredType),
    /// One entity.
    Entity(&'m StructuredType),
    /// A value that is not an entity: of a property, or the result of an operation.
    Value(&'m TypeRef),
    /// An operation, with the overloads that can be called there; those that are bound to the type itself come before those
    /// that are bound to its bases.
    Operation(Vec<&'m Operation>),
    /// `$count`: the number of entities.
    Count,
    /// `$value`: content, or the bare value of a property.
    Content,
    /// `$ref`: the references of a relation.
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
