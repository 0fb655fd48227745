//! An option has a value that it does not take.
use graph_core::graph_entity;

#[graph_entity(path = "users")]
pub struct User {
    #[graph(key = "id")]
    pub id: Option<String>,
}

fn main() {}
