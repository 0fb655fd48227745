//! Errors of a call.

// A module imports only from those above it.
mod html;
pub(crate) mod odata_error;
pub(crate) mod decode;
pub(crate) mod request;
pub(crate) mod error;
