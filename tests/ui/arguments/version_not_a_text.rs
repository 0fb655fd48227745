//! A version is a text.
use graph_core::graph_entity;

#[graph_entity(path = "users", version = Beta)]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
