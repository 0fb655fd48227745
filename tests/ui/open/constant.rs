//! What is not declared has no constant.
use graph_core::{JsonObject, graph_entity};

#[graph_entity(path = "users")]
pub struct User {
    pub id: Option<String>,
    #[graph(additional)]
    pub rest: JsonObject,
}

fn main() {
    let _ = User::changes().clear(User::REST);
}
