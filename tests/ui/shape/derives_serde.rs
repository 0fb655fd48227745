//! The macro implements serde.
use graph_core::{graph_entity, graph_enum};

#[graph_entity(path = "users")]
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct User {
    pub id: Option<String>,
}

#[graph_enum]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    Member,
    #[graph(other)]
    Other(String),
}

fn main() {}
