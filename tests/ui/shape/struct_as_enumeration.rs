//! An enumeration is an enum.
use graph_core::graph_enum;

#[graph_enum]
pub struct Kind {
    pub member: String,
}

fn main() {}
