//! A type that serde and Graph do not know.
use graph_core::graph_entity;

#[graph_entity(path = "users")]
pub struct User {
    pub id: Option<String>,
    pub place: Place,
}

pub struct Place;

fn main() {}
