//! Requests that can't be sent.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::Uri;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::client::causes::write_causes;
use crate::client::cloud::LONGEST_URL;
use crate::value::path::KeyError;

/// A request that can't be sent.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum RequestError {
    /// A key would address another resource.
    Key(KeyError),
    /// The name or the value of a header has invalid characters. The value is not shown.
    Header {
        /// The name of the header.
        name: String,
    },
    /// The transport sets this header itself: `Host`, `Content-Length`, `Connection`, `Transfer-Encoding`.
    ReservedHeader {
        /// The name of the header.
        name: String,
    },
    /// A query option was added to a request that follows a link.
    OpaqueLink,
    /// The body could not be serialized.
    Body {
        /// The error of the serializer.
        source: Arc<serde_json::Error>,
    },
    /// An argument of a function could not be serialized. Its value is not shown.
    Argument {
        /// The name of the argument.
        name: &'static str,
        /// The error of the serializer.
        source: Arc<serde_json::Error>,
    },
    /// An update without changes has no HTTP form. `send` returns without calling the service.
    NoChanges,
    /// The URL is too long for HTTP clients, or is not a URL.
    Url {
        /// The length of the URL.
        length: usize,
    },
    /// The URL has an invalid character: in a raw path or query, or in a link.
    UrlCharacter {
        /// The first invalid character. A `%` without two hexadecimal digits is invalid.
        character: char,
    },
    /// A raw path is not relative to the service root.
    RawPath {
        /// The reason.
        reason: &'static str,
    },
    /// A link refers to another scheme, host or port than the client's, which must not receive the token.
    ForeignLink {
        /// The host of the link.
        host: String,
    },
    /// The next link of a page refers to an earlier page.
    RepeatedLink,
    /// A list has more pages than [`Pages::max_pages`](crate::Pages::max_pages) allows.
    TooManyPages {
        /// The maximum.
        limit: usize,
    },
    /// The service requested a wait when it answered another request, and the wait exceeds the budget of this one.
    Throttled {
        /// The wait until the request may be sent.
        wait: Duration,
        /// The budget: [`RetryPolicy::budget`](crate::RetryPolicy::budget).
        budget: Duration,
    },
    /// The turn of the request did not come before the end of its budget: the client had its maximum of requests in flight.
    NoTurn {
        /// The budget: [`RetryPolicy::budget`](crate::RetryPolicy::budget).
        budget: Duration,
    },
    /// So many pages in a row had no item, and the last one a link to another page. A stream can be continued with that link.
    /// [`Items::max_empty_pages`](crate::Items::max_empty_pages) sets the limit.
    EmptyPages {
        /// The number of pages.
        count: usize,
    },
    /// The last page of a delta query has no delta link.
    NoDeltaLink,
    /// The link of a long-running operation is not `https`, or has a user. Plain `http` is accepted on loopback if the service is
    /// on loopback too.
    InsecureLink {
        /// The host of the link.
        host: String,
    },
    /// A binding adds more entities than one request accepts.
    TooManyBindings {
        /// The navigation property.
        property: &'static str,
        /// The number of entities.
        count: usize,
    },
    /// A binding was added to a request without an entity.
    NothingToBind {
        /// The navigation property.
        property: &'static str,
    },
}

