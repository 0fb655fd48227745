//! The file is a login page.
use graph_core::graph_entity;

#[graph_entity(path = "users", schema = "metadata/no_xml.csdl")]
pub struct User {
    #[graph(key)]
    pub id: Option<String>,
}

fn main() {}
