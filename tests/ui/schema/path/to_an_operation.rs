//! A collection at an operation that does not return entities.
use graph_core::graph_entity;

#[graph_entity(path = "users/{userId}/sendMail", schema = "metadata/graph.csdl")]
pub struct Message {
    #[graph(key)]
    pub id: Option<String>,
}

fn main() {}
