//! Links that the service gives to be followed as they are.

use std::fmt;

use http::Uri;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::de::Deserializer;
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

use crate::cloud::ServiceRoot;
use crate::error::RequestError;
use crate::value::Value;

/// What can't stand in a URL at all. Services leave some of it in their links.
const NO_URL: &AsciiSet = &CONTROLS.add(b' ').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`').add(b'|');

/// The URL of a link, where it leads to the service at `root`.
///
/// # Errors
/// The token would go along, so any other scheme, host or port is an error.
pub(crate) fn within(root: &ServiceRoot, link: &str) -> Result<String, RequestError> {
    let url = utf8_percent_encode(link, NO_URL).to_string();
    let uri: Uri = url.parse().map_err(|_| RequestError::Url { length: url.len() })?;
    if root.is_origin_of(&uri) { Ok(url) } else { Err(RequestError::ForeignLink { host: host(&uri) }) }
}

/// The host that a URL names, for messages; the rest may bear what its query was filtered by.
fn host(uri: &Uri) -> String {
    uri.host().unwrap_or("no host").to_owned()
}

macro_rules! links {
    ($($(#[$doc:meta])* $link:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash)]
        pub struct $link(String);

        impl $link {
            /// The link's text, to be stored. It may bear what its query was filtered by.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $link {
            /// Shows no text: a link may bear what its query was filtered by.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($link)).finish_non_exhaustive()
            }
        }

        impl Serialize for $link {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $link {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer).map(Self)
            }
        }

        impl Value for $link {
            type Assigned = Self;
            const TYPE: &'static str = "a link";
        }
    )*};
}

links! {
    /// Where the next page of a collection is.
    ///
    /// # Rule
    /// The link is opaque: it is followed as it is, and neither taken apart nor put together
    /// ([paging](https://learn.microsoft.com/graph/paging)). It is followed to the client's own scheme, host and port
    /// alone, for the token goes along.
    ///
    /// # Example
    /// ```
    /// # use graph_core::{graph_entity, Page};
    /// #[graph_entity(path = "users")]
    /// pub struct User { pub id: Option<String> }
    ///
    /// let page = r#"{"value": [], "@odata.nextLink": "https://graph.microsoft.com/v1.0/users?$skiptoken=x"}"#;
    /// let page: Page<User> = serde_json::from_str(page)?;
    /// assert!(page.next_link.is_some_and(|link| link.as_str().ends_with("$skiptoken=x")));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    NextLink,
    /// Where the next round of a delta query begins: what changed since the last page of this one.
    ///
    /// # Shape
    /// It is serde-able, as a text, so that it can be stored until the next round.
    ///
    /// # Rule
    /// As of [`NextLink`]: opaque, and followed to the client's own origin alone
    /// ([delta query](https://learn.microsoft.com/graph/delta-query-overview)).
    ///
    /// # Example
    /// ```
    /// use graph_core::DeltaLink;
    ///
    /// let stored = r#""https://graph.microsoft.com/v1.0/users/delta?$deltatoken=x""#;
    /// let link: DeltaLink = serde_json::from_str(stored)?;
    /// assert_eq!(serde_json::to_string(&link)?, stored);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    DeltaLink,
}
