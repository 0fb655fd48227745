//! serde's catch-all loses the text.
use graph_core::graph_enum;

#[graph_enum]
pub enum Importance {
    Low,
    #[serde(other)]
    Other,
}

fn main() {
    let _ = Importance::Low;
}
