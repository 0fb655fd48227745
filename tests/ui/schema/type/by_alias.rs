//! The alias of a namespace in place of its name, which JSON has.
use graph_core::graph_complex;

#[graph_complex(odata_type = "graph.itemBody", schema = "metadata/graph.csdl")]
pub struct Body {
    pub content: Option<String>,
}

fn main() {}
