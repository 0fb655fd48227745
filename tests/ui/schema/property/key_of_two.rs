//! A key of two properties, of which one is marked, and one that is not.
use graph_core::graph_entity;
use graph_core::uuid::Uuid;

#[graph_entity(path = "exampleLoans", odata_type = "example.shapes.loan", schema = "metadata/graph.csdl")]
pub struct Loan {
    #[graph(key)]
    pub number: i16,
    #[graph(key)]
    pub reader: Uuid,
}

fn main() {}
