//! Mistakes in attributes are reported before those against the metadata.
use graph_core::graph_entity;

#[graph_entity(path = "users", schema = "metadata/graph.csdl")]
pub struct User {
    #[graph(key)]
    pub id: Option<String>,
    #[graph(readonly)]
    pub created_date_time: Option<String>,
    pub dispaly_name: Option<String>,
}

fn main() {}
