//! The operation answers with something.
use graph_core::graph_action;

#[graph_action(path = "me/messages/{messageId}/move", schema = "metadata/graph.csdl")]
pub struct Move {
    #[graph(rename = "DestinationId")]
    pub destination_id: String,
}

#[graph_action(path = "me/getMemberGroups", schema = "metadata/graph.csdl")]
pub struct GetMemberGroups {}

fn main() {}
