//! What makes a request one that can't be sent.

use std::fmt;
use std::sync::Arc;

use http::Uri;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::client::causes::write_causes;
use crate::value::path::KeyError;

/// A request that can't be sent, and what to change.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum RequestError {
    /// A key would address something else.
    Key(KeyError),
    /// A header's name or value has characters that HTTP does not allow. The value is not shown.
    Header {
        /// The header's name, as given.
        name: String,
    },
    /// A header that is the transport's own: `Host`, `Content-Length`, `Connection`, `Transfer-Encoding`.
    ReservedHeader {
        /// The header's name.
        name: String,
    },
    /// A query was added to a request that follows a link.
    OpaqueLink,
    /// The body could not be written as JSON.
    Body {
        /// What the serializer reported.
        source: Arc<serde_json::Error>,
    },
    /// An argument of a function could not be written. Its value is not shown.
    Argument {
        /// The argument's name.
        name: &'static str,
        /// What the serializer reported.
        source: Arc<serde_json::Error>,
    },
    /// An update without changes has no HTTP form. `send` answers it without the service.
    NoChanges,
    /// The URL is too long for HTTP clients, or is not a URL at all.
    Url {
        /// Its length.
        length: usize,
    },
    /// The URL has a character that no URL can have: in a raw path or query, or in a link.
    UrlCharacter {
        /// The first one. A `%` without two hexadecimal digits after it counts as one.
        character: char,
    },
    /// A raw path is not one relative to the service root.
    RawPath {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// A link leads to another scheme, host or port than the client's, and the token would go along.
    ForeignLink {
        /// The host that it names.
        host: String,
    },
    /// A page's link leads to a page that was there already.
    RepeatedLink,
    /// The last page of a delta query says nothing of a next round.
    NoDeltaLink,
    /// A link of a running operation leads to a URL that is not `https`; plain `http` is for loopback, where the service
    /// itself is there. Or it names a user.
    InsecureLink {
        /// The host that it names.
        host: String,
    },
    /// A binding adds more entities than one request can.
    TooManyBindings {
        /// The navigation property.
        property: &'static str,
        /// The number of entities.
        count: usize,
    },
    /// A binding was added to a request that carries no entity.
    NothingToBind {
        /// The navigation property.
        property: &'static str,
    },
}

/// The longest URL that the `http` crate takes, in bytes.
const LONGEST_URL: usize = (u16::MAX - 1) as usize;

impl RequestError {
    /// The reason for which a text is not a URL.
    pub(crate) fn of_url(url: &str) -> Self {
        let character = url.char_indices().find(|(at, character)| {
            let start = if url.get(..*at).is_some_and(|before| before.contains('?')) { "/?" } else { "/" };
            *character == '#' || format!("{start}{character}").parse::<Uri>().is_err()
        });
        match character {
            Some((_, character)) if url.len() <= LONGEST_URL => Self::UrlCharacter { character },
            _ => Self::Url { length: url.len() },
        }
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(error) => error.fmt(f),
            Self::Header { name } => write!(f, "the header `{name}` has a character that HTTP does not allow"),
            Self::ReservedHeader { name } => write!(f, "the header `{name}` is set by the transport; leave it out"),
            Self::OpaqueLink => {
                f.write_str("a link is followed as it is: give the query to the request whose answer had the link")
            }
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
                write!(f, "the URL of {length} bytes is too long: HTTP clients take {LONGEST_URL}")
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
                write!(f, "the link leads to another service than the client's ({host}), so it is not followed")
            }
            Self::RepeatedLink => f.write_str("the service's next link leads back to a page that was read already"),
            Self::NoDeltaLink => f.write_str("the last page of the delta query has no delta link"),
            Self::InsecureLink { host } => write!(f, "the link to {host} is not `https`, so it is not followed"),
            Self::TooManyBindings { property, count } => {
                write!(f, "`{property}` is bound to {count} entities at once; 20 are the most that one request takes")
            }
            Self::NothingToBind { property } => {
                write!(f, "`{property}` is bound in a request that carries no entity; bind in a create or an update")
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
