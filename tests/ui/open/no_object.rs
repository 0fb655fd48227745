//! What is not declared is an object.
use graph_core::graph_entity;

#[graph_entity(path = "users")]
pub struct User {
    pub id: Option<String>,
    #[graph(additional)]
    pub rest: std::collections::HashMap<String, String>,
}

fn main() {
    let _ = User::users().list();
}
