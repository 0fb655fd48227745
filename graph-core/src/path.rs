//! Encoded resource paths: the only place where a key becomes part of a URL.

use std::fmt::{self, Write as _};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use uuid::Uuid;

/// What stays as it is in a path segment: RFC 3986's `pchar`, but not `+`, which some servers read as a space.
pub(crate) const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@');

/// The key of one entity, as its service gave it: raw text that the library encodes.
///
/// # Rule
/// A key is one path segment, percent-encoded but for RFC 3986's `pchar` (`+` is encoded as well); never quoted, but
/// for one that starts with `$`: `users('$a@b')`
/// ([get a user](https://learn.microsoft.com/graph/api/user-get)). An empty key, `.` and `..` would address something
/// else, so they are an error before anything is sent.
///
/// # Shape
/// It is made from text, numbers, a `Uuid`, or an `Option` of these as an entity holds it. A placeholder is filled with
/// one key.
///
/// # Example
/// ```
/// # use graph_core::{graph_entity, Key};
/// # #[graph_entity(path = "users")]
/// # pub struct User { pub id: Option<String> }
/// let guest = Key::from("ada_example.org#EXT#@contoso.com");
/// assert_eq!(User::users().entity(guest).get().path(), "users/ada_example.org%23EXT%23@contoso.com");
/// assert_eq!(User::users().entity("$ada@contoso.com").get().path(), "users('$ada@contoso.com')");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key(String);

impl Key {
    /// The key as given, not encoded.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

macro_rules! key_from {
    ($($source:ty),* $(,)?) => {$(
        impl From<$source> for Key {
            fn from(key: $source) -> Self {
                Self(key.to_string())
            }
        }

        impl From<&$source> for Key {
            fn from(key: &$source) -> Self {
                Self(key.to_string())
            }
        }

        /// A key as an entity holds it. `None` is the empty key, and so an error before anything is sent.
        impl From<Option<$source>> for Key {
            fn from(key: Option<$source>) -> Self {
                Self(key.map(|key| key.to_string()).unwrap_or_default())
            }
        }

        /// The same, borrowed.
        impl From<Option<&$source>> for Key {
            fn from(key: Option<&$source>) -> Self {
                key.map_or_else(|| Self(String::new()), Self::from)
            }
        }

        /// The same, borrowed.
        impl From<&Option<$source>> for Key {
            fn from(key: &Option<$source>) -> Self {
                Self::from(key.as_ref())
            }
        }
    )*};
}

key_from!(String, Uuid, i32, i64, u32, u64);

impl From<&str> for Key {
    fn from(key: &str) -> Self {
        Self(key.to_owned())
    }
}

impl From<&&str> for Key {
    fn from(key: &&str) -> Self {
        Self((*key).to_owned())
    }
}

impl From<Option<&str>> for Key {
    fn from(key: Option<&str>) -> Self {
        Self::from(key.unwrap_or_default())
    }
}

impl From<&Key> for Key {
    fn from(key: &Key) -> Self {
        key.clone()
    }
}

/// A key that can't be sent, and which one it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// An empty key would address the collection instead of one of its entities.
    #[error("the key in `{path}/{{{name}}}` is empty: the request would address the collection itself")]
    Empty {
        /// The placeholder's name.
        name: String,
        /// The path in front of the key.
        path: String,
    },
    /// Servers and URL parsers resolve `.` and `..`, even percent-encoded.
    #[error("the key in `{path}/{{{name}}}` is `.` or `..`: the request would address another resource")]
    DotSegment {
        /// The placeholder's name.
        name: String,
        /// The path in front of the key.
        path: String,
    },
}

/// A path relative to the service root, percent-encoded, or the first key that made it impossible.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct ResourcePath {
    text: String,
    problem: Option<KeyError>,
}

impl ResourcePath {
    /// Fills a template such as `users/{userId}/messages` with one key a placeholder. The macro has checked it.
    pub(crate) fn from_template(template: &str, keys: &[Key]) -> Self {
        let mut keys = keys.iter();
        let mut path = Self { text: String::with_capacity(template.len() + 36), problem: None };
        for segment in template.split('/') {
            let name = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
            path = match name.and_then(|name| Some((name, keys.next()?))) {
                Some((name, key)) => path.key(name, key),
                None => path.segment(segment),
            };
        }
        path
    }

    /// Appends a segment that needs no encoding.
    pub(crate) fn segment(mut self, literal: &str) -> Self {
        if !self.text.is_empty() {
            self.text.push('/');
        }
        self.text.push_str(literal);
        self
    }

    /// Appends a key; `name` is for the error that says which one is wrong.
    pub(crate) fn key(mut self, name: &str, key: &Key) -> Self {
        let problem = match key.as_str() {
            "" => Some(KeyError::Empty { name: name.to_owned(), path: self.text.clone() }),
            "." | ".." => Some(KeyError::DotSegment { name: name.to_owned(), path: self.text.clone() }),
            _ => None,
        };
        self.problem = self.problem.or(problem);
        if key.as_str().starts_with('$') {
            let quoted = key.as_str().replace('\'', "''");
            // Writing to a `String` can't fail.
            let _ = write!(self.text, "('{}')", utf8_percent_encode(&quoted, SEGMENT));
            return self;
        }
        let encoded = utf8_percent_encode(key.as_str(), SEGMENT).to_string();
        self.segment(&encoded)
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    pub(crate) fn checked(&self) -> Result<&str, KeyError> {
        self.problem.clone().map_or(Ok(&self.text), Err)
    }
}

impl fmt::Debug for ResourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
