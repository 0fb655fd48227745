//! Errors of a call, from building its request to reading its response.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{Response, StatusCode};

use super::decode::DecodeError;
use super::odata_error::{self, ApiError};
use super::request::RequestError;
use super::transfer::TransferError;
use crate::client::credential::CredentialError;
use crate::client::transport::TransportError;
use crate::value::unexpected::{Unexpected, is_error};

/// The error of a call.
///
/// # Shape
/// No variant shows a body or a token, neither in `Display` nor in `Debug`. The message ends with the innermost cause;
/// [`source`](std::error::Error::source) returns the causes one by one.
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
    /// The credential supplied no token. Nothing was sent.
    Credential(CredentialError),
    /// No complete response arrived. The service may have acted nevertheless.
    Transport(TransportError),
    /// The service responded with an error.
    Api(Box<ApiError>),
    /// The delta link has expired. Start again with `.delta()`, and replace all stored entities by its result.
    Resync(Box<ApiError>),
    /// The service acted, but its response is not of the declared type.
    Decode(Box<DecodeError>),
    /// A [`Poller`](crate::Poller) was accepted or is complete, but its outcome can't be read; or its status monitor failed. The operation
    /// did not fail.
    Outcome(Box<OutcomeError>),
    /// A download or an upload can't be completed, although the service responded.
    Transfer(Box<TransferError>),
    /// The request was part of a batch and has no response of its own.
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
                "the delta link is no longer valid: start again with `.delta()`, and replace the stored entities: {error}",
            ),
            Self::Decode(error) => error.fmt(f),
            Self::Outcome(error) => error.fmt(f),
            Self::Transfer(error) => error.fmt(f),
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
            Self::Transfer(error) => error.source(),
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

impl From<TransferError> for Error {
    fn from(error: TransferError) -> Self {
        Self::Transfer(Box::new(error))
    }
}

impl From<BatchError> for Error {
    fn from(error: BatchError) -> Self {
        Self::Batch(error)
    }
}

impl Error {
    /// The error of a successful response that can't be read: the service's error if the body contains one.
    pub(crate) fn of_response(mut error: DecodeError, response: &Response<Bytes>) -> Self {
        let element = error.element().filter(|_| error.unexpected() == Some(Unexpected::Error));
        if error.unexpected() == Some(Unexpected::Error) || is_error(response.body()) {
            return Self::Api(Box::new(ApiError::within(response, element)));
        }
        error.request_id = odata_error::header(response.headers(), "request-id");
        Self::Decode(Box::new(error))
    }

    /// The status of the response, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api(error) | Self::Resync(error) => Some(error.status),
            Self::Decode(error) => Some(error.status),
            Self::Outcome(error) => error.status(),
            Self::Transfer(error) => error.status(),
            Self::Batch(error) => error.status(),
            Self::Request(_) | Self::Credential(_) | Self::Transport(_) => None,
        }
    }

    /// The service's error code, such as `itemNotFound`, if the response had one.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Api(error) | Self::Resync(error) => error.code.as_deref(),
            Self::Batch(error) => error.code(),
            Self::Outcome(error) => error.code(),
            Self::Transfer(error) => error.code(),
            Self::Request(_) | Self::Credential(_) | Self::Transport(_) | Self::Decode(_) => None,
        }
    }

    /// The request id for the service's support, if the response had one.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Api(error) | Self::Resync(error) => error.request_id.as_deref(),
            Self::Decode(error) => error.request_id.as_deref(),
            Self::Outcome(error) => error.request_id(),
            Self::Transfer(error) => error.request_id(),
            Self::Batch(error) => error.request_id(),
            Self::Request(_) | Self::Credential(_) | Self::Transport(_) => None,
        }
    }
}

/// The error of a request in a batch without a response of its own. Requests are counted from 1, in the order of `add`.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum BatchError {
    /// The batch call failed, and with it each of its requests.
    Call {
        /// The error of the batch call.
        source: Arc<Error>,
    },
    /// The batch response contains no response to this request. The service may have acted.
    NoResponse {
        /// The request id for the service's support.
        request_id: Option<String>,
    },
    /// A request that this one depends on could not be sent, so this one was not sent either.
    FailedDependency,
    /// A batch can't carry the request. It was not sent.
    Unsupported {
        /// The reason.
        reason: &'static str,
    },
    /// More requests depend on one another than one batch call accepts. Nothing was sent.
    TooManyDependents {
        /// The number of the first request.
        first: usize,
        /// The number of requests.
        count: usize,
    },
    /// A request depends on one of another API version, which has separate batch calls. Nothing was sent.
    AcrossVersions {
        /// The number of the request.
        request: usize,
        /// The number of the request that it depends on.
        after: usize,
    },
    /// The handle belongs to another batch.
    ForeignHandle,
}

