//! No segment is empty.
use graph_core::graph_entity;

#[graph_entity(path = "groups//members/")]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
