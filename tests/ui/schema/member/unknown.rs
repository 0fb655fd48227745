//! A member that the enumeration has not.
use graph_core::graph_enum;

#[graph_enum(schema = "metadata/graph.csdl")]
pub enum Importance {
    Low,
    Normal,
    High,
    Extraordinary,
    #[graph(other)]
    Other(String),
}

fn main() {}
