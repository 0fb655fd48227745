//! A property of a simple type is no collection, and nothing stands behind it.
use graph_core::graph_entity;

#[graph_entity(path = "users/{userId}/displayName", path = "me/mail/folders", schema = "metadata/graph.csdl")]
pub struct User {
    #[graph(key)]
    pub id: Option<String>,
}

fn main() {}
