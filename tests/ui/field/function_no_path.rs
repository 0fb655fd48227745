//! A function is a path.
use graph_core::graph_entity;

#[graph_entity(path = "users")]
pub struct User {
    #[serde(with = "a b")]
    pub id: Option<String>,
}

fn main() {}
