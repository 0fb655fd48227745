//! Free text to look for.

use std::fmt;
use std::marker::PhantomData;

/// What `$search` takes: clauses of free text.
///
/// # Shape
/// From a `&str`, one clause that looks where the service chooses; from a property's `search`, one that looks there
/// alone. [`and`](Self::and) and [`or`](Self::or) combine them.
///
/// # Rule
/// A clause is in double quotes, and `"` and `\` within it have a `\` in front
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
    /// The word between its clauses; empty of a text of the user's, which may have any.
    joined_by: Option<&'static str>,
    entity: PhantomData<fn() -> E>,
}

impl<E> Search<E> {
    fn new(text: String, joined_by: Option<&'static str>) -> Self {
        Self { text, joined_by, entity: PhantomData }
    }

    /// A whole query as text, such as one of KQL for messages: `from:ada AND hasAttachments:true`. It is percent-encoded, and
    /// otherwise sent as it is, without quotes of its own.
    pub fn raw(text: impl Into<String>) -> Self {
        Self::new(text.into(), Some(""))
    }

    /// A clause about one property.
    pub(crate) fn within(property: &str, text: &str) -> Self {
        Self::from(format!("{property}:{text}").as_str())
    }

    /// Both are found.
    pub fn and(self, other: Self) -> Self {
        self.join("AND", other)
    }

    /// One of the two is found, or both.
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

/// Text to look for among entities of the type `E`: what `.search(…)` takes, all that converts `Into` a [`Search`]. It is
/// implemented for all of these, and a trait of its own for the sake of the compiler's message.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a text to look for among `{E}`s",
    label = "expected a text, or a `Search<{E}>`",
    note = "write a text, which is one clause, or `.search(…)` of a property of `{E}`; for a whole query as text write `Search::raw(…)`"
)]
pub trait IntoSearch<E> {
    /// Gives the search.
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
    /// Writes the clauses as they stand in `$search`, not yet percent-encoded.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<E> fmt::Debug for Search<E> {
    /// Shows no text: it may name persons.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Search").finish_non_exhaustive()
    }
}
