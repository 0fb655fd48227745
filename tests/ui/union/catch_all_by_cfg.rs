//! The catch-all is always there.
use graph_core::{JsonObject, graph_complex, graph_union};

#[graph_complex]
pub struct One {
    pub a: Option<String>,
}

#[graph_union]
pub enum Any {
    One(One),
    #[cfg(all())]
    #[graph(other)]
    Other(JsonObject),
}

fn main() {
    let _ = Any::from(One { a: None });
}
