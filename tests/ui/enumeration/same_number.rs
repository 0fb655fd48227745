//! Two members have two numbers.
use graph_core::graph_enum;

#[graph_enum]
pub enum Importance {
    Low = 1,
    Lowest = 0x1,
    #[graph(other)]
    Other(String),
}

fn main() {
    let _ = Importance::from("low").as_str();
}
