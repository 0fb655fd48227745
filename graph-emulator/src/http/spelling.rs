//! How names must be written.

/// How names, operators and keywords of a request must be written.
///
/// # Rule
/// The service does not tell paths, query options and names apart by letter case:
/// <https://learn.microsoft.com/graph/traverse-the-graph>. So does OData 4.01 with query options, their `$`, and operators
/// (URL Conventions, §5.1 and §5.1.1.1).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// The exact name counts first, then the only one that differs in case alone.
    #[default]
    AnyCase,
    /// As the documentation writes them.
    Exact,
}

impl Spelling {
    pub(crate) fn is_exact(self) -> bool {
        self == Self::Exact
    }

    /// Whether a written word is a known one.
    pub(crate) fn is(self, written: &str, known: &str) -> bool {
        written == known || (!self.is_exact() && written.eq_ignore_ascii_case(known))
    }
}
