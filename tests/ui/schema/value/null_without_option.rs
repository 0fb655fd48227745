//! What may be `null` needs a place for it.
use graph_core::graph_entity;

#[graph_entity(path = "users", schema = "metadata/graph.csdl")]
pub struct User {
    #[graph(key)]
    pub id: String,
    pub display_name: String,
    pub account_enabled: bool,
    pub other_mails: Vec<String>,
}

fn main() {}
