//! Two members with structs of the same type.
use graph_core::{JsonObject, graph_complex, graph_union};

#[graph_complex]
pub struct One {
    pub id: Option<String>,
}

#[graph_complex(odata_type = "microsoft.graph.one")]
pub struct Same {
    pub id: Option<String>,
}

#[graph_union]
pub enum Any {
    One(One),
    Same(Same),
    #[graph(other)]
    Other(JsonObject),
}

fn main() {
    let _ = |any: Any| serde_json::to_string(&any);
}
