//! The permissions of a request as JSON.

use graph_csdl::permissions::Grant;
use serde_json::{Value as Json, json};

/// Each permission with those of which one is required as well.
pub(crate) fn as_json(grants: &[Grant<'_>]) -> Json {
    grants.iter().map(|grant| json!({ "name": grant.permission.name(), "also": grant.also })).collect()
}
