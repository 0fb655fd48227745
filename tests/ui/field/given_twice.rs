//! An option is given once.
use graph_core::graph_entity;

#[graph_entity(path = "users")]
pub struct User {
    #[graph(rename = "a")]
    #[serde(rename = "b")]
    pub id: Option<String>,
}

fn main() {}
