//! A wrong member is one error, and structs with the enumeration have none.
use graph_core::{graph_complex, graph_entity, graph_enum};

#[graph_enum(schema = "metadata/graph.csdl")]
pub enum Importance {
    Low,
    Normal,
    Hihg,
    #[graph(other)]
    Other(String),
}

#[graph_enum(flags, partial, schema = "metadata/graph.csdl")]
pub enum MailTipsType {
    Everything = 1,
    #[graph(other)]
    Other(String),
}

#[graph_complex(schema = "metadata/graph.csdl")]
pub struct ItemBody {
    pub contents: Option<String>,
}

#[graph_entity(path = "me/messages", schema = "metadata/graph.csdl")]
pub struct Message {
    #[graph(key)]
    pub id: Option<String>,
    pub importance: Option<Importance>,
    pub body: Option<ItemBody>,
}

#[graph_entity(path = "me/events", schema = "metadata/graph.csdl")]
pub struct Event {
    #[graph(key)]
    pub id: Option<String>,
    pub importance: Option<Importance>,
    pub body: Option<ItemBody>,
}

fn main() {}
