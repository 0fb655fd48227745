//! A property that a function writes is not set.
use graph_core::graph_entity;

#[graph_entity(path = "users")]
pub struct User {
    #[serde(with = "text")]
    pub age: i32,
}

mod text {
    use graph_core::serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(number: &i32, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(number)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i32, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

fn main() {
    let _ = User::changes().set(User::AGE, 36);
}
