//! The names that the paths of what is stored have, to find one that is written in another letter case.

use std::collections::HashMap;

use graph_csdl::find_ignore_case;

/// Names by their small letters.
#[derive(Default)]
pub(super) struct PathNames(HashMap<String, Vec<String>>);

impl PathNames {
    pub(super) fn note(&mut self, name: &str) {
        let spellings = self.0.entry(name.to_ascii_lowercase()).or_default();
        if !spellings.iter().any(|known| known == name) {
            spellings.push(name.to_owned());
        }
    }

    /// The exact name, or else the only one that differs in case alone.
    pub(super) fn spelt(&self, written: &str) -> Option<&str> {
        find_ignore_case(written, self.0.get(&written.to_ascii_lowercase())?.iter().map(String::as_str))
    }
}
