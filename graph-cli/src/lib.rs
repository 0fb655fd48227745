//! The program `graph-entity`: describes Microsoft Graph's `$metadata`, generates and checks annotated structs, finds the permissions
//! of a program, and emulates the service.
//!
//! [`run`] runs the program, and [`generate`](mod@generate) is a library function too.

#![cfg_attr(test, allow(clippy::panic, clippy::indexing_slicing, reason = "a failing test panics"))]

// Each module imports only from those above it.
mod terminal;
mod metadata;
mod source;
mod grants;
mod describe;
mod check;
mod permissions;
mod diff;
pub mod generate;
mod emulate;
mod program;

pub use program::run;
