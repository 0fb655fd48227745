//! A name is an identifier.
use graph_core::graph_entity;

#[graph_entity(path(name = "it's", template = "users"))]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
