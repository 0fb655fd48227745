//! Links that the service gives to be followed as they are.

use std::fmt;

use serde::de::Deserializer;
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

use crate::value::Value;

/// Where the next page of a collection is.
///
/// # Rule
/// The link is opaque: it is followed as it is, and neither taken apart nor put together
/// ([paging](https://learn.microsoft.com/graph/paging)).
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
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct NextLink(String);

impl NextLink {
    /// The link's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for NextLink {
    /// Shows no text: a link may bear what its query was filtered by.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NextLink").finish_non_exhaustive()
    }
}

impl Serialize for NextLink {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for NextLink {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}

impl Value for NextLink {
    type Assigned = Self;
    const TYPE: &'static str = "a link";
}
