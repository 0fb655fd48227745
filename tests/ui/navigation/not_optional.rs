//! A navigation property is not an `Option`.

use graph_core::graph_entity;

#[graph_entity(path = "users")]
pub struct User {
    #[graph(key)]
    pub id: Option<String>,
}

#[graph_entity(path = "groups")]
pub struct Group {
    #[graph(navigation)]
    pub members: Vec<User>,
}

fn main() {}
