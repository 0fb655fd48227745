//! Unknown types, with and without a similar name.
use graph_core::graph_entity;

#[graph_entity(path = "invoices", schema = "metadata/graph.csdl")]
pub struct Invoice {
    #[graph(key)]
    pub id: Option<String>,
    pub amount: f64,
}

fn main() {}
