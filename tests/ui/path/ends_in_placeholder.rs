//! A collection gives its entities.
use graph_core::graph_entity;

#[graph_entity(path = "users/{userId}")]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
