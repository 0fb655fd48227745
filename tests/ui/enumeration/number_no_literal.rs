//! A number is written as its digits.
use graph_core::graph_enum;

#[graph_enum]
pub enum Importance {
    Low = 1 << 2,
    High = u8::MAX,
    #[graph(other)]
    Other(String) = 7,
}

fn main() {
    let _ = Importance::from("low").as_str();
}
