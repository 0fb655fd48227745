//! The comma between two members is missing, and the catch-all is still to be typed.
use graph_core::graph_enum;

#[graph_enum]
#[derive(Debug, PartialEq)]
pub enum Sensitivity {
    Normal
    Personal,
    #[graph(other)]
}

fn main() {
    let _ = Sensitivity::from("normal").as_str();
}
