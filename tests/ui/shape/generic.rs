//! A Graph type has one shape.
use graph_core::graph_entity;

#[graph_entity(path = "users")]
pub struct User<T> {
    pub id: Option<T>,
}

fn main() {
    let _ = User::<String>::users().list();
}
