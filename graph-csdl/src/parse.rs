//! XML to the model.

// A module imports only from those above it.
pub(crate) mod aliases;
pub(crate) mod element;
pub(crate) mod index;
mod annotations;
mod declaration;

pub(crate) use annotations::{annotate, annotations, says_optional};
pub(crate) use declaration::{container, definition, operation};
