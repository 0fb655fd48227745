//! Two fields have two names in JSON.
use graph_core::graph_entity;

#[graph_entity(path = "users")]
pub struct User {
    pub display_name: Option<String>,
    #[graph(rename = "displayName")]
    pub name: Option<String>,
    #[serde(alias = "name")]
    pub label: Option<String>,
}

fn main() {}
