//! An `Option` is set or cleared.
use graph_core::{graph_complex, graph_entity};

#[graph_entity(path = "users")]
pub struct User {
    #[graph(key)]
    pub id: Option<String>,
    pub display_name: Option<String>,
    pub phones: Vec<String>,
    #[graph(read_only)]
    pub age: Option<i32>,
    pub address: Option<Address>,
}

#[graph_entity(path = "groups")]
pub struct Group {
    pub id: Option<String>,
}

#[graph_complex]
pub struct Address {
    pub city: Option<String>,
}

fn main() {
    let _ = User::changes().set(User::DISPLAY_NAME, None::<String>);
}
