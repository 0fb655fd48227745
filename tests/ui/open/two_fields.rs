//! One field keeps what is not declared.
use graph_core::{JsonObject, graph_complex};

#[graph_complex]
pub struct Extension {
    #[graph(additional)]
    pub rest: JsonObject,
    #[graph(additional)]
    pub others: JsonObject,
}

fn main() {
    let _ = |extension: Extension| serde_json::to_string(&extension);
}
