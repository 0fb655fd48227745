//! `Vec` for one value, and one value for a collection.
use graph_core::{graph_action, graph_entity};

#[graph_entity(path = "me/messages", schema = "metadata/graph.csdl")]
pub struct Message {
    #[graph(key)]
    pub id: Option<String>,
}

#[graph_action(path = "me/messages/{messageId}/move", returns = Vec<Message>, schema = "metadata/graph.csdl")]
pub struct Move {
    #[graph(rename = "DestinationId")]
    pub destination_id: String,
}

#[graph_action(path = "me/getMemberGroups", returns = String, schema = "metadata/graph.csdl")]
pub struct GetMemberGroups {}

fn main() {}
