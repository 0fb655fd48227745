//! The metadata has no such type, and none that is near.
use graph_core::graph_entity;

#[graph_entity(path = "invoices", schema = "metadata/graph.csdl")]
pub struct Invoice {
    #[graph(key)]
    pub id: Option<String>,
    pub amount: f64,
}

fn main() {}
