//! A brace is closed.
use graph_core::graph_entity;

#[graph_entity(path = "users/{userId/messages")]
pub struct User {
    pub id: Option<String>,
}

fn main() {
    let _ = User::messages("a").list();
}
