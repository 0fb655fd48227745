//! Requests, which are built without I/O.

// A module imports only from those above it.
pub(crate) mod reference;
pub(crate) mod changes;
pub(crate) mod body;
pub(crate) mod progress;
pub(crate) mod prepared;
pub(crate) mod request;
pub(crate) mod upload;
mod raw;
mod builder;
mod options;

pub use self::body::Body;
pub use self::reference::Binding;
