//! A struct that the metadata has as a type of another kind.
use graph_core::{graph_complex, graph_entity};

#[graph_complex(schema = "metadata/graph.csdl")]
pub struct Message {
    pub subject: Option<String>,
}

#[graph_entity(schema = "metadata/graph.csdl")]
pub struct EmailAddress {
    pub address: Option<String>,
}

#[graph_complex(schema = "metadata/graph.csdl")]
pub struct Importance {
    pub name: Option<String>,
}

#[graph_complex(odata_type = "example.shapes.price", schema = "metadata/graph.csdl")]
pub struct Price {
    pub amount: f64,
}

fn main() {}
