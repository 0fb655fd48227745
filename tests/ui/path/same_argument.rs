//! Two placeholders are two arguments.
use graph_core::graph_entity;

#[graph_entity(path = "users/{userId}/messages/{user-id}/attachments")]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
