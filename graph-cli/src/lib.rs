//! The program `graph-entity`: what Microsoft Graph's `$metadata` says, on the command line.
//!
//! [`run`] is the whole program; `graph-entity --help` says how to use it.

#![cfg_attr(test, allow(clippy::panic, clippy::indexing_slicing, reason = "a test that can't go on fails"))]

// Each file imports only from those above it.
mod failure;
mod look;
mod table;
mod progress;
mod file;
mod signature;
mod lookup;
mod describe;
mod source;
mod check;
mod diff;
mod report;
pub mod generate;
mod output;
mod command;

pub use command::run;
