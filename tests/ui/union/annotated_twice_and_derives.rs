//! One attribute gives all.
use graph_core::{JsonObject, graph_complex, graph_union};

#[graph_complex]
pub struct One {
    pub id: Option<String>,
}

#[graph_union]
#[graph_union]
#[derive(serde::Serialize, Debug)]
pub enum Any {
    #[graph(other)]
    Other(JsonObject),
}

fn main() {
    let _ = |any: Any| format!("{any:?}");
}
