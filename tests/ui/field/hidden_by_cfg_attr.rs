//! An attribute has to be seen.
use graph_core::graph_entity;

#[graph_entity(path = "users")]
pub struct User {
    #[cfg_attr(test, graph(key))]
    pub id: Option<String>,
}

fn main() {}
