//! Arguments that can't be left out.
use graph_core::{graph_action, graph_entity};

#[graph_entity(path = "users", schema = "metadata/graph.csdl")]
pub struct User {
    #[graph(key)]
    pub id: Option<String>,
}

#[graph_action(path = "users/{userId}/assignLicense", returns = User, schema = "metadata/graph.csdl")]
pub struct AssignLicense {}

fn main() {}
