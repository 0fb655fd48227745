//! A named path has a name and a template.
use graph_core::graph_entity;

#[graph_entity(path(name = "members"))]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
