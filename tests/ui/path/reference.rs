//! `$ref` is added by the endpoint.
use graph_core::graph_entity;

#[graph_entity(path = "groups/{groupId}/members/$ref")]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
