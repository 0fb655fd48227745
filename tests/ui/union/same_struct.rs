//! Two members with the same struct.
use graph_core::{JsonObject, graph_complex, graph_union};

#[graph_complex]
pub struct One {
    pub id: Option<String>,
}

#[graph_union]
pub enum Any {
    One(One),
    Same(Box<One>),
    #[graph(other)]
    Other(JsonObject),
}

fn main() {
    let _ = |any: Any| serde_json::to_string(&any);
}
