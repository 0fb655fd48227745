//! The required spelling of names.

/// The required spelling of names, operators and keywords of a request.
///
/// # Rule
/// Paths, query options and names are case-insensitive in the service: <https://learn.microsoft.com/graph/traverse-the-graph>.
/// OData 4.01 says so of query options, their `$`, and operators (URL Conventions, §5.1 and §5.1.1.1).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// The exact name, or else the only one that differs in case alone.
    #[default]
    AnyCase,
    /// The documented spelling.
    Exact,
}

impl Spelling {
    pub(crate) fn is_exact(self) -> bool {
        self == Self::Exact
    }

    /// Whether a written word is the known one.
    pub(crate) fn is(self, written: &str, known: &str) -> bool {
        written == known || (!self.is_exact() && written.eq_ignore_ascii_case(known))
    }
}
