//! A field without its type, before other fields.
use graph_core::graph_entity;

#[graph_entity(path = "users")]
#[derive(Debug, Clone)]
pub struct User {
    #[graph(key)]
    pub id: Option<String>,
    pub name:
    pub mail: Option<String>,
}

fn main() {
    let request = User::users().list().select((User::ID,));
    let before: Option<User> = None;
    let _ = before.map(|user| user.changes_to(&user.clone()));
    let _ = request;
}
