//! Permissions are two lists.
use graph_core::graph_entity;

#[graph_entity(path = "users", permissions = "User.Read")]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
