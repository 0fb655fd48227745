//! A number that is too small, or of another kind.
use graph_core::{graph_complex, graph_entity};

#[graph_entity(path = "exampleLoans", odata_type = "example.shapes.loan", schema = "metadata/graph.csdl")]
pub struct Loan {
    #[graph(key)]
    pub number: u8,
    pub pages: Option<i32>,
    pub copies: Option<i8>,
    pub wear: Option<i32>,
    pub weight: Option<i64>,
    pub title: Option<i32>,
}

#[graph_complex(schema = "metadata/graph.csdl")]
pub struct GeoCoordinates {
    pub altitude: Option<f32>,
    pub latitude: Option<i64>,
}

fn main() {}
