//! A property has a name.
use graph_core::graph_entity;

#[graph_entity(path = "users")]
pub struct User {
    #[graph(rename = "")]
    pub id: Option<String>,
}

fn main() {
    let _ = User::ID;
}
