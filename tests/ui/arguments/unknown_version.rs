//! There are two versions.
use graph_core::graph_entity;

#[graph_entity(path = "users", version = "2.0")]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
