//! A relation that a derived type alone has.
use graph_core::graph_entity;

#[graph_entity(path = "me/drive/items/{itemId}/children", path(name = "reports", template = "groups/{groupId}/members/{memberId}/directReports"), schema = "metadata/graph.csdl")]
pub struct DirectoryObject {
    #[graph(key)]
    pub id: Option<String>,
}

fn main() {}
