//! A complex type has no address.
use graph_core::graph_complex;

#[graph_complex(path = "addresses")]
pub struct Address {
    pub city: Option<String>,
}

fn main() {}
