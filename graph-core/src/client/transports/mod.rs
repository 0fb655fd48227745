//! Transports over HTTP stacks. Each has a feature of its name.

#[cfg(feature = "reqwest")]
pub mod reqwest;
