//! A segment that can name no function.
use graph_core::graph_entity;

#[graph_entity(path = "lists/10")]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
