//! Each mark is given once.
use graph_core::{JsonObject, graph_complex, graph_union};

#[graph_complex]
pub struct One {
    pub id: Option<String>,
}

#[graph_complex]
pub struct Two {
    pub id: Option<String>,
}

#[graph_union]
pub enum Any {
    #[graph(base)]
    One(One),
    #[graph(base)]
    Two(Two),
    #[graph(other)]
    Other(JsonObject),
    #[graph(other, base)]
    Unknown(JsonObject),
}

fn main() {
    let _ = |any: Any| serde_json::to_string(&any);
}
