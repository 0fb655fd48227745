//! Two paths have two names.
use graph_core::graph_entity;

#[graph_entity(path = "users", path = "groups/{groupId}/users")]
pub struct User {
    pub id: Option<String>,
}

fn main() {}
