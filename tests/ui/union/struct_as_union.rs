//! A union is an enum.
use graph_core::{graph_complex, graph_union};

#[graph_complex]
pub struct One {
    pub id: Option<String>,
}

#[graph_union]
pub struct Any {
    pub one: One,
}

fn main() {
    let _ = |any: Any| serde_json::to_string(&any);
}
