//! An unsupported serde attribute says what to write.
use graph_core::graph_entity;

#[graph_entity(path = "users")]
pub struct User {
    #[serde(flatten)]
    pub rest: Option<String>,
    #[serde(skip_serializing)]
    pub age: Option<i32>,
    #[serde(rename(serialize = "a", deserialize = "b"))]
    pub name: Option<String>,
    #[serde(getter = "x")]
    pub x: Option<String>,
}

fn main() {}
