//! `select` takes a boolean.

use graph_core::graph_entity;

#[graph_entity(path = "users", select = "false")]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
