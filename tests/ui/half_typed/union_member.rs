//! A member of a union whose type is half typed.
use graph_core::{JsonObject, graph_complex, graph_union};

#[graph_complex]
pub struct Note {
    pub text: Option<String>,
}

#[graph_union]
pub enum AnyNote {
    Note(Note),
    Text(Vec<),
    #[graph(other)]
    Other(JsonObject),
}

fn main() {
    let _ = AnyNote::from(Note { text: None });
}
