//! The `#` is written by the macro.
use graph_core::graph_entity;

#[graph_entity(path = "users", odata_type = "#microsoft.graph.user")]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
