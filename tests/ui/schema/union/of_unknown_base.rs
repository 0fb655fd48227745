//! The base is unknown, or has no properties.
use graph_core::{JsonObject, graph_entity, graph_union};

#[graph_entity(schema = "metadata/graph.csdl")]
pub struct User {
    #[graph(key)]
    pub id: Option<String>,
}

#[graph_union(path = "directoryObjects", schema = "metadata/graph.csdl")]
pub enum DirectoryObjekt {
    User(User),
    #[graph(other)]
    Other(JsonObject),
}

#[graph_union(schema = "metadata/graph.csdl")]
pub enum Importance {
    User(User),
    #[graph(other)]
    Other(JsonObject),
}

fn main() {}
