//! Unknown first segments, with and without a similar name.
use graph_core::graph_entity;

#[graph_entity(path = "user", path = "people/{personId}/friends", schema = "metadata/graph.csdl")]
pub struct User {
    #[graph(key)]
    pub id: Option<String>,
}

fn main() {}
