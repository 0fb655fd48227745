//! A page that asks to log in was saved in its place.
use graph_core::graph_entity;

#[graph_entity(path = "users", schema = "metadata/no_xml.csdl")]
pub struct User {
    #[graph(key)]
    pub id: Option<String>,
}

fn main() {}
