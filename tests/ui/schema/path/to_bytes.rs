//! Bytes are no entity: they are read and written by the one that has them.
use graph_core::graph_entity;

#[graph_entity(
    singleton(name = "content", template = "drives/{driveId}/root:/{itemPath}:/content"),
    schema = "metadata/graph.csdl"
)]
pub struct DriveItem {
    #[graph(key)]
    pub id: Option<String>,
}

#[graph_entity(path = "applications/{applicationId}/logo", schema = "metadata/graph.csdl")]
pub struct Application {
    #[graph(key)]
    pub id: Option<String>,
}

fn main() {}
