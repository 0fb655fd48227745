//! A download that broke off.
use graph_core::graph_entity;

#[graph_entity(path = "users", schema = "metadata/cut_off.csdl")]
pub struct User {
    #[graph(key)]
    pub id: Option<String>,
}

fn main() {}
