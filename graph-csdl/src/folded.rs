//! Where the declarations stand whose names are alike without letter case.

use std::collections::HashMap;

/// Indexes of declarations by their names in small letters.
#[derive(Default)]
pub(crate) struct Folded(HashMap<String, Vec<usize>>);

impl Folded {
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
