//! `schema` names a file, or is `false`.
use graph_core::{graph_complex, graph_entity, graph_enum};

#[graph_entity(path = "users", schema = 3)]
pub struct User {
    #[graph(key)]
    pub id: Option<String>,
}

#[graph_complex(schema = true)]
pub struct ItemBody {
    pub content: Option<String>,
}

#[graph_enum(schema)]
pub enum Importance {
    #[graph(other)]
    Other(String),
}

fn main() {}
