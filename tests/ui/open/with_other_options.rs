//! The field of undeclared properties has other options.
use graph_core::{JsonObject, graph_entity};

#[graph_entity(path = "users")]
pub struct User {
    pub id: Option<String>,
    #[graph(additional, rename = "rest")]
    pub rest: JsonObject,
}

#[graph_entity(path = "groups")]
pub struct Group {
    #[graph(additional)]
    #[serde(default)]
    pub rest: JsonObject,
}

fn main() {
    let _ = (User::users().list(), User::ID, Group::groups().list());
}
