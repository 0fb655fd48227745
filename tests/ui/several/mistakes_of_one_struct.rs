//! All mistakes show at once.
use graph_core::graph_entity;

#[graph_entity(path = "/users", version = "1.0", colour = "red")]
pub struct User {
    #[graph(kye)]
    pub id: Option<String>,
    #[serde(flatten)]
    pub name: Option<String>,
    #[graph(rename = "name")]
    pub label: Option<String>,
}

fn main() {
    let user = User { id: None, name: None, label: None };
    let _ = User::changes().set(User::LABEL, "x");
    let _ = user.changes_to(&user);
}
