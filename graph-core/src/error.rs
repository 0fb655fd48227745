//! What can go wrong with a call, from building its request to reading its answer.

mod batch;

use std::fmt;
use std::sync::Arc;

use http::StatusCode;

use crate::credential::CredentialError;
use crate::json_path::{Fault, JsonPath};
use crate::odata_error::ApiError;
use crate::path::KeyError;
use crate::transport::TransportError;

pub use batch::BatchError;

/// Why a call gave no answer.
///
/// # Shape
/// No variant shows a body or a token, neither in `Display` nor in `Debug`. The message leaves out what is in
/// [`source`](std::error::Error::source).
///
/// # Example
/// ```
/// use graph_core::Error;
///
/// fn is_missing(error: &Error) -> bool {
///     matches!(error, Error::Api(error) if error.status == http::StatusCode::NOT_FOUND)
/// }
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The request could not be built. Nothing was sent.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// The credential gave no token. Nothing was sent.
    #[error(transparent)]
    Credential(#[from] CredentialError),
    /// No complete response arrived. The service may have acted all the same.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The service answered with an error.
    #[error(transparent)]
    Api(#[from] Box<ApiError>),
    /// What a delta link stands for is forgotten: start again with `.delta()`, and put what it gives in place of all
    /// that you have stored.
    #[error("the delta link is no longer valid: start again with `.delta()`, and replace what is stored")]
    Resync(#[source] Box<ApiError>),
    /// The service acted, but its answer is not of the declared type.
    #[error(transparent)]
    Decode(#[from] Box<DecodeError>),
    /// The request was in a batch, and has no answer of its own.
    #[error(transparent)]
    Batch(#[from] BatchError),
}

impl Error {
    /// The status of the service's answer, where there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api(error) | Self::Resync(error) => Some(error.status),
            Self::Decode(error) => Some(error.status),
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
            Self::Request(_) | Self::Credential(_) | Self::Transport(_) | Self::Decode(_) => None,
        }
    }

    /// The id to name to the service's support, where the answer bore one.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Api(error) | Self::Resync(error) => error.request_id.as_deref(),
            Self::Decode(error) => error.request_id.as_deref(),
            Self::Batch(error) => error.request_id(),
            Self::Request(_) | Self::Credential(_) | Self::Transport(_) => None,
        }
    }
}

/// A request that can't be sent, and what to change.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum RequestError {
    /// A key would address something else.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A header's name or value has characters that HTTP does not allow. The value is not shown.
    #[error("the header `{name}` has a character that HTTP does not allow")]
    Header {
        /// The header's name, as given.
        name: String,
    },
    /// The body could not be written as JSON.
    #[error("the body can't be written as JSON")]
    Body {
        /// What the serializer reported.
        source: Arc<serde_json::Error>,
    },
    /// An argument of a function could not be written. Its value is not shown.
    #[error("the argument `{name}` can't be written")]
    Argument {
        /// The argument's name.
        name: &'static str,
        /// What the serializer reported.
        source: Arc<serde_json::Error>,
    },
    /// An update without changes has no HTTP form. `send` answers it without the service.
    #[error("the update changes nothing, so there is nothing to send")]
    NoChanges,
    /// The URL is too long for HTTP clients, or has a character that no URL can have: in a raw path or query, say.
    #[error("the URL of {length} bytes is too long, or has a character that must be percent-encoded")]
    Url {
        /// Its length.
        length: usize,
    },
    /// A raw path is not one relative to the service root.
    #[error("the raw path {reason}; write it relative to the service root: `users/ada/messages`")]
    RawPath {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// A link leads to another scheme, host or port than the client's, and the token would go along.
    #[error("the link leads to another service than the client's ({host}), so it is not followed")]
    ForeignLink {
        /// The host that it names.
        host: String,
    },
    /// A page's link leads to a page that was there already.
    #[error("the service's next link leads back to a page that was read already")]
    RepeatedLink,
    /// The last page of a delta query says nothing of a next round.
    #[error("the last page of the delta query has no delta link")]
    NoDeltaLink,
    /// A link of a running operation leads to a URL that is neither `https` nor on loopback.
    #[error("the link to {host} is not `https`, so it is not followed")]
    InsecureLink {
        /// The host that it names.
        host: String,
    },
    /// A binding adds more entities than one request can.
    #[error("`{property}` is bound to {count} entities at once; 20 are the most that one request takes")]
    TooManyBindings {
        /// The navigation property.
        property: &'static str,
        /// The number of entities.
        count: usize,
    },
    /// A binding was added to a request that carries no entity.
    #[error("`{property}` is bound in a request that carries no entity; bind in a create or an update")]
    NothingToBind {
        /// The navigation property.
        property: &'static str,
    },
}

/// An answer that is not of the declared type: where, and what was expected there.
///
/// # Shape
/// [`Display`](fmt::Display) writes ``the 200 answer can't be decoded: `value[3].platform` is not of the type
/// `Edm.Int32` (request-id 7a5c…)``. The value itself is never shown.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DecodeError {
    /// The answer's status.
    pub status: StatusCode,
    /// The place in the JSON body, such as `value[3].platform`; empty for the body itself.
    pub path: String,
    /// What is wrong there.
    pub reason: String,
    /// What to name to the service's support.
    pub request_id: Option<String>,
}

impl DecodeError {
    /// `error` says whether the text is JSON at all; its message may show a value and is dropped.
    pub(crate) fn new(status: StatusCode, path: &JsonPath, expected: &str, error: &serde_json::Error) -> Self {
        let reason = match path.fault() {
            _ if !error.is_data() => {
                format!("is not valid JSON at line {} column {}", error.line(), error.column())
            }
            Some(Fault::Missing(name)) => format!("has no property `{name}`, which is no `Option`"),
            Some(Fault::NotA(expected)) => format!("is not of the type `{expected}`"),
            None => format!("is not of the type `{expected}`"),
        };
        let path = if error.is_data() { path.to_string() } else { String::new() };
        Self { status, path, reason, request_id: None }
    }

    pub(crate) fn of_body(status: StatusCode, reason: &str) -> Self {
        Self { status, path: String::new(), reason: reason.to_owned(), request_id: None }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the {} answer can't be decoded: ", self.status.as_str())?;
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
