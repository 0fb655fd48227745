//! Transports over HTTP stacks. Each has a feature of its name.

// A module imports only from those above it.
#[cfg(feature = "reqwest")]
mod setting;
#[cfg(feature = "reqwest")]
mod tls;
#[cfg(feature = "reqwest")]
mod limit;
#[cfg(feature = "reqwest")]
pub mod reqwest;

#[cfg(feature = "reqwest")]
pub use self::limit::ResponseTooLarge;
#[cfg(feature = "reqwest")]
pub use self::setting::SettingError;
