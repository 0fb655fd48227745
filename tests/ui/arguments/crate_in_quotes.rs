//! `crate` is a string literal.
use graph_core::graph_entity;

#[graph_entity(crate = "graph_core", path = "users")]
pub struct User {
    pub id: Option<String>,
}

fn main() {
    let _ = User::users().list();
}
