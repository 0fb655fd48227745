//! Each placeholder is an argument.
use graph_core::graph_entity;

#[graph_entity(path = "users/{id}/messages/{id}/attachments")]
pub struct User {
    pub id: Option<String>,
}

fn main() {
    let _ = User::attachments("a", "b").list();
}