impl fmt::Display for BatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call { source } => write!(f, "the batch call of the request failed: {source}"),
            Self::NoResponse { request_id } => {
                f.write_str("the batch response has no response to this request: the service may have executed it")?;
                request_id.as_ref().map_or(Ok(()), |id| write!(f, " (request-id {id})"))
            }
            Self::FailedDependency => {
                f.write_str("the request was not sent: a request that it depends on could not be sent")
            }
            Self::Unsupported { reason } => write!(f, "the request can't be part of a batch: {reason}; send it alone"),
            Self::TooManyDependents { first, count } => write!(
                f,
                "{count} requests depend on one another, from request {first} on, and one call takes 20: send some of \
                 them in a later batch"
            ),
            Self::AcrossVersions { request, after } => write!(
                f,
                "request {request} depends on request {after}, which has another API version: send it in a later batch"
            ),
            Self::ForeignHandle => f.write_str("the handle belongs to another batch"),
        }
    }
}

impl std::error::Error for BatchError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Call { source } => Some(&**source),
            _ => None,
        }
    }
}

impl BatchError {
    fn call(&self) -> Option<&Error> {
        match self {
            Self::Call { source } => Some(source),
            _ => None,
        }
    }

    fn status(&self) -> Option<StatusCode> {
        self.call()?.status()
    }

    fn code(&self) -> Option<&str> {
        self.call()?.code()
    }

    fn request_id(&self) -> Option<&str> {
        match self {
            Self::NoResponse { request_id } => request_id.as_deref(),
            _ => self.call()?.request_id(),
        }
    }
}

/// An operation that was accepted or is complete, but whose outcome can't be read. The operation did not fail.
///
/// # Shape
/// [`Display`](fmt::Display) writes the reason, such as `the operation is done, but its outcome can't be read: 401 Unauthorized`.
///
/// # Example
/// ```
/// use graph_core::{Error, Poller, Client};
///
/// /// Waits for the operation, and returns the id of an outcome that can't be read.
/// async fn done(operation: &Poller<String>, client: &Client) -> Result<Option<String>, Error> {
///     match operation.wait(client).await {
///         Ok(_) => Ok(None),
///         Err(Error::Outcome(outcome)) => Ok(outcome.resource_id.clone()),
///         Err(failed) => Err(failed),
///     }
/// }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct OutcomeError {
    /// The id of the resource that the operation created or changed, if the status monitor names it.
    pub resource_id: Option<String>,
    reason: Reason,
}

#[derive(Debug)]
enum Reason {
    /// The service accepted the request without a status monitor.
    NoMonitor,
    /// The status monitor returned only a status.
    StatusAlone,
    /// The outcome could not be read.
    Unreadable(Error),
    /// The status monitor failed.
    Unknown(Error),
}

impl OutcomeError {
    pub(crate) fn no_monitor() -> Self {
        Self { resource_id: None, reason: Reason::NoMonitor }
    }

    pub(crate) fn status_alone(resource_id: Option<String>) -> Self {
        Self { resource_id, reason: Reason::StatusAlone }
    }

    pub(crate) fn unreadable(resource_id: Option<String>, error: Error) -> Self {
        Self { resource_id, reason: Reason::Unreadable(error) }
    }

    pub(crate) fn unknown(error: Error) -> Self {
        Self { resource_id: None, reason: Reason::Unknown(error) }
    }

    /// Returns `true` if the state of the operation is unknown: another poll may get it.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        matches!(self.reason, Reason::Unknown(_))
    }

    fn error(&self) -> Option<&Error> {
        match &self.reason {
            Reason::Unreadable(error) | Reason::Unknown(error) => Some(error),
            Reason::NoMonitor | Reason::StatusAlone => None,
        }
    }

    fn status(&self) -> Option<StatusCode> {
        self.error()?.status()
    }

    fn code(&self) -> Option<&str> {
        self.error()?.code()
    }

    fn request_id(&self) -> Option<&str> {
        self.error()?.request_id()
    }
}

impl fmt::Display for OutcomeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.reason {
            Reason::NoMonitor => {
                f.write_str("the service accepted the operation without the `Location` of a status monitor")
            }
            Reason::StatusAlone if self.resource_id.is_some() => {
                f.write_str("the operation is done, but its monitor returns only the outcome's `resource_id`")
            }
            Reason::StatusAlone => f.write_str("the operation is done, but its monitor returns no outcome"),
            Reason::Unreadable(error) => write!(f, "the operation is done, but its outcome can't be read: {error}"),
            Reason::Unknown(error) => {
                write!(
                    f,
                    "the state of the operation is unknown, since its status monitor failed: {error}: poll it again"
                )
            }
        }
    }
}

impl std::error::Error for OutcomeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(self.error()?)
    }
}
