//! The client: the service that it calls, its credential, its transport and its retry policy.

// A module imports only from those above it.
pub(crate) mod causes;
pub(crate) mod cloud;
pub(crate) mod transport;
pub mod transports;
pub(crate) mod clock;
pub(crate) mod retry;
pub(crate) mod credential;
pub(crate) mod client;

pub use self::cloud::ServiceRoot;
