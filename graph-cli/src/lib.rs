//! The program `graph-entity`: what Microsoft Graph's `$metadata` says, on the command line.

// Each file imports only from those above it.
pub mod generate;
