//! The catch-all is always there.
use graph_core::graph_enum;

#[graph_enum]
pub enum Status {
    Active,
    #[cfg(windows)]
    #[graph(other)]
    Other(String),
}

fn main() {
    let _ = Status::from("active").as_str();
}
