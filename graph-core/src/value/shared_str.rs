//! Strings that share the body of the response that they were read from.

use std::borrow::{Borrow, Cow};
use std::cmp::Ordering;
use std::convert::Infallible;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::str::FromStr;
use std::sync::Arc;

use bytestring::ByteString;
use serde::de::{Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

/// An immutable string that shares the body of the response that it was read from.
///
/// # Shape
/// It is 16 bytes, `Send` and `Sync`. Reading it through a [`Client`](crate::Client) or a [`Batch`](crate::Batch) copies nothing and
/// allocates nothing, and neither does a clone. A string with an escape in its JSON text, and one that another deserializer reads, is
/// an allocation of its own.
///
/// A string keeps the whole body in memory, so one that outlives the other values of its page should become a `String`:
/// `String::from(name)`, or `name.to_string()`. `to_owned()` is a clone, which shares the body.
///
/// # Example
/// ```
/// use graph_core::{graph_entity, Client, Error, SharedStr};
/// use std::collections::BTreeMap;
///
/// #[graph_entity(path = "users")]
/// pub struct User { #[graph(key)] pub id: Option<SharedStr>, pub department: Option<SharedStr> }
///
/// async fn count(client: &Client) -> Result<BTreeMap<String, usize>, Error> {
///     let mut counts = BTreeMap::new();
///     let mut users = User::users().list().stream(client);
///     while let Some(user) = users.try_next().await? {
///         let department = user.department.as_deref().unwrap_or_default();
///         match counts.get_mut(department) {
///             Some(count) => *count += 1,
///             // The map outlives the page.
///             None => drop(counts.insert(department.to_owned(), 1)),
///         }
///     }
///     Ok(counts)
/// }
/// ```
#[derive(Clone)]
pub struct SharedStr {
    /// The `Arc` makes the string half as large as a `ByteString` of its own.
    body: Arc<ByteString>,
    start: u32,
    /// [`WHOLE`] for the whole body, which may be longer than any other end.
    end: u32,
}

const WHOLE: u32 = u32::MAX;

impl SharedStr {
    /// Returns the part of the body that `text` is; `None` if it is elsewhere in memory.
    fn part_of(body: &Arc<ByteString>, text: &str) -> Option<Self> {
        let start = text.as_ptr().addr().checked_sub(body.as_ptr().addr())?;
        let end = start.checked_add(text.len())?;
        if end > body.len() {
            return None;
        }
        let (start, end) = (u32::try_from(start).ok()?, u32::try_from(end).ok().filter(|end| *end != WHOLE)?);
        Some(Self { body: Arc::clone(body), start, end })
    }

    /// Returns the string as a `str`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        if self.end == WHOLE {
            return &self.body;
        }
        let range = usize::try_from(self.start).ok().zip(usize::try_from(self.end).ok());
        range.and_then(|(start, end)| self.body.get(start..end)).unwrap_or_default()
    }
}

/// The body of a response while it is read.
#[derive(Clone, Default)]
pub(crate) enum SharedBody {
    /// The value is not read from a response.
    #[default]
    None,
    /// No string shares the body so far.
    Unshared(ByteString),
    Shared(Arc<ByteString>),
}

impl SharedBody {
    /// Returns a string of the body; a copy if `text` is not a part of it.
    pub(crate) fn share(&mut self, text: &str) -> SharedStr {
        if let Self::Unshared(body) = self {
            *self = Self::Shared(Arc::new(std::mem::take(body)));
        }
        let part = match self {
            Self::Shared(body) => SharedStr::part_of(body, text),
            _ => None,
        };
        part.unwrap_or_else(|| text.into())
    }
}

impl fmt::Debug for SharedBody {
    /// Omits the text, which may contain personal data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SharedBody")
    }
}

/// Reads a [`SharedStr`] in a body.
pub(crate) struct SharedStrVisitor<'b>(pub(crate) &'b mut SharedBody);

impl<'de> Visitor<'de> for SharedStrVisitor<'_> {
    type Value = SharedStr;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, text: &str) -> Result<SharedStr, E> {
        Ok(text.into())
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<SharedStr, E> {
        Ok(self.0.share(text))
    }

    fn visit_string<E>(self, text: String) -> Result<SharedStr, E> {
        Ok(text.into())
    }
}

impl<'de> Deserialize<'de> for SharedStr {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_string(SharedStrVisitor(&mut SharedBody::None))
    }
}

