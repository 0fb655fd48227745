//! The annotated items of a program, as plain data.

use crate::model::{OperationKind, StructuredKind};

/// An annotated item.
#[derive(Debug, Clone)]
pub enum AnnotatedItem<'a> {
    /// A struct that is an entity or a complex type.
    Struct(AnnotatedStruct<'a>),
    /// An enum that is an enumeration.
    Enum(AnnotatedEnum<'a>),
    /// An enum that is a union of types.
    Union(AnnotatedUnion<'a>),
    /// A struct that is an action or a function.
    Operation(AnnotatedOperation<'a>),
}

/// A struct for an entity type or a complex type, or for a part of it.
#[derive(Debug, Clone)]
pub struct AnnotatedStruct<'a> {
    /// The type's qualified name.
    pub name: &'a str,
    /// The kind.
    pub kind: StructuredKind,
    /// The properties, without annotations such as `@odata.etag`.
    pub properties: Vec<AnnotatedProperty<'a>>,
    /// The paths of its entities.
    pub endpoints: Vec<AnnotatedEndpoint<'a>>,
    /// The names of its stream properties.
    pub streams: Vec<&'a str>,
}

/// A property, or an argument of an operation.
#[expect(clippy::struct_excessive_bools, reason = "each is an independent option of a field")]
#[derive(Debug, Clone, Copy, Default)]
pub struct AnnotatedProperty<'a> {
    /// The name in JSON.
    pub name: &'a str,
    /// Whether it is the key or a part of it.
    pub is_key: bool,
    /// Whether it is a navigation property.
    pub is_navigation: bool,
    /// Whether it is never sent.
    pub is_read_only: bool,
    /// Whether it is not checked.
    pub is_unchecked: bool,
}

/// An endpoint: a path to entities.
#[derive(Debug, Clone, Copy)]
pub struct AnnotatedEndpoint<'a> {
    /// The path: `users/{id}/messages`.
    pub template: &'a str,
    /// Whether it is one entity, and not a collection.
    pub is_single: bool,
}

/// An enum for an enumeration.
#[derive(Debug, Clone)]
pub struct AnnotatedEnum<'a> {
    /// The type's qualified name.
    pub name: &'a str,
    /// Whether a value is a set of members.
    pub is_flags: bool,
    /// Whether members can be missing.
    pub is_partial: bool,
    /// The members.
    pub members: Vec<AnnotatedMember<'a>>,
}

/// A member of an enumeration.
#[derive(Debug, Clone, Copy, Default)]
pub struct AnnotatedMember<'a> {
    /// The name in JSON.
    pub name: &'a str,
    /// The number, if the program gives one.
    pub number: Option<i64>,
    /// Whether it is not checked.
    pub is_unchecked: bool,
}

/// An enum for a union: one of several types that extend a base.
#[derive(Debug, Clone)]
pub struct AnnotatedUnion<'a> {
    /// The qualified name of the base.
    pub name: &'a str,
    /// The paths of its entities.
    pub endpoints: Vec<AnnotatedEndpoint<'a>>,
}

/// A struct for an action or a function.
#[derive(Debug, Clone)]
pub struct AnnotatedOperation<'a> {
    /// The kind.
    pub kind: OperationKind,
    /// The paths, which end in the operation's name.
    pub endpoints: Vec<AnnotatedEndpoint<'a>>,
    /// The arguments; only `name` and `is_unchecked` have a meaning.
    pub arguments: Vec<AnnotatedProperty<'a>>,
    /// Whether it has a result.
    pub has_result: bool,
}
