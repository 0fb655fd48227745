//! API versions, keys and percent-encoded resource paths. Only this module writes a key into a URL.

use std::fmt::{self, Write as _};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use uuid::Uuid;

use super::literal::Literal;

/// A version of the service: the first segment of each of its paths.
///
/// The client has one for all its requests; `#[graph_entity(version = "beta")]` overrides it for one type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum ApiVersion {
    /// `v1.0`, the generally available version.
    #[default]
    V1_0,
    /// `beta`, which may change without notice.
    Beta,
}

impl ApiVersion {
    /// The version as a path segment.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V1_0 => "v1.0",
            Self::Beta => "beta",
        }
    }
}

impl fmt::Display for ApiVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The characters that a path segment keeps: RFC 3986's `pchar` without `+`, which some servers read as a space.
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

/// The characters that a segment of a path between colons keeps. A `:` would end that path.
const ADDRESS: &AsciiSet = &SEGMENT.add(b':');

/// The key of an entity: the raw text of the service, which this crate percent-encodes.
///
/// # Rule
/// A key is one path segment, percent-encoded except for RFC 3986's `pchar` (`+` is encoded as well). It is not quoted,
/// unless it starts with `$`: `users('$a@b')`
/// ([get a user](https://learn.microsoft.com/graph/api/user-get)). An empty key, `.` and `..` would address another
/// resource, so they are errors before anything is sent. Keys in parentheses are literals:
/// `applications(appId='…')`, or `(a='x',b=1)` for several (OData URL Conventions 4.01, §4.3.1, §4.3.2).
///
/// A placeholder between colons, as in `me/drive/root:/{itemPath}:/children`, takes a path. `/` separates its segments,
/// and each segment is percent-encoded, including `:`. An empty segment, `.` and `..` are errors
/// ([address items by path](https://learn.microsoft.com/graph/onedrive-addressing-driveitems)).
///
/// # Shape
/// Strings, numbers, a `Uuid` and an `Option` of these convert into a key. [`alternate`](Self::alternate) and
/// [`in_parentheses`](Self::in_parentheses) create the other forms. Each placeholder takes one key.
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
    /// A path segment.
    Segment(String),
    /// Literals in parentheses after the segment of the collection, with names if there are any.
    Parentheses(Vec<(String, String)>),
}

#[allow(clippy::needless_pass_by_value)] // `Key::alternate("appId", "…")` reads better without a `&`
impl Key {
    /// Creates a key in parentheses: `messages('AAMk=')`.
    #[must_use]
    pub fn in_parentheses(value: impl Literal) -> Self {
        Self(Form::Parentheses(vec![(String::new(), value.to_literal())]))
    }

    /// Creates an alternate key from the name of its property: `applications(appId='…')`.
    #[must_use]
    pub fn alternate(name: &str, value: impl Literal) -> Self {
        Self(Form::Parentheses(vec![(name.to_owned(), value.to_literal())]))
    }

    /// Adds a part to a composite key: `(a='x',b=1)`.
    #[must_use]
    pub fn and(self, name: &str, value: impl Literal) -> Self {
        let mut parts = match self.0 {
            Form::Segment(text) => vec![(String::new(), text.to_literal())],
            Form::Parentheses(parts) => parts,
        };
        parts.push((name.to_owned(), value.to_literal()));
        Self(Form::Parentheses(parts))
    }

    /// The unencoded content of the parentheses; `None` if the key is a path segment.
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

    /// Returns the error of the key that follows `path`.
    fn problem(&self, name: &str, path: &str) -> Option<KeyError> {
        let (is_empty, is_dots) = match &self.0 {
            Form::Segment(text) => (text.is_empty(), matches!(text.as_str(), "." | "..")),
            Form::Parentheses(parts) => (parts.iter().any(|(_, value)| value == "''"), false),
        };
        if !is_empty && !is_dots {
            return None;
        }
        let (name, path) = (name.to_owned(), path.to_owned());
        Some(if is_empty { KeyError::Empty { name, path } } else { KeyError::DotSegment { name, path } })
    }

