//! Transports: over HTTP stacks, each with a feature of its name, and over other transports.

// A module imports only from those above it.
#[cfg(feature = "reqwest")]
mod setting;
#[cfg(feature = "reqwest")]
mod tls;
#[cfg(any(feature = "reqwest", feature = "tower"))]
mod limit;
#[cfg(feature = "reqwest")]
pub mod reqwest;
#[cfg(feature = "tower")]
pub mod tower;
pub(crate) mod redaction;
pub mod cassette;
pub mod recorder;
pub mod replay;

#[cfg(any(feature = "reqwest", feature = "tower"))]
pub use self::limit::ResponseTooLarge;
#[cfg(feature = "reqwest")]
pub use self::setting::SettingError;
