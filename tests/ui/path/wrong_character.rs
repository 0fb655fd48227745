//! A segment is URL text.
use graph_core::graph_entity;

#[graph_entity(path = "users/{userId}/größen")]
pub struct User {
    pub id: Option<String>,
}

fn main() {
    let _: graph_core::value::Key = "a".into();
}
