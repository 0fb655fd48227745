//! A catch-all keeps the object.
use graph_core::{graph_complex, graph_union};

#[graph_complex]
pub struct One {
    pub id: Option<String>,
}

#[graph_union]
pub enum Any {
    One(One),
    #[graph(other)]
    Other(String),
}

fn main() {
    let _ = Any::from(One { id: None });
}
