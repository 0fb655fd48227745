//! The values that a property can hold, and their forms in JSON and in URLs.

// A module imports only from those above it.
pub mod literal;
pub(crate) mod path;
pub(crate) mod version;
pub(crate) mod unexpected;
pub(crate) mod json_path;
pub(crate) mod annotation;
pub(crate) mod projection;
pub(crate) mod value;
pub(crate) mod assign;
pub(crate) mod containers;
pub(crate) mod primitive;
pub(crate) mod enumeration;
pub(crate) mod flags;
