//! A number arrives as its text too.
use graph_core::graph_enum;

#[graph_enum]
pub enum Level {
    #[graph(rename = "1")]
    One,
    Two = 1,
    #[serde(alias = "3")]
    Three = 3,
    #[graph(other)]
    Other(String),
}

fn main() {}
