//! A new name is a text.
use graph_core::graph_entity;

#[graph_entity(path = "users")]
pub struct User {
    #[graph(rename)]
    pub id: Option<String>,
    #[graph(rename = upn)]
    pub upn: Option<String>,
}

fn main() {}
