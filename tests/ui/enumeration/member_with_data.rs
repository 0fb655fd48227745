//! A member is a name.
use graph_core::graph_enum;

#[graph_enum]
pub enum Importance {
    Low,
    Level(u8),
    #[graph(other)]
    Other(String),
}

fn main() {
    let _ = Importance::Low;
}
