//! A field without its type: rustc says so, and nothing else is an error because of it.
use graph_core::graph_entity;

#[graph_entity(path = "users")]
#[derive(Debug, Clone)]
pub struct User {
    #[graph(key)]
    pub id: Option<String>,
    pub na
}

fn main() {
    let request = User::users().list().select((User::ID,));
    let before: Option<User> = None;
    let _ = before.map(|user| user.changes_to(&user.clone()));
    let _ = request;
}
