//! A path is relative to the service root.
use graph_core::graph_entity;

#[graph_entity(path = "/users")]
pub struct User {
    pub id: Option<String>,
}

fn main() {
    let _ = User::users().list();
}
