//! An option of a field on the struct.
use graph_core::graph_entity;

#[graph_entity(path = "users", key = "id")]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
