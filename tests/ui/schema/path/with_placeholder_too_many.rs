//! `me` is one user: it has no key.
use graph_core::graph_entity;

#[graph_entity(path = "me/{userId}/messages", schema = "metadata/graph.csdl")]
pub struct Message {
    #[graph(key)]
    pub id: Option<String>,
}

fn main() {}
