//! A misspelt option is suggested.
use graph_core::graph_entity;

#[graph_entity(path = "users")]
pub struct User {
    #[graph(readonly)]
    pub id: Option<String>,
}

fn main() {}
