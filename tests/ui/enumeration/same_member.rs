//! Two members have two names.
use graph_core::graph_enum;

#[graph_enum]
pub enum Importance {
    Low,
    #[graph(rename = "low")]
    Lowest,
    #[graph(other)]
    Other(String),
}

fn main() {
    let _ = Importance::Low;
}
