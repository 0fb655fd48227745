//! The path addresses a type that extends the declared one.
use graph_core::graph_entity;

#[graph_entity(path = "users", schema = "metadata/graph.csdl")]
pub struct DirectoryObject {
    #[graph(key)]
    pub id: Option<String>,
}

fn main() {}
