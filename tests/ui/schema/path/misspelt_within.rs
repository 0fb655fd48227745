//! What is misspelt is a part of a segment: a key's name, a function's, one in front of a colon.
use graph_core::graph_entity;

#[graph_entity(path = "applications(apId='x')/owners", schema = "metadata/graph.csdl")]
pub struct User {
    #[graph(key)]
    pub id: Option<String>,
}

#[graph_entity(
    path(name = "found", template = "me/drive/serch(q='x/y')"),
    path(name = "children", template = "me/drive/rot:/x:/children"),
    schema = "metadata/graph.csdl"
)]
pub struct DriveItem {
    #[graph(key)]
    pub id: Option<String>,
}

fn main() {}
