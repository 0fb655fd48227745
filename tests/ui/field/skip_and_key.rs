//! A skipped field is no property.
use graph_core::graph_entity;

#[graph_entity(path = "users")]
pub struct User {
    #[graph(skip, key)]
    pub id: Option<String>,
}

fn main() {}
