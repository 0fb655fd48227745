//! All mistakes of a struct are reported, also those that rustc finds.
use graph_core::graph_entity;

#[graph_entity(path = "user", path(name = "owned", template = "groups/{groupId}/owner"), schema = "metadata/graph.csdl")]
pub struct User {
    pub id: Option<String>,
    pub dispaly_name: Option<String>,
    pub account_enabled: Option<String>,
    pub manager: Option<Box<User>>,
    #[graph(navigation)]
    pub mail: Option<Box<User>>,
    pub given_name: String,
}

fn main() {}
