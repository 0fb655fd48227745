//! A skipped field has a default.
use graph_core::graph_entity;

#[graph_entity(path = "users")]
pub struct User {
    #[graph(skip)]
    pub place: Place,
    #[serde(default)]
    pub kind: Kind,
}

pub struct Place;

#[graph_core::graph_enum]
pub enum Kind {
    #[graph(other)]
    Other(String),
}

fn main() {}
