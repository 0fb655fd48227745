//! A member is its name in JSON.
use graph_core::graph_enum;

#[graph_enum]
pub enum Importance {
    Low = 1,
    #[graph(other)]
    Other(String),
}

fn main() {
    let _ = (Importance::Low, Importance::from("high").as_str());
}
