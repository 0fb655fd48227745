//! A path has no query.
use graph_core::graph_entity;

#[graph_entity(path = "users?$top=5")]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
