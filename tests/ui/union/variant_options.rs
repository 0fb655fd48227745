//! A variant has two options.
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
    #[graph(bas)]
    One(One),
    #[serde(rename = "#microsoft.graph.two")]
    Two(Two) = 2,
    #[graph(other)]
    Other(JsonObject),
}

fn main() {
    let _ = |any: Any| serde_json::to_string(&any);
}
