//! A misspelt argument is suggested.
use graph_core::graph_entity;

#[graph_entity(pth = "users")]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
