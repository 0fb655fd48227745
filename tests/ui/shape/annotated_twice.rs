//! One attribute is enough.
use graph_core::graph_entity;

#[graph_entity(path = "users")]
#[graph_entity(path = "groups/{groupId}/members")]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
