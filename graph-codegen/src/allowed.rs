//! The arguments that each attribute allows.

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

#[cfg(test)]
mod tests {
    use graph_csdl::nearest;

    use super::*;

    #[test]
    fn a_name_is_suggested_only_when_it_is_near() {
        assert_eq!(nearest("pth", ENTITY.iter().copied()), Some("path"));
        assert_eq!(nearest("readonly", FIELD.iter().copied()), Some("read_only"));
        assert_eq!(nearest("kye", FIELD.iter().copied()), None);
        assert_eq!(nearest("ky", FIELD.iter().copied()), Some("key"));
        assert_eq!(nearest("flatten", SERDE_FIELD.iter().copied()), None);
    }
}
