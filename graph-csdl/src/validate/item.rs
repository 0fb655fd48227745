//! The annotated items of a program, as plain data.

use crate::model::{OperationKind, StructuredKind};

/// What a program declares by one annotated item.
#[derive(Debug, Clone)]
pub enum AnnotatedItem<'a> {
    /// A struct that is an entity or a complex type.
    Struct(AnnotatedStruct<'a>),
    /// An enum that is an enumeration.
    Enum(AnnotatedEnum<'a>),
    /// An enum that is one of several types.
    Union(AnnotatedUnion<'a>),
    /// A struct that is an action or a function.
    Operation(AnnotatedOperation<'a>),
}

/// An entity type or a complex type, or the part of it that is needed.
#[derive(Debug, Clone)]
pub struct AnnotatedStruct<'a> {
    /// The type's qualified name.
    pub name: &'a str,
    /// Which of the two.
    pub kind: StructuredKind,
    /// The fields that are properties, without annotations such as `@odata.etag`.
    pub properties: Vec<AnnotatedProperty<'a>>,
    /// The paths that lead to it.
    pub endpoints: Vec<AnnotatedEndpoint<'a>>,
    /// The names of its stream properties.
    pub streams: Vec<&'a str>,
}

/// A property.
#[expect(clippy::struct_excessive_bools, reason = "each is a mark that stands by itself on a field")]
#[derive(Debug, Clone, Copy, Default)]
pub struct AnnotatedProperty<'a> {
    /// Its name in JSON.
    pub name: &'a str,
    /// It is the key or a part of it.
    pub is_key: bool,
    /// It leads to other entities.
    pub is_navigation: bool,
    /// It is never sent.
    pub is_read_only: bool,
    /// It is not looked up.
    pub is_unchecked: bool,
}

/// A path.
#[derive(Debug, Clone, Copy)]
pub struct AnnotatedEndpoint<'a> {
    /// `users/{id}/messages`.
    pub template: &'a str,
    /// One entity stands there, and not a collection.
    pub is_single: bool,
}

/// An enumeration.
#[derive(Debug, Clone)]
pub struct AnnotatedEnum<'a> {
    /// The type's qualified name.
    pub name: &'a str,
    /// A value is a set of members.
    pub is_flags: bool,
    /// Members may be missing.
    pub is_partial: bool,
    /// The members.
    pub members: Vec<AnnotatedMember<'a>>,
}

/// A member of an enumeration.
#[derive(Debug, Clone, Copy, Default)]
pub struct AnnotatedMember<'a> {
    /// Its name in JSON.
    pub name: &'a str,
    /// Its number, where one is said.
    pub number: Option<i64>,
    /// It is not looked up.
    pub is_unchecked: bool,
}

/// One of several types that extend a base.
#[derive(Debug, Clone)]
pub struct AnnotatedUnion<'a> {
    /// The base's qualified name.
    pub name: &'a str,
    /// The paths that lead to it.
    pub endpoints: Vec<AnnotatedEndpoint<'a>>,
}

/// An action or a function.
#[derive(Debug, Clone)]
pub struct AnnotatedOperation<'a> {
    /// Which of the two.
    pub kind: OperationKind,
    /// Its paths, which end in its name.
    pub endpoints: Vec<AnnotatedEndpoint<'a>>,
    /// Its arguments; the marks of properties mean nothing here.
    pub arguments: Vec<AnnotatedProperty<'a>>,
    /// It has a result.
    pub has_result: bool,
}
