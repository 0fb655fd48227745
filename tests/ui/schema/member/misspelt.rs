//! A name that is nearly a member's: the one that was meant is not missing as well.
use graph_core::graph_enum;

#[graph_enum(schema = "metadata/graph.csdl")]
pub enum Importance {
    Low,
    Norml,
    High,
    #[graph(other)]
    Other(String),
}

#[graph_enum(partial, schema = "metadata/graph.csdl")]
pub enum BodyType {
    #[graph(rename = "htlm")]
    Html,
    #[graph(other)]
    Other(String),
}

fn main() {}
