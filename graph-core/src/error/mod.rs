//! Errors of requests, responses and batches.

// A module imports only from those above it.
mod html;
pub(crate) mod odata_error;
pub(crate) mod decode;
pub(crate) mod request;
pub(crate) mod transfer;
pub(crate) mod error;

pub use self::decode::DecodeError;
pub use self::error::{BatchError, OutcomeError};
pub use self::odata_error::ErrorDetail;
pub use self::request::RequestError;
pub use self::transfer::TransferError;
pub use crate::client::client::BuildError;
pub use crate::client::cloud::ServiceRootError;
pub use crate::value::path::KeyError;
pub use crate::value::primitive::{BinaryError, DurationError};
