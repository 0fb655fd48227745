//! The error of an operation that is done, and whose outcome can't be read.

use std::fmt;

use http::StatusCode;

use super::Error;

/// An operation that the service accepted, or has done, without an outcome that can be read. It did not fail.
///
/// # Shape
/// [`Display`](fmt::Display) says why, such as `the operation is done, but its outcome can't be read: 401 Unauthorized`.
///
/// # Example
/// ```
/// use graph_core::{Error, Operation, Client};
///
/// /// Whether the operation was done, and the id of its outcome where the service names one.
/// async fn done(operation: &Operation<String>, client: &Client) -> Result<Option<String>, Error> {
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

    pub(super) fn status(&self) -> Option<StatusCode> {
        self.error()?.status()
    }

    pub(super) fn code(&self) -> Option<&str> {
        self.error()?.code()
    }

    pub(super) fn request_id(&self) -> Option<&str> {
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
