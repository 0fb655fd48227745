//! The tag is written by the macro.
use graph_core::graph_entity;

#[graph_entity(path = "users")]
pub struct User {
    #[graph(rename = "@odata.type")]
    pub kind: Option<String>,
}

fn main() {}
