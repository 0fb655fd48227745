//! The program `graph-entity`: what Microsoft Graph's `$metadata` says, on the command line.
//!
//! [`run`] is the whole program; `graph-entity --help` says how to use it.

#![cfg_attr(test, allow(clippy::panic, clippy::indexing_slicing, reason = "a test that can't go on fails"))]

// Each file imports only from those above it.
mod terminal;
mod metadata;
mod source;
mod describe;
mod check;
mod diff;
pub mod generate;
mod emulate;
mod program;

pub use program::run;
