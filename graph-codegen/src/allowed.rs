//! The arguments that each attribute allows, and the one that a misspelt one is nearest to.

/// Arguments of `#[graph_entity(…)]`.
pub(crate) const ENTITY: &[&str] =
    &["path", "singleton", "stream", "odata_type", "version", "permissions", "select", "schema", "crate"];
/// Arguments of `#[graph_union(…)]`.
pub(crate) const UNION: &[&str] =
    &["path", "singleton", "odata_type", "version", "permissions", "select", "complete", "schema", "crate"];
/// Arguments of `#[graph_complex(…)]`.
pub(crate) const TYPE: &[&str] = &["odata_type", "schema", "crate"];
/// Arguments of `#[graph_enum(…)]`.
pub(crate) const ENUM: &[&str] = &["odata_type", "flags", "partial", "without", "schema", "crate"];
/// Arguments of `without(…)`.
pub(crate) const WITHOUT: &[&str] = &["Display", "FromStr", "From", "AsRef", "PartialEq"];
/// Arguments of `#[graph_action(…)]`.
pub(crate) const ACTION: &[&str] = &["path", "returns", "version", "permissions", "schema", "crate"];
/// Arguments of `#[graph_function(…)]`.
pub(crate) const FUNCTION: &[&str] = &["path", "returns", "select", "version", "permissions", "schema", "crate"];
/// Arguments of `path(…)` and `singleton(…)`.
pub(crate) const ENDPOINT: &[&str] = &["name", "template"];
/// Arguments of `permissions(…)`.
pub(crate) const PERMISSIONS: &[&str] = &["delegated", "application"];
/// Arguments of `#[graph(…)]` on a field.
pub(crate) const FIELD: &[&str] =
    &["key", "rename", "read_only", "etag", "type_name", "navigation", "additional", "skip", "unchecked"];
/// Arguments of `#[serde(…)]` on a field.
pub(crate) const SERDE_FIELD: &[&str] =
    &["rename", "alias", "with", "serialize_with", "deserialize_with", "default", "skip", "skip_serializing_if"];
/// Arguments of `#[graph(…)]` on a field of an action.
pub(crate) const ACTION_FIELD: &[&str] = &["rename", "skip", "unchecked"];
/// Arguments of `#[graph(…)]` on a field of a function.
pub(crate) const FUNCTION_FIELD: &[&str] = &["rename", "alias", "skip", "unchecked"];
/// Arguments of `#[serde(…)]` on a field of an operation.
pub(crate) const SERDE_ARGUMENT: &[&str] = &["rename", "with", "serialize_with", "skip", "skip_serializing_if"];
/// Arguments of `#[graph(…)]` on a variant.
pub(crate) const VARIANT: &[&str] = &["other", "rename", "unchecked"];
/// Arguments of `#[serde(…)]` on a variant.
pub(crate) const SERDE_VARIANT: &[&str] = &["rename", "alias"];

/// Arguments of `#[graph(…)]` on a variant of a union.
pub(crate) const MEMBER: &[&str] = &["base", "other"];

/// The known name that `written` is closest to: within two edits, and within half of its own length.
pub(crate) fn nearest<'k>(written: &str, known: &[&'k str]) -> Option<&'k str> {
    let close = |name: &&'k str| (distance(written, name), *name);
    let (edits, name) = known.iter().map(close).min()?;
    (edits <= 2 && edits * 2 <= name.chars().count()).then_some(name)
}

/// Levenshtein's distance: how many characters to insert, delete or replace.
fn distance(from: &str, to: &str) -> usize {
    let mut row: Vec<usize> = (0..=to.chars().count()).collect();
    for (line, a) in from.chars().enumerate() {
        let mut diagonal = line;
        let mut left = line + 1;
        for (b, above) in to.chars().zip(row.iter_mut().skip(1)) {
            let cell = (diagonal + usize::from(a != b)).min(left + 1).min(*above + 1);
            diagonal = std::mem::replace(above, cell);
            left = cell;
        }
        if let Some(first) = row.first_mut() {
            *first = line + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_levenshteins() {
        for (from, to, edits) in [("", "abc", 3), ("abc", "", 3), ("kitten", "sitting", 3), ("flaw", "lawn", 2)] {
            assert_eq!(distance(from, to), edits, "{from} {to}");
        }
    }

    #[test]
    fn a_name_is_suggested_only_when_it_is_near() {
        assert_eq!(nearest("pth", ENTITY), Some("path"));
        assert_eq!(nearest("readonly", FIELD), Some("read_only"));
        assert_eq!(nearest("kye", FIELD), None);
        assert_eq!(nearest("ky", FIELD), Some("key"));
        assert_eq!(nearest("flatten", SERDE_FIELD), None);
    }
}
