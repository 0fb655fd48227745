//! A permission is a text.
use graph_core::graph_entity;

#[graph_entity(path = "users", permissions(delegated = ["User.Read", 5]))]
pub struct User {
    pub id: Option<String>,
}

fn main() {
    let _ = User::users().list();
}
