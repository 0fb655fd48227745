//! Transports over HTTP stacks, each behind the feature of its name.

#[cfg(feature = "reqwest")]
pub mod reqwest;
