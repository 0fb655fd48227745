//! An empty path.
use graph_core::graph_entity;

#[graph_entity(path = "")]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
