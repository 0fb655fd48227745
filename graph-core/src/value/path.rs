//! Encoded resource paths: the only place where a key becomes part of a URL.

use std::fmt::{self, Write as _};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use uuid::Uuid;

use super::literal::Literal;

/// What stays as it is in a path segment: RFC 3986's `pchar`, but not `+`, which some servers read as a space.
pub const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
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

/// What stays as it is in a segment of a path between colons, which a `:` would end.
const ADDRESS: &AsciiSet = &SEGMENT.add(b':');

/// The key of one entity, as its service gave it: raw text that the library encodes.
///
/// # Rule
/// A key is one path segment, percent-encoded but for RFC 3986's `pchar` (`+` is encoded as well); never quoted, but
/// for one that starts with `$`: `users('$a@b')`
/// ([get a user](https://learn.microsoft.com/graph/api/user-get)). An empty key, `.` and `..` would address something
/// else, so they are an error before anything is sent. Keys in parentheses are literals:
/// `applications(appId='…')`, several of them `(a='x',b=1)` (OData URL Conventions 4.01, §4.3.1, §4.3.2).
///
/// A placeholder between colons, as in `me/drive/root:/{itemPath}:/children`, takes a path instead: its segments are
/// separated by `/` and percent-encoded one by one, `:` too. An empty segment, `.` and `..` are errors
/// ([address items by path](https://learn.microsoft.com/graph/onedrive-addressing-driveitems)).
///
/// # Shape
/// It is made from text, numbers, a `Uuid`, or an `Option` of what a key is made from, as an entity holds it, or by
/// [`alternate`](Self::alternate) and [`in_parentheses`](Self::in_parentheses). A placeholder is filled with one key.
///
/// # Example
/// ```
/// # use graph_core::{graph_entity, value::Key};
/// # #[graph_entity(path = "users")]
/// # pub struct User { pub id: Option<String> }
/// let guest = Key::from("ada_example.org#EXT#@contoso.com");
/// assert_eq!(User::users().entity(guest).get().path(), "users/ada_example.org%23EXT%23@contoso.com");
/// assert_eq!(User::users().entity("$ada@contoso.com").get().path(), "users('$ada@contoso.com')");
///
/// let mail = Key::alternate("mail", "o'neil@contoso.com").and("kind", 1);
/// assert_eq!(User::users().entity(mail).get().path(), "users(mail='o''neil@contoso.com',kind=1)");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key(Form);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Form {
    /// A segment of its own.
    Segment(String),
    /// Behind the collection's segment: names, where there are any, and literals.
    Parentheses(Vec<(String, String)>),
}

#[allow(clippy::needless_pass_by_value)] // `Key::alternate("appId", "…")` reads better without a `&`
impl Key {
    /// A key in parentheses, a literal: `messages('AAMk=')`.
    #[must_use]
    pub fn in_parentheses(value: impl Literal) -> Self {
        Self(Form::Parentheses(vec![(String::new(), value.to_literal())]))
    }

    /// An alternate key, by the name of its property: `applications(appId='…')`.
    #[must_use]
    pub fn alternate(name: &str, value: impl Literal) -> Self {
        Self(Form::Parentheses(vec![(name.to_owned(), value.to_literal())]))
    }

    /// One more part of a key of several: `(a='x',b=1)`.
    #[must_use]
    pub fn and(self, name: &str, value: impl Literal) -> Self {
        let mut parts = match self.0 {
            Form::Segment(text) => vec![(String::new(), text.to_literal())],
            Form::Parentheses(parts) => parts,
        };
        parts.push((name.to_owned(), value.to_literal()));
        Self(Form::Parentheses(parts))
    }

    /// What stands in parentheses, not yet encoded; `None` where the key is a segment of its own.
    fn parentheses(&self) -> Option<String> {
        let parts = match &self.0 {
            Form::Segment(text) if text.starts_with('$') => return Some(text.to_literal()),
            Form::Segment(_) => return None,
            Form::Parentheses(parts) => parts,
        };
        let part = |(name, value): &(String, String)| match name.as_str() {
            "" => value.clone(),
            name => format!("{name}={value}"),
        };
        Some(parts.iter().map(part).collect::<Vec<_>>().join(","))
    }

    /// What is wrong with the key behind `path`.
    fn problem(&self, name: &str, path: &str) -> Option<KeyError> {
        let (name, path) = (name.to_owned(), path.to_owned());
        match &self.0 {
            Form::Segment(text) if matches!(text.as_str(), "." | "..") => Some(KeyError::DotSegment { name, path }),
            Form::Segment(text) if text.is_empty() => Some(KeyError::Empty { name, path }),
            Form::Parentheses(parts) if parts.iter().any(|(_, value)| value == "''") => {
                Some(KeyError::Empty { name, path })
            }
            _ => None,
        }
    }

    /// The segments of a path between colons; what is wrong with the one that stands behind `path`.
    fn segments(&self, name: &str, path: &str) -> Result<Vec<&str>, KeyError> {
        let (name, path) = (name.to_owned(), path.to_owned());
        let Form::Segment(text) = &self.0 else { return Err(KeyError::NotAPath { name, path }) };
        if text.is_empty() {
            return Err(KeyError::Empty { name, path });
        }
        let segments: Vec<&str> = text.split('/').collect();
        if segments.contains(&"") {
            Err(KeyError::EmptySegment { name, path })
        } else if segments.iter().any(|segment| matches!(*segment, "." | "..")) {
            Err(KeyError::DotSegment { name, path })
        } else {
            Ok(segments)
        }
    }
}

