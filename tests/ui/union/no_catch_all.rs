//! The service adds types.
use graph_core::{graph_complex, graph_union};

#[graph_complex]
pub struct One {
    pub id: Option<String>,
}

#[graph_union(path = "anys")]
pub enum Any {
    One(One),
}

fn main() {
    let _ = (Any::anys().list(), Any::from(One { id: None }));
}
