//! A bare text is no argument.
use graph_core::graph_entity;

#[graph_entity("users")]
pub struct User {
    pub id: Option<String>,
}

fn main() {
    let _ = User::users().list();
}
