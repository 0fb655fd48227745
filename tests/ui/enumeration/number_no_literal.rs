//! A number is written as its digits.
use graph_core::graph_enum;

#[graph_enum]
pub enum Importance {
    Low = 1 << 2,
    Medium = 1 + 1,
    Higher = -(3 * 2 - 1) | 0b1000,
    High = u8::MAX,
    Highest = 1 << 99,
    Urgent = "5",
    Late = 1.5,
    Last = 99999999999999999999,
    #[graph(other)]
    Other(String) = 7,
}

fn main() {
    let _ = Importance::from("low").as_str();
}
