//! What can go wrong with a call, from building its request to reading its answer.

mod batch;
mod decode;
mod outcome;
mod request;

use std::fmt;

use bytes::Bytes;
use http::{Response, StatusCode};

use crate::credential::CredentialError;
use crate::odata_error::{self, ApiError};
use crate::transport::TransportError;
use crate::unexpected::{Unexpected, is_error};

pub use self::batch::BatchError;
pub use self::decode::DecodeError;
pub use self::outcome::OutcomeError;
pub use self::request::RequestError;

/// Why a call gave no answer.
///
/// # Shape
/// No variant shows a body or a token, neither in `Display` nor in `Debug`. The message is enough: it ends with the
/// innermost cause. [`source`](std::error::Error::source) gives the causes as well, one by one.
///
/// # Example
/// ```
/// use graph_core::Error;
///
/// fn advice(error: &Error) -> String {
///     match error {
///         Error::Api(error) if error.status == http::StatusCode::NOT_FOUND => "it is not there".to_owned(),
///         Error::Api(error) if error.status == http::StatusCode::FORBIDDEN => format!("ask for {:?}", error.permissions),
///         Error::Resync(_) => "begin again with `.delta()`".to_owned(),
///         Error::Request(error) => format!("nothing was sent: {error}"),
///         other => format!("{other}, to be named to support: {:?}", other.request_id()),
///     }
/// }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The request could not be built. Nothing was sent.
    Request(RequestError),
    /// The credential gave no token. Nothing was sent.
    Credential(CredentialError),
    /// No complete response arrived. The service may have acted all the same.
    Transport(TransportError),
    /// The service answered with an error.
    Api(Box<ApiError>),
    /// What a delta link stands for is forgotten: start again with `.delta()`, and put what it gives in place of all
    /// that you have stored.
    Resync(Box<ApiError>),
    /// The service acted, but its answer is not of the declared type.
    Decode(Box<DecodeError>),
    /// An [`Operation`](crate::Operation) was accepted or is done, but its outcome can't be read. It did not fail.
    Outcome(Box<OutcomeError>),
    /// The request was in a batch, and has no answer of its own.
    Batch(BatchError),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(error) => error.fmt(f),
            Self::Credential(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Api(error) => error.fmt(f),
            Self::Resync(error) => write!(
                f,
                "the delta link is no longer valid: start again with `.delta()`, and replace what is stored: {error}",
            ),
            Self::Decode(error) => error.fmt(f),
            Self::Outcome(error) => error.fmt(f),
            Self::Batch(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Request(error) => error.source(),
            Self::Credential(error) => error.source(),
            Self::Transport(error) => error.source(),
            Self::Api(error) => error.source(),
            Self::Resync(error) => Some(error),
            Self::Decode(error) => error.source(),
            Self::Outcome(error) => error.source(),
            Self::Batch(error) => error.source(),
        }
    }
}

impl From<RequestError> for Error {
    fn from(error: RequestError) -> Self {
        Self::Request(error)
    }
}

impl From<CredentialError> for Error {
    fn from(error: CredentialError) -> Self {
        Self::Credential(error)
    }
}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}

impl From<Box<ApiError>> for Error {
    fn from(error: Box<ApiError>) -> Self {
        Self::Api(error)
    }
}

impl From<Box<DecodeError>> for Error {
    fn from(error: Box<DecodeError>) -> Self {
        Self::Decode(error)
    }
}

impl From<OutcomeError> for Error {
    fn from(error: OutcomeError) -> Self {
        Self::Outcome(Box::new(error))
    }
}

impl From<BatchError> for Error {
    fn from(error: BatchError) -> Self {
        Self::Batch(error)
    }
}

impl Error {
    /// The error of a successful answer that can't be read: the service's own, where the body is one.
    pub(crate) fn of_answer(mut error: DecodeError, response: &Response<Bytes>) -> Self {
        let element = error.element().filter(|_| error.unexpected() == Some(Unexpected::Error));
        if error.unexpected() == Some(Unexpected::Error) || is_error(response.body()) {
            return Self::Api(Box::new(ApiError::within(response, element)));
        }
        error.request_id = odata_error::header(response.headers(), "request-id");
        Self::Decode(Box::new(error))
    }

    /// The status of the service's answer, where there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api(error) | Self::Resync(error) => Some(error.status),
            Self::Decode(error) => Some(error.status),
            Self::Outcome(error) => error.status(),
            Self::Batch(error) => error.status(),
            Self::Request(_) | Self::Credential(_) | Self::Transport(_) => None,
        }
    }

    /// The service's code, such as `itemNotFound`, where its answer had one.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Api(error) | Self::Resync(error) => error.code.as_deref(),
            Self::Batch(error) => error.code(),
            Self::Outcome(error) => error.code(),
            Self::Request(_) | Self::Credential(_) | Self::Transport(_) | Self::Decode(_) => None,
        }
    }

    /// The id to name to the service's support, where the answer bore one.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Api(error) | Self::Resync(error) => error.request_id.as_deref(),
            Self::Decode(error) => error.request_id.as_deref(),
            Self::Outcome(error) => error.request_id(),
            Self::Batch(error) => error.request_id(),
            Self::Request(_) | Self::Credential(_) | Self::Transport(_) => None,
        }
    }
}
