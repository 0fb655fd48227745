//! A collection at a property of a primitive type, and a path that continues after one.
use graph_core::graph_entity;

#[graph_entity(path = "users/{userId}/displayName", path = "me/mail/folders", schema = "metadata/graph.csdl")]
pub struct User {
    #[graph(key)]
    pub id: Option<String>,
}

fn main() {}
