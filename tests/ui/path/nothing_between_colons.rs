//! Two colons have nothing between them; a colon has nothing before it.
use graph_core::graph_entity;

#[graph_entity(
    path = "me/drive/root:/:/children",
    path(name = "others", template = "me/drive/items/{id}/:/{itemPath}:/children")
)]
pub struct DriveItem {
    #[graph(key)]
    pub id: Option<String>,
}

fn main() {
    let _ = DriveItem::children("Docs").list();
}
