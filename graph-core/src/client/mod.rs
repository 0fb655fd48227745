//! The client: service root, credential, transport, retry policy and clock.

// A module imports only from those above it.
pub(crate) mod causes;
pub(crate) mod secret;
pub(crate) mod cloud;
pub(crate) mod transport_error;
pub(crate) mod body_stream;
pub(crate) mod transport;
mod timer;
pub mod transports;
pub(crate) mod clock;
pub(crate) mod deadline;
pub(crate) mod retry;
pub(crate) mod throttle_scope;
pub(crate) mod throttle_window;
pub(crate) mod throttle;
pub(crate) mod observer;
#[cfg(feature = "identity")]
pub(crate) mod caller;
pub(crate) mod credential;
pub(crate) mod cached_credential;
#[cfg(feature = "azure-identity")]
pub mod azure_identity;
pub(crate) mod bearer;
pub(crate) mod client;

pub use self::body_stream::BodyStream;
pub use self::cloud::ServiceRoot;
