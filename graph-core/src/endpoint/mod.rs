//! Endpoints: collections, items, actions and functions.

// A module imports only from those above it.
pub(crate) mod operation;
pub(crate) mod endpoint;
mod collection;
mod item;
mod related;
mod delta;
