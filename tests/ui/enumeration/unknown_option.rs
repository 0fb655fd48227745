//! A misspelt option is suggested.
use graph_core::graph_enum;

#[graph_enum]
pub enum Importance {
    Low,
    #[graph(othr)]
    Other(String),
}

fn main() {
    let _ = Importance::Low;
}
