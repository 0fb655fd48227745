//! What can go wrong with a call, from building its request to reading its answer.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{Response, StatusCode};

use super::decode::DecodeError;
use super::odata_error::{self, ApiError};
use super::request::RequestError;
use crate::client::credential::CredentialError;
use crate::client::transport::TransportError;
use crate::value::unexpected::{Unexpected, is_error};

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
    /// A [`Poller`](crate::Poller) was accepted or is done, but its outcome can't be read. It did not fail.
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

/// Why a request of a batch has no answer of its own. Requests are counted from 1, in the order in which they were added.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum BatchError {
    /// The call that carried the request failed, and with it each request of that call.
    Call {
        /// What failed.
        source: Arc<Error>,
    },
    /// The call was answered, but the request was not. The service may have acted.
    NoAnswer {
        /// What to name to the service's support.
        request_id: Option<String>,
    },
    /// A request that this one comes after could not be sent, so this one was not sent either.
    Predecessor,
    /// The request has a form that no batch can carry. It was not sent.
    Unfit {
        /// What is in the way.
        reason: &'static str,
    },
    /// More requests depend on one another than one call takes. Nothing was sent.
    TooManyDependents {
        /// The first of them.
        first: usize,
        /// How many there are.
        count: usize,
    },
    /// A request comes after one of another version of the service, which has its batches apart. Nothing was sent.
    AcrossVersions {
        /// The request.
        request: usize,
        /// The one that it comes after.
        after: usize,
    },
    /// A handle was used with another batch than the one that gave it.
    ForeignHandle,
}

impl fmt::Display for BatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call { source } => write!(f, "the batch call that carried the request failed: {source}"),
            Self::NoAnswer { request_id } => {
                f.write_str(
                    "the batch was answered, but this request was not: the service may have done it all the same",
                )?;
                request_id.as_ref().map_or(Ok(()), |id| write!(f, " (request-id {id})"))
            }
            Self::Predecessor => f.write_str("the request was not sent: one that it comes after could not be sent"),
            Self::Unfit { reason } => write!(f, "the request can't be part of a batch: {reason}; send it alone"),
            Self::TooManyDependents { first, count } => write!(
                f,
                "{count} requests depend on one another, from request {first} on, and one call takes 20: send some of \
                 them in a later batch"
            ),
            Self::AcrossVersions { request, after } => write!(
                f,
                "request {request} comes after request {after}, which is of another version of the service: send it in a \
                 later batch"
            ),
            Self::ForeignHandle => f.write_str("the handle is of another batch"),
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
            Self::NoAnswer { request_id } => request_id.as_deref(),
            _ => self.call()?.request_id(),
        }
    }
}

/// An operation that the service accepted, or has done, without an outcome that can be read. It did not fail.
///
/// # Shape
/// [`Display`](fmt::Display) says why, such as `the operation is done, but its outcome can't be read: 401 Unauthorized`.
///
/// # Example
/// ```
/// use graph_core::{Error, Poller, Client};
///
/// /// Whether the operation was done, and the id of its outcome where the service names one.
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
    /// The id of the resource that the operation made or changed, where the monitor names it.
    pub resource_id: Option<String>,
    reason: Reason,
}

#[derive(Debug)]
enum Reason {
    /// The service accepted the request, and named no monitor.
    NoMonitor,
    /// The monitor has its own status, and no outcome.
    StatusAlone,
    /// The outcome was found, and could not be read.
    Unreadable(Error),
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

    fn error(&self) -> Option<&Error> {
        match &self.reason {
            Reason::Unreadable(error) => Some(error),
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
                f.write_str("the service accepted the operation without a `Location` to ask for its outcome at")
            }
            Reason::StatusAlone if self.resource_id.is_some() => {
                f.write_str("the operation is done, but its monitor gives the outcome's `resource_id` alone")
            }
            Reason::StatusAlone => f.write_str("the operation is done, but its monitor gives no outcome"),
            Reason::Unreadable(error) => write!(f, "the operation is done, but its outcome can't be read: {error}"),
        }
    }
}

impl std::error::Error for OutcomeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(self.error()?)
    }
}
