//! An annotation may be absent.
use graph_core::graph_entity;

#[graph_entity(path = "users")]
pub struct User {
    #[graph(etag)]
    pub etag: String,
    #[graph(type_name)]
    pub type_name: Option<u8>,
}

fn main() {
    let _ = (User::ETAG, User::TYPE_NAME);
}
