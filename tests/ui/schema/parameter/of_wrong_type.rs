//! An argument's type is the parameter's.
use graph_core::{graph_action, graph_complex};

#[graph_complex(schema = "metadata/graph.csdl")]
pub struct EmailAddress {
    pub address: Option<String>,
}

#[graph_action(path = "me/sendMail", schema = "metadata/graph.csdl")]
pub struct SendMail {
    #[graph(rename = "Message")]
    pub message: EmailAddress,
    #[graph(rename = "SaveToSentItems")]
    pub save_to_sent_items: Option<String>,
}

#[graph_action(path = "applications/{applicationId}/removePassword", schema = "metadata/graph.csdl")]
pub struct RemovePassword {
    pub key_id: Vec<String>,
}

fn main() {}
