//! A cast to a type that is not an entity.
use graph_core::{JsonObject, graph_complex, graph_union};

#[graph_complex]
pub struct One {
    pub id: Option<String>,
}

#[graph_union(path = "anys")]
pub enum Any {
    One(One),
    #[graph(other)]
    Other(JsonObject),
}

fn main() {
    let _ = Any::anys().cast::<One>();
}
