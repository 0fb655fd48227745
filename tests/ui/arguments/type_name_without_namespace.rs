//! A type name has its namespace.
use graph_core::graph_entity;

#[graph_entity(path = "users", odata_type = "user")]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
