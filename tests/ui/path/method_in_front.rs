//! A path pasted from a page with its method.
use graph_core::graph_entity;

#[graph_entity(path = "POST /users/$ref")]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
