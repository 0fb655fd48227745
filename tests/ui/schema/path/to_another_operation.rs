//! All paths of an operation are one operation's.
use graph_core::{JsonObject, graph_action};

#[graph_action(
    path(name = "one", template = "me/sendMail"),
    path(name = "other", template = "me/assignLicense"),
    schema = "metadata/graph.csdl"
)]
pub struct SendMail {
    #[graph(rename = "Message")]
    pub message: JsonObject,
}

fn main() {}
