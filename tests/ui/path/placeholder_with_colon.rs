//! A placeholder is in braces.
use graph_core::graph_entity;

#[graph_entity(path = "users/:userId/messages")]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
