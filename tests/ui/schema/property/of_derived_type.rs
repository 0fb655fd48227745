//! A property that a derived type has.
use graph_core::graph_entity;

#[graph_entity(path = "groups/{groupId}/members", schema = "metadata/graph.csdl")]
pub struct DirectoryObject {
    #[graph(key)]
    pub id: Option<String>,
    pub user_principal_name: Option<String>,
}

fn main() {}
