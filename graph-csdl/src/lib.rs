//! A parser and model of Microsoft Graph's `$metadata`: its types and operations, and the resources that paths address.
//!
//! The crate does no I/O. It reads a file in two steps, so that a few types of a large file cost little: an index locates each
//! declaration by the text alone, and a declaration is parsed on first use. [`Metadata::parse_lazy`] does the first step,
//! [`Metadata::parse`] both for the whole file.
//!
//! | subject | API |
//! |---|---|
//! | types and operations of the file | [`type_names`](Metadata::type_names), [`definition`](Metadata::definition), [`operations_named`](Metadata::operations_named) |
//! | properties of a type, with those of its bases | [`properties`](Metadata::properties), [`navigation`](Metadata::navigation), [`key`](Metadata::key), [`lineage`](Metadata::lineage) |
//! | derived types, bound operations | [`derived`](Metadata::derived), [`bound_to`](Metadata::bound_to) |
//! | capabilities, permissions, deprecation | [`Annotations`] |
//! | the resource at a path | [`path`](Metadata::path), [`PathWalker`] |
//! | paths to the entities of a type | [`Addresses`] |
//! | the permissions of a request | [`permissions`](mod@permissions), with the feature of this name |
//! | names in any letter case | [`find_ignore_case`], [`PathWalker::spelling`], [`property_ignore_case`](Metadata::property_ignore_case), [`type_ignore_case`](Metadata::type_ignore_case) |
//! | suggestions for misspelt names | [`nearest`], [`nearest_type`](Metadata::nearest_type), [`PathError::nearest`] |
//!
//! # Example
//! ```
//! use graph_csdl::{Metadata, ResourceKind};
//!
//! # let text = r#"<Schema Namespace="microsoft.graph" Alias="graph">
//! #   <EntityType Name="directoryObject"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/></EntityType>
//! #   <EntityType Name="user" BaseType="graph.directoryObject"><Property Name="mail" Type="Edm.String"/></EntityType>
//! #   <EntityType Name="group"><NavigationProperty Name="members" Type="Collection(graph.directoryObject)"/></EntityType>
//! #   <EntityContainer Name="c"><EntitySet Name="groups" EntityType="graph.group"/></EntityContainer></Schema>"#;
//! let metadata = Metadata::parse_lazy(text)?;
//! assert_eq!(metadata.key("graph.user"), ["id"]);
//! assert_eq!(metadata.derived("graph.directoryObject"), ["microsoft.graph.user"]);
//!
//! let members = metadata.path("groups/{id}/members")?;
//! assert!(matches!(members.kind, ResourceKind::Collection(of) if of.name == "microsoft.graph.directoryObject"));
//! let error = metadata.path("groups/{id}/members/{id}/mail").unwrap_err();
//! assert_eq!(error.nearest.as_deref(), Some("microsoft.graph.user/mail"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test that can't go on fails"))]

// A module imports only from those above it.
#[cfg(any(feature = "metadata", feature = "permissions"))]
mod error;
pub mod names;
mod similar;
mod primitive;
#[cfg(feature = "metadata")]
mod model;
#[cfg(feature = "metadata")]
mod parse;
#[cfg(feature = "metadata")]
mod metadata;
#[cfg(feature = "metadata")]
mod inheritance;
#[cfg(feature = "metadata")]
mod path;
#[cfg(feature = "metadata")]
mod addresses;
#[cfg(feature = "metadata")]
pub mod validate;
#[cfg(feature = "permissions")]
pub mod permissions;

#[cfg(feature = "metadata")]
pub use addresses::{Address, Addresses, Root};
#[cfg(any(feature = "metadata", feature = "permissions"))]
pub use error::{Error, Position};
#[cfg(feature = "metadata")]
pub use metadata::Metadata;
#[cfg(feature = "metadata")]
pub use model::{
    Annotations, Binding, Container, Definition, Deprecation, EntitySet, EnumType, Member, NavigationProperty,
    Operation, OperationImport, OperationKind, Parameter, Property, Singleton, StructuredKind, StructuredType,
    TypeDefinition, TypeRef,
};
#[cfg(feature = "metadata")]
pub use path::{PathError, PathWalker, Resource, ResourceKind, split_last_segment};
pub use primitive::Primitive;
pub use similar::{edits, find_ignore_case, nearest};
