//! One version is enough.
use graph_core::graph_entity;

#[graph_entity(path = "users", version = "beta", version = "v1.0")]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
