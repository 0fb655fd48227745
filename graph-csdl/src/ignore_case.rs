//! Names in any letter case, for services that do not tell names apart by it.

use std::collections::HashMap;

/// The known name that is written like this in some letter case: the exact one, or else the only one that differs in case
/// alone.
///
/// # Example
/// ```
/// assert_eq!(graph_csdl::find_ignore_case("surName", ["id", "surname"]), Some("surname"));
/// assert_eq!(graph_csdl::find_ignore_case("NAME", ["name", "Name"]), None);
/// assert_eq!(graph_csdl::find_ignore_case("Name", ["name", "Name"]), Some("Name"));
/// ```
#[must_use]
pub fn find_ignore_case<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let mut like: Option<&str> = None;
    let mut is_ambiguous = false;
    for name in known {
        if name == written {
            return Some(name);
        }
        if name.eq_ignore_ascii_case(written) {
            is_ambiguous |= like.is_some_and(|other| other != name);
            like = Some(name);
        }
    }
    like.filter(|_| !is_ambiguous)
}

/// Indexes of declarations by their names in small letters.
#[derive(Default)]
pub(crate) struct NamesIgnoreCase(HashMap<String, Vec<usize>>);

impl NamesIgnoreCase {
    pub(crate) fn of<'n>(names: impl Iterator<Item = (&'n str, usize)>) -> Self {
        let mut folded: HashMap<String, Vec<usize>> = HashMap::new();
        for (name, index) in names {
            folded.entry(name.to_ascii_lowercase()).or_default().push(index);
        }
        Self(folded)
    }

    pub(crate) fn like(&self, name: &str) -> &[usize] {
        self.0.get(&name.to_ascii_lowercase()).map(Vec::as_slice).unwrap_or_default()
    }
}
