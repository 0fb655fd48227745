//! Several permissions in one string.
use graph_core::graph_entity;

#[graph_entity(path = "users", permissions(delegated = ["User.Read, User.ReadWrite", "A.B", "A.B"]))]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
