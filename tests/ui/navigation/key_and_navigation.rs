//! A navigation property is marked as the key.

use graph_core::graph_entity;

#[graph_entity(path = "users")]
pub struct User {
    #[graph(key, navigation)]
    pub id: Option<String>,
}

fn main() {}
