//! Rust source text, formatted as rustfmt formats it.

pub(crate) mod lines;
pub(crate) mod docs;
pub(crate) mod attribute;

pub(super) use lines::{Text, WIDTH};
