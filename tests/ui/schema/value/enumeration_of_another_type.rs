//! An enumeration in place of another.
use graph_core::{graph_entity, graph_enum};

#[graph_enum(partial, schema = "metadata/graph.csdl")]
pub enum BodyType {
    Text,
    #[graph(other)]
    Other(String),
}

#[graph_entity(path = "me/messages", schema = "metadata/graph.csdl")]
pub struct Message {
    #[graph(key)]
    pub id: Option<String>,
    pub importance: Option<BodyType>,
}

fn main() {}
