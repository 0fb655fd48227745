//! The path addresses another type.
use graph_core::graph_entity;

#[graph_entity(path = "me/events", schema = "metadata/graph.csdl")]
pub struct Message {
    #[graph(key)]
    pub id: Option<String>,
}

fn main() {}