impl Serialize for SharedStr {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl Deref for SharedStr {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for SharedStr {
    fn as_ref(&self) -> &str {
        self
    }
}

impl Borrow<str> for SharedStr {
    fn borrow(&self) -> &str {
        self
    }
}

impl Default for SharedStr {
    fn default() -> Self {
        String::new().into()
    }
}

impl From<String> for SharedStr {
    /// Takes the string's own memory.
    fn from(text: String) -> Self {
        Self { body: Arc::new(text.into()), start: 0, end: WHOLE }
    }
}

impl From<&str> for SharedStr {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<&String> for SharedStr {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<Box<str>> for SharedStr {
    fn from(text: Box<str>) -> Self {
        text.into_string().into()
    }
}

impl From<Cow<'_, str>> for SharedStr {
    fn from(text: Cow<'_, str>) -> Self {
        text.into_owned().into()
    }
}

impl From<SharedStr> for String {
    /// Copies the string. It does not keep the body.
    fn from(text: SharedStr) -> Self {
        text.as_str().to_owned()
    }
}

impl FromStr for SharedStr {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(text.into())
    }
}

impl fmt::Display for SharedStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), f)
    }
}

impl fmt::Debug for SharedStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl PartialEq for SharedStr {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for SharedStr {}

impl PartialOrd for SharedStr {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for SharedStr {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other)
    }
}

impl Hash for SharedStr {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

macro_rules! equals {
    ($($other:ty),*) => {$(
        impl PartialEq<$other> for SharedStr {
            fn eq(&self, other: &$other) -> bool {
                let other: &str = other;
                self.as_str() == other
            }
        }

        impl PartialEq<SharedStr> for $other {
            fn eq(&self, other: &SharedStr) -> bool {
                other == self
            }
        }
    )*};
}

equals!(str, &str, String);

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &'static str) -> SharedBody {
        SharedBody::Unshared(ByteString::from_static(text))
    }

    #[test]
    fn a_part_of_the_body_is_shared() {
        const TEXT: &str = "\u{feff}{\"a\":\"\u{e9}t\u{e9}\"}";
        let mut body = body(TEXT);
        for range in [0..0, 0..TEXT.len(), 3..4, 9..14, TEXT.len()..TEXT.len()] {
            let part = TEXT.get(range).unwrap_or("?");
            let shared = body.share(part);
            assert_eq!(shared, part);
            assert_eq!((shared.as_ptr(), shared.len()), (part.as_ptr(), part.len()));
            assert_eq!(shared.clone().as_ptr(), part.as_ptr());
        }
    }

    #[test]
    fn a_text_elsewhere_is_copied() {
        const WHOLE: &str = "a body and what follows it";
        let (before, rest) = WHOLE.split_at(2);
        let (inside, after) = rest.split_at(8);
        let mut body = body(inside);
        let over_the_end = WHOLE.get(5..15).unwrap_or_default();
        let owned = String::from("body");
        for text in [before, after, WHOLE, over_the_end, &owned] {
            let shared = body.share(text);
            assert_eq!(shared, text);
            assert_ne!(shared.as_ptr(), text.as_ptr());
        }
        assert_eq!(SharedBody::None.share(inside), inside);
    }

    #[test]
    fn a_string_is_compared_and_printed_as_its_text() {
        let (a, b) = (SharedStr::from("a"), body("xa").share("b"));
        let owned = String::from("b");
        assert!([a < b, a == "a", "b" == b, *"b" == b, b == owned, owned == b, b != a].into_iter().all(|is_so| is_so));
        assert_eq!(format!("{a} {b:?} {a:>3}"), "a \"b\"   a");
        assert_eq!(SharedStr::default(), "");
        let mut sizes = std::collections::HashMap::from([(a.clone(), 1)]);
        assert_eq!(sizes.get("a"), Some(&1));
        assert_eq!(sizes.remove(&SharedStr::from(Cow::Borrowed("a"))), Some(1));
        assert_eq!(String::from(a), "a");
        assert!(format!("{:?}", body("secret")).find("secret").is_none());
    }

    #[test]
    fn a_string_is_smaller_than_a_string_of_its_own() {
        assert_eq!(size_of::<Option<SharedStr>>(), 16);
    }

    #[test]
    fn an_owned_string_keeps_its_memory() {
        let text = String::from("text");
        let start = text.as_ptr();
        assert_eq!(SharedStr::from(text).as_ptr(), start);
    }
}
