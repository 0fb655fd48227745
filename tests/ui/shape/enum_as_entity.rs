//! An entity is a struct.
use graph_core::graph_entity;

#[graph_entity(path = "users")]
pub enum User {
    Member,
    Guest,
}

fn main() {
    let _ = User::users().entity("ada").delete();
}
