//! Members that nobody declared.
use graph_core::graph_enum;

#[graph_enum(schema = "metadata/graph.csdl")]
pub enum Importance {
    Normal,
    #[graph(other)]
    Other(String),
}

#[graph_enum(flags, odata_type = "example.shapes.places", schema = "metadata/graph.csdl")]
pub enum Place {
    Nowhere = 0,
    Desk = 1,
    #[graph(other)]
    Other(String),
}

fn main() {}
