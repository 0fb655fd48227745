//! An option that nothing is near to lists what there is.
use graph_core::graph_entity;

#[graph_entity(path = "users")]
pub struct User {
    #[graph(searchable)]
    pub id: Option<String>,
}

fn main() {}
