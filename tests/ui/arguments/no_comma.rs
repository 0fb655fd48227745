//! Arguments are separated by commas.
use graph_core::graph_entity;

#[graph_entity(version = "beta" path = "users")]
pub struct User {
    pub id: Option<String>,
}

fn main() {
    let _ = User::users().list();
}
