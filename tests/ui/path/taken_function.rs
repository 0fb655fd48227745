//! `changes` is there for updates.
use graph_core::graph_entity;

#[graph_entity(path = "users/{userId}/changes")]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
