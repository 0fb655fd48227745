//! A set of members in place of one member, and the reverse.
use graph_core::{Flags, graph_complex, graph_entity, graph_enum};

#[graph_enum(flags, partial, odata_type = "example.shapes.places", schema = "metadata/graph.csdl")]
pub enum Place {
    Desk = 1,
    #[graph(other)]
    Other(String),
}

#[graph_entity(path = "exampleLoans", odata_type = "example.shapes.loan", schema = "metadata/graph.csdl")]
pub struct Loan {
    #[graph(key)]
    pub number: i16,
    pub found: Option<Place>,
}

#[graph_complex(schema = "metadata/graph.csdl")]
pub struct ItemBody {
    pub content_type: Option<Flags<Place>>,
}

fn main() {}
