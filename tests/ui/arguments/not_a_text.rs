//! A path is in quotes.
use graph_core::graph_entity;

#[graph_entity(path = users)]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
