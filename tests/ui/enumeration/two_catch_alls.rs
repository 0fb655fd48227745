//! One catch-all is enough.
use graph_core::graph_enum;

#[graph_enum]
pub enum Importance {
    Low,
    #[graph(other)]
    Other(String),
    #[graph(other)]
    Unknown(String),
}

fn main() {
    let _ = Importance::Low;
}
