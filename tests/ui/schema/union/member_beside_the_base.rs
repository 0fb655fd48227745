//! A member that extends another type than the base, which can have values.
use graph_core::{JsonObject, graph_complex, graph_union};

#[graph_complex(schema = "metadata/graph.csdl")]
pub struct ItemBody {
    pub content: Option<String>,
}

#[graph_union(path = "directoryObjects", schema = "metadata/graph.csdl")]
pub enum DirectoryObject {
    Body(ItemBody),
    #[graph(other)]
    Other(JsonObject),
}

fn main() {}
