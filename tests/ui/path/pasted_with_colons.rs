//! A request line with a path between colons is pasted from a page.
use graph_core::graph_entity;

#[graph_entity(singleton(name = "at_path", template = "GET /drives/{drive-id}/root:/{item-path}"))]
pub struct DriveItem {
    #[graph(key)]
    pub id: Option<String>,
}

fn main() {
    let _ = DriveItem::at_path("d1", "Docs").get();
}
