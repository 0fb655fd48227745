//! Free-text search.

use std::fmt;
use std::marker::PhantomData;

/// The argument of `$search`: clauses of free text.
///
/// # Shape
/// A `&str` is a clause whose properties the service chooses. The `search` of a property is a clause for that property.
/// [`and`](Self::and) and [`or`](Self::or) combine clauses.
///
/// # Rule
/// A clause is in double quotes; `"` and `\` within it are escaped by `\`
/// ([search](https://learn.microsoft.com/graph/search-query-parameter)).
///
/// # Example
/// ```
/// # use graph_core::{graph_entity, Search};
/// #[graph_entity(path = "groups")]
/// pub struct Group { pub display_name: Option<String>, pub description: Option<String> }
///
/// let search = Group::DISPLAY_NAME.search("Video").or(Group::DESCRIPTION.search("prod"));
/// assert_eq!(search.to_string(), r#""displayName:Video" OR "description:prod""#);
/// assert_eq!(Search::<Group>::from(r#"say "pizza""#).to_string(), r#""say \"pizza\"""#);
///
/// let either = Search::<Group>::raw("from:ada OR from:bob").and(Search::from("plan"));
/// assert_eq!(either.to_string(), r#"(from:ada OR from:bob) AND "plan""#);
/// ```
#[must_use = "it does nothing until a request has it: `.search(…)`"]
pub struct Search<E> {
    text: String,
    /// The operator between the clauses; empty for text of the user, which may contain any operator.
    joined_by: Option<&'static str>,
    entity: PhantomData<fn() -> E>,
}

impl<E> Search<E> {
    fn new(text: String, joined_by: Option<&'static str>) -> Self {
        Self { text, joined_by, entity: PhantomData }
    }

    /// Creates a search from a whole query, such as KQL for messages: `from:ada AND hasAttachments:true`. It is percent-encoded and
    /// otherwise sent unchanged, without added quotes.
    pub fn raw(text: impl Into<String>) -> Self {
        Self::new(text.into(), Some(""))
    }

    /// Creates a clause for one property.
    pub(crate) fn within(property: &str, text: &str) -> Self {
        Self::from(format!("{property}:{text}").as_str())
    }

    /// Matches both.
    pub fn and(self, other: Self) -> Self {
        self.join("AND", other)
    }

    /// Matches at least one.
    pub fn or(self, other: Self) -> Self {
        self.join("OR", other)
    }

    fn join(self, word: &'static str, other: Self) -> Self {
        Self::new(format!("{} {word} {}", self.part(word), other.part(word)), Some(word))
    }

    fn part(self, word: &str) -> String {
        match self.joined_by {
            Some(other) if other != word => format!("({})", self.text),
            _ => self.text,
        }
    }
}

/// An argument of `.search(…)` on entities of the type `E`: a type that converts into a [`Search`]. It is a separate trait for the
/// compiler's message.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a search on `{E}`",
    label = "expected a string, or a `Search<{E}>`",
    note = "write a string, which is one clause, or `.search(…)` of a property of `{E}`; for a whole query write `Search::raw(…)`"
)]
pub trait IntoSearch<E> {
    /// Converts into the search.
    #[doc(hidden)]
    fn into_search(self) -> Search<E>;
}

#[diagnostic::do_not_recommend]
impl<E, T: Into<Search<E>>> IntoSearch<E> for T {
    fn into_search(self) -> Search<E> {
        self.into()
    }
}

impl<E> From<&str> for Search<E> {
    fn from(text: &str) -> Self {
        Self::new(format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")), None)
    }
}

impl<E> From<&String> for Search<E> {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl<E> From<String> for Search<E> {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl<E> Clone for Search<E> {
    fn clone(&self) -> Self {
        Self::new(self.text.clone(), self.joined_by)
    }
}

impl<E> fmt::Display for Search<E> {
    /// Writes the clauses as in `$search`, before percent-encoding.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<E> fmt::Debug for Search<E> {
    /// Omits the text, which may contain personal data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Search").finish_non_exhaustive()
    }
}
