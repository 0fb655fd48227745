//! A name becomes a function.
use graph_core::graph_entity;

#[graph_entity(path(name = "All Users", template = "users"))]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
