//! A member whose number is still to be typed.
use graph_core::graph_enum;

#[graph_enum]
#[derive(Debug, PartialEq)]
pub enum Importance {
    Low = 0,
    High =,
    #[graph(other)]
    Other(String),
}

fn main() {
    let _ = Importance::Low.as_str();
}
