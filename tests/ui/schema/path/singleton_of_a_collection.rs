//! A singleton at a collection.
use graph_core::graph_entity;

#[graph_entity(singleton(name = "calendars", template = "users/{userId}/calendars"), schema = "metadata/graph.csdl")]
pub struct Calendar {
    #[graph(key)]
    pub id: Option<String>,
}

fn main() {}
