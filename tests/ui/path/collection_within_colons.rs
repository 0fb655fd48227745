//! A path between colons addresses one entity, and `path` is for collections.
use graph_core::graph_entity;

#[graph_entity(
    path = "sites/{hostname}:/{sitePath}",
    path = "me/drive/root:/{itemPath}/children",
    path(name = "others", template = "me/drive/root/{itemPath}:/children")
)]
pub struct Site {
    #[graph(key)]
    pub id: Option<String>,
}

fn main() {
    let _ = Site::children("Docs").list();
}
