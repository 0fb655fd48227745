//! A placeholder between colons is written as a router's that takes the rest of a path.
use graph_core::graph_entity;

#[graph_entity(path = "me/drive/root:/{*itemPath}:/children")]
pub struct DriveItem {
    #[graph(key)]
    pub id: Option<String>,
}

fn main() {
    let _ = DriveItem::children("Docs").list();
}
