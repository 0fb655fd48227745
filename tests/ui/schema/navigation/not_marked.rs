//! A navigation property without its mark.
use graph_core::graph_entity;

#[graph_entity(path = "users", schema = "metadata/graph.csdl")]
pub struct User {
    #[graph(key)]
    pub id: Option<String>,
    pub manager: Option<Box<User>>,
}

fn main() {}
