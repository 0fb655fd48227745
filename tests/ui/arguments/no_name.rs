//! A string literal without an argument name.
use graph_core::graph_entity;

#[graph_entity("users")]
pub struct User {
    pub id: Option<String>,
}

fn main() {
    let _ = User::users().list();
}
