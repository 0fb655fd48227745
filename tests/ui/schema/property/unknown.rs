//! Unknown properties, with and without a similar name.
use graph_core::graph_entity;

#[graph_entity(path = "users", schema = "metadata/graph.csdl")]
pub struct User {
    #[graph(key)]
    pub id: Option<String>,
    pub favourite_colour: Option<String>,
    #[graph(rename = "shoeSize")]
    pub job_title: Option<String>,
}

fn main() {}
