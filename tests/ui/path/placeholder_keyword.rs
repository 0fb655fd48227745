//! A placeholder can be an argument.
use graph_core::graph_entity;

#[graph_entity(path = "users/{self}/messages")]
pub struct User {
    pub id: Option<String>,
}

fn main() {
    let _ = User::messages("a").list();
}
