//! A URL in place of a path.
use graph_core::graph_entity;

#[graph_entity(path = "https://graph.microsoft.com/v1.0/users")]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