    /// The segments of a path between colons, or the error of the one that follows `path`.
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

/// Converts the key as an entity holds it. `None` is the empty key, which is an error before anything is sent.
impl<T: Into<Self>> From<Option<T>> for Key {
    fn from(key: Option<T>) -> Self {
        key.map_or_else(|| Self(Form::Segment(String::new())), Into::into)
    }
}

/// Converts a borrowed key.
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

/// A key that can't be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyError {
    /// The key is empty. It would address the collection instead of one of its entities.
    Empty {
        /// The placeholder's name.
        name: String,
        /// The path before the key.
        path: String,
    },
    /// The key is `.` or `..`. Servers and URL parsers resolve both, even percent-encoded.
    DotSegment {
        /// The placeholder's name.
        name: String,
        /// The path before the key.
        path: String,
    },
    /// A path between colons starts or ends with `/`, or contains `//`.
    EmptySegment {
        /// The placeholder's name.
        name: String,
        /// The path before the key.
        path: String,
    },
    /// The placeholder between colons takes a path, but the key is in parentheses.
    NotAPath {
        /// The placeholder's name.
        name: String,
        /// The path before the key.
        path: String,
    },
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty { name, path } => {
                write!(f, "the key in `{path}/{{{name}}}` is empty: the request would address another resource")
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

/// A percent-encoded path below the service root, or the first invalid key.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct ResourcePath {
    text: String,
    /// The segments that are keys: a bit for each of the first 64.
    keys: u64,
    /// The path ends inside a path between colons: `root:/a/b`, which takes another segment as `:/children`.
    is_open: bool,
    problem: Option<Box<KeyError>>,
}

impl ResourcePath {
    /// Fills the placeholders of a template such as `users/{userId}/messages`. The macro has checked the template.
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

    /// A path that the caller wrote. Which segments are keys is not known, so the template has the first one alone.
    pub(crate) fn raw(text: &str) -> Self {
        Self { text: text.to_owned(), keys: !1, ..Self::default() }
    }

    /// Appends a segment that needs no encoding. It ends a path between colons.
    pub(crate) fn segment(self, literal: &str) -> Self {
        self.closed().literal(literal)
    }

    /// Appends a key. `name` identifies it in an error.
    pub(crate) fn key(self, name: &str, key: &Key) -> Self {
        let mut path = self.closed();
        path.problem = path.problem.take().or_else(|| key.problem(name, &path.text).map(Box::new));
        if let Some(within) = key.parentheses() {
            // Writing to a `String` can't fail.
            let _ = write!(path.text, "({})", utf8_percent_encode(&within, SEGMENT));
            return path;
        }
        let Key(Form::Segment(text)) = key else { return path };
        // A `:` at the end would start a path between colons.
        let (text, colon) = text.strip_suffix(':').map_or((text.as_str(), ""), |begin| (begin, "%3A"));
        let mut path = path.literal("");
        path.mark_key();
        path.text.extend(utf8_percent_encode(text, SEGMENT));
        path.text.push_str(colon);
        path
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
            Ok(segments) => segments.into_iter().fold(self, |path, segment| {
                let mut path = path.literal(&utf8_percent_encode(segment, ADDRESS).to_string());
                path.mark_key();
                path
            }),
            Err(problem) => {
                self.problem.get_or_insert(Box::new(problem));
                self
            }
        }
    }

    /// Marks the last segment as a key.
    fn mark_key(&mut self) {
        let at = self.text.bytes().filter(|byte| *byte == b'/').count();
        self.keys |= u32::try_from(at).ok().and_then(|at| 1_u64.checked_shl(at)).unwrap_or(0);
    }

    /// The path with `{key}` in place of each key, and of the content of parentheses.
    pub(crate) fn template(&self) -> String {
        let is_key = |at: usize| {
            u32::try_from(at).ok().and_then(|at| self.keys.checked_shr(at)).is_none_or(|keys| keys & 1 == 1)
        };
        let mut template = String::with_capacity(self.text.len());
        for (at, segment) in self.text.split('/').enumerate() {
            if at > 0 {
                template.push('/');
            }
            match segment.split_once('(') {
                _ if is_key(at) => template.push_str(if segment.ends_with(':') { "{key}:" } else { "{key}" }),
                Some((name, _)) => template.extend([name, "({key})"]),
                None => template.push_str(segment),
            }
        }
        template
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
        self.problem.as_deref().map_or(Ok(&self.text), |problem| Err(problem.clone()))
    }
}

impl fmt::Debug for ResourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
