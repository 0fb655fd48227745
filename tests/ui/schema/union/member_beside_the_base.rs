//! The base has values of its own; what a member extends is another type.
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
