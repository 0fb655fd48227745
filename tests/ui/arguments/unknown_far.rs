//! An argument that nothing is near to lists what there is.
use graph_core::graph_entity;

#[graph_entity(endpoint = "users")]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
