//! What can go wrong with a request because it is in a batch.

use std::fmt;
use std::sync::Arc;

use http::StatusCode;

use super::Error;

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

    pub(super) fn status(&self) -> Option<StatusCode> {
        self.call()?.status()
    }

    pub(super) fn code(&self) -> Option<&str> {
        self.call()?.code()
    }

    pub(super) fn request_id(&self) -> Option<&str> {
        match self {
            Self::NoAnswer { request_id } => request_id.as_deref(),
            _ => self.call()?.request_id(),
        }
    }
}
