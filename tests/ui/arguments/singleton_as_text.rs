//! A singleton has a name.
use graph_core::graph_entity;

#[graph_entity(singleton = "me")]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
