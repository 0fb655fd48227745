//! A skipped field is marked as the key.
use graph_core::graph_entity;

#[graph_entity(path = "users")]
pub struct User {
    #[graph(skip, key)]
    pub id: Option<String>,
}

fn main() {}
