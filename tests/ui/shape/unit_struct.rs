//! An entity has properties.
use graph_core::graph_complex;

#[graph_complex]
pub struct Address;

fn main() {}
