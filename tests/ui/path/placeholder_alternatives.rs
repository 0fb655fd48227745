//! A placeholder pasted from a page with alternatives.
use graph_core::graph_entity;

#[graph_entity(path = "users/{id | userPrincipalName}/messages")]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
