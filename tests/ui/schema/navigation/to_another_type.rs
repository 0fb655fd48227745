//! A navigation property of another type.
use graph_core::graph_entity;

#[graph_entity(path = "me/messages", schema = "metadata/graph.csdl")]
pub struct Message {
    #[graph(key)]
    pub id: Option<String>,
    #[graph(navigation)]
    pub attachments: Option<Vec<Message>>,
}

fn main() {}
