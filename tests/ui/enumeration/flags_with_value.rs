//! `flags` has a value.
use graph_core::{Flags, graph_complex, graph_enum};

#[graph_enum(flags = true)]
pub enum Right {
    Read,
    #[graph(other)]
    Other(String),
}

#[graph_complex]
pub struct Grant {
    pub rights: Flags<Right>,
}

fn main() {
    let _ = |grant: Grant| serde_json::to_string(&grant);
}
