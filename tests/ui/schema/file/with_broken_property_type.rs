//! The file can be read but for the type that a property has.
use graph_core::{JsonObject, graph_complex};

#[graph_complex(schema = "metadata/broken_type.csdl")]
pub struct ItemBody {
    pub content: Option<i32>,
    pub author: Option<JsonObject>,
}

fn main() {}
