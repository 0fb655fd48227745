//! The operation answers with another type: an entity, a value, a collection's element.
use graph_core::{graph_action, graph_complex, graph_entity};

#[graph_entity(path = "me/events", schema = "metadata/graph.csdl")]
pub struct Event {
    #[graph(key)]
    pub id: Option<String>,
}

#[graph_complex(schema = "metadata/graph.csdl")]
pub struct ItemBody {
    pub content: Option<String>,
}

#[graph_action(path = "me/messages/{messageId}/move", returns = Event, schema = "metadata/graph.csdl")]
pub struct Move {
    #[graph(rename = "DestinationId")]
    pub destination_id: String,
}

#[graph_action(path = "exampleTidy", returns = String, schema = "metadata/graph.csdl")]
pub struct ExampleTidy {
    pub places: String,
}

#[graph_action(path = "directoryObjects/getByIds", returns = Vec<Event>, schema = "metadata/graph.csdl")]
pub struct GetByIds {
    pub ids: Vec<String>,
}

#[graph_action(path = "me/getMemberGroups", returns = Vec<ItemBody>, schema = "metadata/graph.csdl")]
pub struct GetMemberGroups {}

fn main() {}
