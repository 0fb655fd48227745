//! serde flattens, Graph has open types.
use graph_core::{JsonObject, graph_entity};

#[graph_entity(path = "users")]
pub struct User {
    pub id: Option<String>,
    #[serde(flatten)]
    pub rest: JsonObject,
}

fn main() {
    let _ = User::users().list();
}
