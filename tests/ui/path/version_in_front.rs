//! The version is an argument.
use graph_core::graph_entity;

#[graph_entity(path = "beta/users")]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
