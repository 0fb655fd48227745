//! A singleton has a name and a template.
use graph_core::graph_entity;

#[graph_entity(singleton())]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
