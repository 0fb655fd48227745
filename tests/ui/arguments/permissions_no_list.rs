//! A kind of permissions is a list.
use graph_core::graph_entity;

#[graph_entity(path = "users", permissions(application = "User.Read", delegate = ["User.Read"]))]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
