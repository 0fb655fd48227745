//! An annotation has its own name.
use graph_core::graph_entity;

#[graph_entity(path = "users")]
pub struct User {
    #[graph(etag, rename = "tag")]
    pub etag: Option<String>,
}

fn main() {}
