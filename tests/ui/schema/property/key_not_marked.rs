//! The key is the key, whatever the struct says.
use graph_core::graph_entity;

#[graph_entity(path = "users", schema = "metadata/graph.csdl")]
pub struct User {
    pub id: Option<String>,
    #[graph(key)]
    pub user_principal_name: Option<String>,
}

fn main() {}
