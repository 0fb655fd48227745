//! Describing a type, a path or an operation: in words for people, as JSON for scripts.

mod facts;
mod requests;
mod restrictions;
mod tree;
mod types;
mod places;
mod calls;
mod as_json;

pub(crate) use as_json::{operation_as_json, path_as_json, type_as_json};
pub(crate) use calls::{operation, places};
pub(crate) use places::path;
pub(crate) use types::definition;

#[cfg(test)]
#[path = "describe/tests.rs"]
mod tests;
