//! A flag stands alone.
use graph_core::graph_entity;

#[graph_entity(path = "users")]
pub struct User {
    #[graph(key = "id")]
    pub id: Option<String>,
}

fn main() {}
