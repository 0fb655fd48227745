//! The ETag is an annotation.
use graph_core::graph_entity;

#[graph_entity(path = "users")]
pub struct User {
    #[graph(rename = "@odata.etag")]
    pub etag: Option<String>,
}

fn main() {}
