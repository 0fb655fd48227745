//! A placeholder has a name.
use graph_core::graph_entity;

#[graph_entity(path = "users/{}/messages")]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
