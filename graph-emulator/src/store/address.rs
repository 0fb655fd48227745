//! Addresses in the store: the result of following a path.

use std::collections::HashMap;

use graph_csdl::find_ignore_case;

use crate::http::response::ODataError;

/// Decoded segments. An entity's home identifies it: the path where it was created, not where it is referenced.
pub(crate) type Path = Vec<String>;

/// The resource at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum StoreAddress {
    /// A collection.
    Collection(Path),
    /// An entity, and the address that the path has.
    Entity { home: Path, address: EntityAddress },
    /// The entities of one type in a collection.
    Cast { collection: Path, type_name: String },
    /// The changes of a collection, or of an item and all items below it.
    Delta(Path),
    /// A key without an entity in a known collection.
    Vacant { collection: Path, key: String },
    /// An unknown path, which may become anything.
    Unknown(Path),
    /// A path through a missing entity.
    Missing(Path),
    /// A cast to a type that the entity does not have, or an action.
    OtherType(String),
    /// A cast or a function that only metadata could explain.
    Operation(String),
}

/// The address of an entity in a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum EntityAddress {
    /// A member of a collection: contained or referenced.
    Member { collection: Path, key: String },
    /// A navigation property to one entity.
    Relation(Path),
    /// The entity's own address, outside of collections.
    Singleton,
}

impl StoreAddress {
    /// The start of a path.
    pub(crate) const ROOT: Self = Self::Unknown(Path::new());

    /// The error of a `GET` without a result. With metadata it is known which paths are collections.
    pub(crate) fn absence(&self, subject: &str, is_known: bool) -> ODataError {
        match self {
            _ if is_known => ODataError::not_found(subject),
            Self::Unknown(_) => ODataError::no_collection(subject),
            // A path without a delta is not a collection.
            Self::Missing(path) if path.last().is_some_and(|last| is_delta(last)) => ODataError::no_collection(subject),
            _ => ODataError::not_found(subject),
        }
    }
}

pub(crate) fn child(path: &[String], segment: &str) -> Path {
    let mut child = path.to_vec();
    child.push(segment.to_owned());
    child
}

/// `users('o''neil')` as `users` and `o'neil`.
pub(crate) fn key_in_parentheses(segment: &str) -> Option<(&str, String)> {
    let (name, key) = segment.strip_suffix("')")?.split_once("('")?;
    let is_one_literal = !key.replace("''", "").contains('\'');
    (is_one_literal && !name.is_empty() && !key.is_empty()).then(|| (name, key.replace("''", "'")))
}

/// Whether a segment is `delta`, which may be qualified and have parentheses.
pub(crate) fn is_delta(segment: &str) -> bool {
    let name = segment.strip_suffix("()").unwrap_or(segment);
    matches!(name, "delta" | "microsoft.graph.delta" | "graph.delta")
}

/// Whether a segment may be a cast: it is qualified and has no arguments. An action may look the same.
pub(crate) fn is_cast(segment: &str) -> bool {
    (segment.starts_with("microsoft.graph.") || segment.starts_with("graph.")) && !segment.contains('(')
}

/// Whether a segment that is not a known key is a cast, a function, or another form of key.
pub(crate) fn is_operation(segment: &str) -> bool {
    is_delta(segment) || is_cast(segment) || segment.contains('(')
}

/// The names in the paths of stored entities by their lower-case form, to find a name in another letter case.
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
    pub(super) fn canonical(&self, written: &str) -> Option<&str> {
        find_ignore_case(written, self.0.get(&written.to_ascii_lowercase())?.iter().map(String::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_key_is_one_literal() {
        assert_eq!(key_in_parentheses("users('$o''neil')"), Some(("users", "$o'neil".to_owned())));
        for other in ["users", "users('')", "('a')", "users(5)", "f(a='b')", "f('a',b='c')"] {
            assert_eq!(key_in_parentheses(other), None, "{other}");
        }
    }
}
