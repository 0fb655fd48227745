//! A property has a name.
use graph_core::graph_entity;

#[graph_entity(path = "users")]
pub struct User(Option<String>);

fn main() {
    let _ = User::users().list();
}
