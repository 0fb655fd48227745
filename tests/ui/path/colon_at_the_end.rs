//! A singleton's path ends with the colon that the library adds where a segment follows.
use graph_core::graph_entity;

#[graph_entity(
    singleton(name = "at_path", template = "drives/{driveId}/root:/{itemPath}:"),
    singleton(name = "root", template = "me/drive/root:")
)]
pub struct DriveItem {
    #[graph(key)]
    pub id: Option<String>,
}

fn main() {
    let _ = DriveItem::at_path("d1", "Docs/a.txt").content();
}
