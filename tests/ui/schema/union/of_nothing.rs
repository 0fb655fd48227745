//! No type extends the base.
use graph_core::{JsonObject, graph_complex, graph_union};

#[graph_complex(odata_type = "microsoft.graph.emailAddress", schema = "metadata/graph.csdl")]
pub struct Address {
    pub address: Option<String>,
}

#[graph_union(schema = "metadata/graph.csdl")]
pub enum EmailAddress {
    Address(Address),
    #[graph(other)]
    Other(JsonObject),
}

fn main() {}
