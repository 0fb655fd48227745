//! A complex type has no key.
use graph_core::graph_complex;

#[graph_complex]
pub struct Address {
    #[graph(key)]
    pub id: Option<String>,
}

fn main() {}