impl RequestError {
    /// The reason why a text is not a URL.
    pub(crate) fn of_url(url: &str) -> Self {
        // The search takes a time that is the square of the length.
        if url.len() > LONGEST_URL {
            return Self::Url { length: url.len() };
        }
        let character = url.char_indices().find(|(at, character)| {
            let start = if url.get(..*at).is_some_and(|before| before.contains('?')) { "/?" } else { "/" };
            *character == '#' || format!("{start}{character}").parse::<Uri>().is_err()
        });
        match character {
            Some((_, character)) => Self::UrlCharacter { character },
            None => Self::Url { length: url.len() },
        }
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(error) => error.fmt(f),
            Self::Header { name } => write!(f, "the header `{name}` has a character that HTTP does not allow"),
            Self::ReservedHeader { name } => write!(f, "the header `{name}` is set by the transport; omit it"),
            Self::OpaqueLink => f.write_str("a link is followed unchanged: add the query to the first request"),
            Self::Body { source } => {
                f.write_str("the body can't be written as JSON: ")?;
                write_causes(f, &**source)
            }
            Self::Argument { name, source } => {
                write!(f, "the argument `{name}` can't be written: ")?;
                write_causes(f, &**source)
            }
            Self::NoChanges => f.write_str("the update changes nothing, so there is nothing to send"),
            Self::Url { length } if *length > LONGEST_URL => {
                write!(f, "the URL of {length} bytes is too long: the limit of HTTP clients is {LONGEST_URL}")
            }
            Self::Url { .. } => f.write_str("the URL is not valid"),
            Self::UrlCharacter { character } => {
                let encoded = utf8_percent_encode(character.encode_utf8(&mut [0; 4]), NON_ALPHANUMERIC).to_string();
                write!(f, "the URL has the character {character:?}, which must be percent-encoded: write `{encoded}`")
            }
            Self::RawPath { reason } => {
                write!(f, "the raw path {reason}; write it relative to the service root: `users/ada/messages`")
            }
            Self::ForeignLink { host } => {
                write!(f, "the link refers to another service than the client's ({host}), so it is not followed")
            }
            Self::RepeatedLink => f.write_str("the service's next link refers to a page that was already read"),
            Self::TooManyPages { limit } => {
                write!(f, "the list has more than {limit} pages; `max_pages` sets this limit")
            }
            Self::Throttled { wait, budget } => {
                let (wait, budget) = (wait.as_secs_f64(), budget.as_secs_f64());
                write!(
                    f,
                    "the service requests a wait of {wait} s for requests of this kind, and the budget is {budget} s; \
                     `RetryPolicy::budget` sets it"
                )
            }
            Self::NoTurn { budget } => {
                write!(
                    f,
                    "its turn did not come within the budget of {} s, since the client has its maximum of requests in flight; \
                     `RetryPolicy::budget` and `ClientBuilder::max_in_flight` set these limits",
                    budget.as_secs_f64()
                )
            }
            Self::EmptyPages { count } => {
                write!(
                    f,
                    "{count} pages in a row had no item, and the last one has a link to another page; \
                     `max_empty_pages` of the stream sets this limit"
                )
            }
            Self::NoDeltaLink => f.write_str("the last page of the delta query has no delta link"),
            Self::InsecureLink { host } => write!(f, "the link to {host} is not `https`, so it is not followed"),
            Self::TooManyBindings { property, count } => {
                write!(f, "`{property}` is bound to {count} entities; one request binds at most 20")
            }
            Self::NothingToBind { property } => {
                write!(f, "`{property}` is bound in a request without an entity; bind it in a create or an update")
            }
        }
    }
}

impl std::error::Error for RequestError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Key(error) => error.source(),
            Self::Body { source } | Self::Argument { source, .. } => Some(&**source),
            Self::Header { .. }
            | Self::ReservedHeader { .. }
            | Self::OpaqueLink
            | Self::NoChanges
            | Self::Url { .. }
            | Self::UrlCharacter { .. }
            | Self::RawPath { .. }
            | Self::ForeignLink { .. }
            | Self::RepeatedLink
            | Self::TooManyPages { .. }
            | Self::Throttled { .. }
            | Self::NoTurn { .. }
            | Self::EmptyPages { .. }
            | Self::NoDeltaLink
            | Self::InsecureLink { .. }
            | Self::TooManyBindings { .. }
            | Self::NothingToBind { .. } => None,
        }
    }
}

impl From<KeyError> for RequestError {
    fn from(error: KeyError) -> Self {
        Self::Key(error)
    }
}
