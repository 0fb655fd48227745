//! An entity has one ETag.
use graph_core::graph_entity;

#[graph_entity(path = "users")]
pub struct User {
    #[graph(etag)]
    pub etag: Option<String>,
    #[graph(etag)]
    pub tag: Option<String>,
}

fn main() {
    let _ = (User::ETAG, User::TAG);
}
