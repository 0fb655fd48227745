//! A `:` beside a placeholder lacks its `/`.
use graph_core::graph_entity;

#[graph_entity(path = "me/drive/root:{itemPath}:children")]
pub struct DriveItem {
    #[graph(key)]
    pub id: Option<String>,
}

fn main() {
    let _ = DriveItem::children("Docs/a.txt").list();
}
