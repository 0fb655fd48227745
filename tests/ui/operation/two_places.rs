//! Two `(_)` in the path of a function.
use graph_core::graph_function;

#[graph_function(path = "me/range(_)/cell(_)")]
pub struct Cell {
    pub row: i32,
}

fn main() {
    let _ = Cell { row: 1 }.request();
}
