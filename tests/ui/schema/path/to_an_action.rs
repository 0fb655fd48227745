//! What an action answers with has no address.
use graph_core::graph_entity;

#[graph_entity(path = "directoryObjects/getByIds", schema = "metadata/graph.csdl")]
pub struct DirectoryObject {
    #[graph(key)]
    pub id: Option<String>,
}

fn main() {}
