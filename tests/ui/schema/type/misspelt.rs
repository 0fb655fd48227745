//! A name that is nearly a type's: by the struct's name, and by `odata_type`.
use graph_core::{graph_complex, graph_entity};

#[graph_entity(path = "me/messages", schema = "metadata/graph.csdl")]
pub struct Mesage {
    #[graph(key)]
    pub id: Option<String>,
}

#[graph_complex(odata_type = "microsoft.graph.itemBodi", schema = "metadata/graph.csdl")]
pub struct Body {
    pub content: Option<String>,
}

fn main() {}
