//! A catch-all is marked.
use graph_core::graph_enum;

#[graph_enum]
pub enum Importance {
    Low,
    High,
    Other(String),
}

fn main() {
    let _ = (Importance::Low, Importance::from("high").as_str());
}
