//! One entity is a singleton.
use graph_core::graph_entity;

#[graph_entity(path = "users/{userId}/calendar", schema = "metadata/graph.csdl")]
pub struct Calendar {
    #[graph(key)]
    pub id: Option<String>,
}

fn main() {}
