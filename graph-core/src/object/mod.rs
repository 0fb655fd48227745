//! Structured types: entities, complex types and unions.

// A module imports only from those above it.
pub(crate) mod unique_tags;
pub(crate) mod name;
pub(crate) mod properties;
pub(crate) mod json_text;
pub(crate) mod fields;
pub(crate) mod additional;
pub(crate) mod structured;
mod key;
pub(crate) mod plain;
pub(crate) mod union;
pub mod property;
pub(crate) mod entity;

pub use self::entity::Permissions;
pub use self::plain::Plain;
pub use self::structured::Structured;
pub use self::union::Union;
pub use crate::value::projection::PropertyInfo;
