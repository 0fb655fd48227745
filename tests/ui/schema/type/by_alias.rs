//! The alias of a namespace is the file's own: in JSON stands the whole name.
use graph_core::graph_complex;

#[graph_complex(odata_type = "graph.itemBody", schema = "metadata/graph.csdl")]
pub struct Body {
    pub content: Option<String>,
}

fn main() {}
