//! Unknown segments, with and without a similar name.
use graph_core::graph_entity;

#[graph_entity(path = "users/{userId}/mesages", path(name = "sent", template = "me/outbox"), schema = "metadata/graph.csdl")]
pub struct Message {
    #[graph(key)]
    pub id: Option<String>,
}

fn main() {}
