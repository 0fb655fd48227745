//! An attribute on a function.
use graph_core::graph_entity;

#[graph_entity(path = "users")]
pub fn users() {}

fn main() {}
