//! A path that ends in no operation: misspelt, unknown, a collection.
use graph_core::graph_action;

#[graph_action(path = "me/sendMial", schema = "metadata/graph.csdl")]
pub struct SendMail {}

#[graph_action(path = "me/dance", schema = "metadata/graph.csdl")]
pub struct Dance {}

#[graph_action(path = "me/messages", schema = "metadata/graph.csdl")]
pub struct Messages {}

fn main() {}
