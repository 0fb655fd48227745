//! The permissions of a request, as text and as JSON.

use graph_csdl::permissions::Grant;
use serde_json::{Value as Json, json};

/// The name of a permission, and those that are required as well.
pub(crate) fn with_also(grant: &Grant<'_>) -> String {
    let name = grant.permission.name();
    match grant.also.as_slice() {
        [] => name.to_owned(),
        [only] => format!("{name} with {only}"),
        several => format!("{name} with one of {}", several.join(", ")),
    }
}

/// Each permission with those of which one is required as well.
pub(crate) fn as_json(grants: &[Grant<'_>]) -> Json {
    grants.iter().map(|grant| json!({ "name": grant.permission.name(), "also": grant.also })).collect()
}
