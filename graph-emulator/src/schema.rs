//! The service's `$metadata`: names, paths, bodies, and the arguments of operations.

pub(crate) mod names;
pub(crate) mod enumeration;
pub(crate) mod resolved_name;
pub(crate) mod literal;
pub(crate) mod well_known;
pub(crate) mod path;
mod value;
mod defaults;
mod body;
pub(crate) mod operation;

pub(crate) use self::names::Schema;
