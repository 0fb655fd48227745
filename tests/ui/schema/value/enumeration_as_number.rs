//! A member is written as text, whatever its number.
use graph_core::graph_entity;

#[graph_entity(path = "me/messages", schema = "metadata/graph.csdl")]
pub struct Message {
    #[graph(key)]
    pub id: Option<String>,
    pub importance: Option<i32>,
}

fn main() {}
