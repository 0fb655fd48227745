//! Responses that can't be decoded.

use std::fmt;

use http::StatusCode;

use crate::value::json_path::{JsonPath, Mismatch};
use crate::value::unexpected::Unexpected;

/// A response that is not of the declared type, with the JSON path and the expected type.
///
/// # Shape
/// [`Display`](fmt::Display) writes ``the 200 response can't be decoded: `value[3].platform` is not of the type
/// `Edm.Int32` (request-id 7a5c…)``. The message never contains the value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DecodeError {
    /// The status of the response.
    pub status: StatusCode,
    /// The path in the JSON body, such as `value[3].platform`; empty for the body itself.
    pub path: String,
    /// The reason.
    pub reason: String,
    /// The request id for the service's support.
    pub request_id: Option<String>,
    unexpected: Option<Unexpected>,
    /// The index of the item that contains the mistake.
    element: Option<usize>,
}

impl DecodeError {
    /// `error` tells invalid JSON from another type. Its message may show a value and is dropped.
    pub(crate) fn new(status: StatusCode, json_path: &JsonPath, expected: &str, error: &serde_json::Error) -> Self {
        let reason = match json_path.mismatch() {
            _ if !error.is_data() => {
                format!("is not valid JSON at line {} column {}", error.line(), error.column())
            }
            Some(Mismatch::Missing(name)) => format!("has no property `{name}`, which is not an `Option`"),
            Some(Mismatch::NotA(expected)) => format!("is not of the type `{expected}`"),
            Some(Mismatch::Unexpected(form)) => form.reason().to_owned(),
            None => format!("is not of the type `{expected}`"),
        };
        let unexpected = match json_path.mismatch() {
            Some(Mismatch::Unexpected(form)) if error.is_data() => Some(form),
            _ => None,
        };
        let path = if error.is_data() { json_path.to_string() } else { String::new() };
        Self { status, path, reason, request_id: None, unexpected, element: json_path.element() }
    }

    /// The body is an object of another form.
    pub(crate) fn of_form(status: StatusCode, form: Unexpected) -> Self {
        Self { unexpected: Some(form), ..Self::of_body(status, form.reason()) }
    }

    pub(crate) fn of_body(status: StatusCode, reason: &str) -> Self {
        Self {
            status,
            path: String::new(),
            reason: reason.to_owned(),
            request_id: None,
            unexpected: None,
            element: None,
        }
    }
}

impl DecodeError {
    /// The form of the object, if it is not of the declared type.
    pub(crate) fn unexpected(&self) -> Option<Unexpected> {
        self.unexpected
    }

    /// The index of the item that is an error of the service.
    pub(crate) fn element(&self) -> Option<usize> {
        self.element
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the {} response can't be decoded: ", self.status.as_str())?;
        match self.path.as_str() {
            "" => write!(f, "the body {}", self.reason)?,
            path => write!(f, "`{path}` {}", self.reason)?,
        }
        match &self.request_id {
            Some(id) => write!(f, " (request-id {id})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for DecodeError {}
