//! Options of a query that are written as text.
use graph_core::graph_entity;

#[graph_entity(path = "users")]
pub struct User {
    #[graph(key)]
    pub id: Option<String>,
    pub display_name: Option<String>,
    pub age: Option<i32>,
}

fn main() {
    let _ = User::users().list().filter("startswith(displayName,'A')");
    let _ = User::users().list().filter(format!("age gt {}", 5));
    let _ = User::users().list().filter(User::AGE == Some(5));
    let _ = User::users().list().order_by("displayName desc");
    let _ = User::users().list().select("id,displayName");
    let _ = User::users().list().select(["id", "displayName"]);
    let _ = User::users().list().expand("manager");
    let _ = User::users().list().search(5);
}
