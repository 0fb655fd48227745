//! Microsoft Graph's `$metadata` as a model: which types there are, what they have, and where a path leads.
//!
//! It is pure: text goes in, answers come out. [`Metadata`] is where to begin.

// Each file imports only from those above it.
mod error;
mod model;
mod nearest;
mod element;
mod outline;
mod read;
mod metadata;
mod lineage;
mod place;
pub mod conform;

pub use error::{Error, Position};
pub use metadata::Metadata;
pub use model::{
    Annotations, Binding, Container, Definition, Deprecation, EntitySet, EnumType, Member, NavigationProperty,
    Operation, OperationImport, OperationKind, Parameter, Property, Singleton, StructuredKind, StructuredType,
    TypeDefinition, TypeRef,
};
pub use nearest::nearest;
pub use place::{Place, Target, Unresolved};
