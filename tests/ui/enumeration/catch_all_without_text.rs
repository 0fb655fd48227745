//! A catch-all keeps the text.
use graph_core::graph_enum;

#[graph_enum]
pub enum Importance {
    Low,
    #[graph(other)]
    Other,
}

fn main() {
    let _ = (Importance::Low, Importance::from("high").as_str());
}