macro_rules! key_from {
    ($($source:ty),* $(,)?) => {$(
        impl From<$source> for Key {
            fn from(key: $source) -> Self {
                Self(Form::Segment(key.to_string()))
            }
        }

        impl From<&$source> for Key {
            fn from(key: &$source) -> Self {
                Self(Form::Segment(key.to_string()))
            }
        }
    )*};
}

key_from!(String, Uuid, i32, i64, u32, u64);

impl From<&str> for Key {
    fn from(key: &str) -> Self {
        Self(Form::Segment(key.to_owned()))
    }
}

impl From<&&str> for Key {
    fn from(key: &&str) -> Self {
        Self(Form::Segment((*key).to_owned()))
    }
}

/// A key as an entity holds it. `None` is the empty key, and so an error before anything is sent.
impl<T: Into<Self>> From<Option<T>> for Key {
    fn from(key: Option<T>) -> Self {
        key.map_or_else(|| Self(Form::Segment(String::new())), Into::into)
    }
}

/// The same, borrowed.
impl<T: Clone + Into<Self>> From<&Option<T>> for Key {
    fn from(key: &Option<T>) -> Self {
        Self::from(key.clone())
    }
}

impl From<&Key> for Key {
    fn from(key: &Key) -> Self {
        key.clone()
    }
}

/// A key that can't be sent, and which one it is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyError {
    /// An empty key would address the collection instead of one of its entities.
    Empty {
        /// The placeholder's name.
        name: String,
        /// The path in front of the key.
        path: String,
    },
    /// Servers and URL parsers resolve `.` and `..`, even percent-encoded.
    DotSegment {
        /// The placeholder's name.
        name: String,
        /// The path in front of the key.
        path: String,
    },
    /// A path between colons begins or ends with `/`, or has `//`.
    EmptySegment {
        /// The placeholder's name.
        name: String,
        /// The path in front of it.
        path: String,
    },
    /// A key in parentheses was given where a path between colons stands.
    NotAPath {
        /// The placeholder's name.
        name: String,
        /// The path in front of it.
        path: String,
    },
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty { name, path } => {
                write!(f, "the key in `{path}/{{{name}}}` is empty: the request would address something else")
            }
            Self::DotSegment { name, path } => {
                write!(f, "the key in `{path}/{{{name}}}` is `.` or `..`: the request would address another resource")
            }
            Self::EmptySegment { name, path } => {
                write!(f, "the path in `{path}/{{{name}}}` has an empty segment: write it without `/` at its ends")
            }
            Self::NotAPath { name, path } => {
                write!(f, "the path in `{path}/{{{name}}}` is a key in parentheses: write the segments of a path")
            }
        }
    }
}

impl std::error::Error for KeyError {}

/// A path relative to the service root, percent-encoded, or the first key that made it impossible.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct ResourcePath {
    text: String,
    /// Whether it ends within a path between colons: `root:/a/b`, to which a segment is added as `:/children`.
    is_open: bool,
    problem: Option<KeyError>,
}

impl ResourcePath {
    /// Fills a template such as `users/{userId}/messages` with one key a placeholder. The macro has checked it.
    pub(crate) fn from_template(template: &str, keys: &[Key]) -> Self {
        let mut keys = keys.iter();
        let mut path = Self { text: String::with_capacity(template.len() + 36), ..Self::default() };
        for segment in template.split('/') {
            let (segment, has_colon) = segment.strip_suffix(':').map_or((segment, false), |segment| (segment, true));
            let name = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
            path = match name.and_then(|name| Some((name, keys.next()?))) {
                Some((name, key)) if path.is_open => path.address(name, key),
                Some((name, key)) => path.key(name, key),
                None => path.literal(segment),
            };
            if has_colon {
                path.text.push(':');
                path.is_open = !path.is_open;
            }
        }
        path
    }

    /// Appends a segment that needs no encoding; a path between colons ends before it.
    pub(crate) fn segment(self, literal: &str) -> Self {
        self.closed().literal(literal)
    }

    /// Appends a key; `name` is for the error that says which one is wrong.
    pub(crate) fn key(self, name: &str, key: &Key) -> Self {
        let mut path = self.closed();
        path.problem = path.problem.take().or_else(|| key.problem(name, &path.text));
        if let Some(within) = key.parentheses() {
            // Writing to a `String` can't fail.
            let _ = write!(path.text, "({})", utf8_percent_encode(&within, SEGMENT));
            return path;
        }
        let Key(Form::Segment(text)) = key else { return path };
        let encoded = utf8_percent_encode(text, SEGMENT).to_string();
        // A `:` at the end would begin a path between colons.
        match encoded.strip_suffix(':') {
            Some(begin) => path.literal(&format!("{begin}%3A")),
            None => path.literal(&encoded),
        }
    }

    /// Appends the path of an entity below this one: `…:/a/b`.
    pub(crate) fn at_path(mut self, name: &str, key: &Key) -> Self {
        if !self.is_open {
            self.text.push(':');
            self.is_open = true;
        }
        self.address(name, key)
    }

    /// Appends a path between colons, segment by segment.
    fn address(mut self, name: &str, key: &Key) -> Self {
        match key.segments(name, &self.text) {
            Ok(segments) => segments
                .into_iter()
                .fold(self, |path, segment| path.literal(&utf8_percent_encode(segment, ADDRESS).to_string())),
            Err(problem) => {
                self.problem.get_or_insert(problem);
                self
            }
        }
    }

    fn literal(mut self, segment: &str) -> Self {
        if !self.text.is_empty() {
            self.text.push('/');
        }
        self.text.push_str(segment);
        self
    }

    fn closed(mut self) -> Self {
        if self.is_open {
            self.text.push(':');
            self.is_open = false;
        }
        self
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
