//! A path between colons addresses an entity of the same type, and the check continues after it.
use graph_core::graph_entity;

#[graph_entity(
    singleton(name = "at_path", template = "drives/{driveId}/root:/{itemPath}"),
    path = "drives/{driveId}/root:/{itemPath}:/childen",
    path(name = "notes", template = "drives/{driveId}/items:/{itemPath}:/children"),
    schema = "metadata/graph.csdl"
)]
pub struct DriveItem {
    #[graph(key)]
    pub id: Option<String>,
}

fn main() {}
