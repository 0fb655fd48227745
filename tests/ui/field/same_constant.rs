//! Two fields have two constants.
use graph_core::graph_entity;

#[graph_entity(path = "users")]
pub struct User {
    #[graph(rename = "a")]
    pub display_name: Option<String>,
    #[allow(non_snake_case)]
    pub displayName: Option<String>,
}

fn main() {}
