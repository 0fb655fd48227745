//! A union has one shape.
use graph_core::{JsonObject, graph_complex, graph_union};

#[graph_complex]
pub struct One {
    pub id: Option<String>,
}

#[graph_union]
pub enum Any<T> {
    One(T),
    #[graph(other)]
    Other(JsonObject),
}

fn main() {
    let _ = |any: Any<One>| serde_json::to_string(&any);
}
