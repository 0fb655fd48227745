//! A complex value in place of another type.
use graph_core::{graph_complex, graph_entity};

#[graph_complex(schema = "metadata/graph.csdl")]
pub struct EmailAddress {
    pub address: Option<String>,
}

#[graph_entity(path = "me/messages", schema = "metadata/graph.csdl")]
pub struct Message {
    #[graph(key)]
    pub id: Option<String>,
    pub body: Option<EmailAddress>,
    pub unique_body: Option<String>,
    pub to_recipients: Vec<EmailAddress>,
}

fn main() {}
