//! A `String` for another type.
use graph_core::graph_entity;

#[graph_entity(path = "exampleLoans", odata_type = "example.shapes.loan", schema = "metadata/graph.csdl")]
pub struct Loan {
    #[graph(key)]
    pub number: String,
    pub reader: String,
    pub since: String,
    pub until: Option<String>,
    pub extension: Option<String>,
    pub weight: Option<String>,
    pub cover: Option<String>,
    #[graph(read_only)]
    pub due: Option<String>,
}

fn main() {}
