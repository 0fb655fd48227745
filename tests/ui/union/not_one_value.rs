//! A member holds one struct.
use graph_core::{graph_complex, graph_union};

#[graph_complex]
pub struct One {
    pub id: Option<String>,
}

#[graph_union]
pub enum Any {
    Nothing,
    Two(One, One),
    Named { one: One },
    #[graph(other)]
    Other,
}

fn main() {
    let _ = |any: Any| serde_json::to_string(&any);
}
