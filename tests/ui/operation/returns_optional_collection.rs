//! A collection comes in pages, and may be empty.
use graph_core::graph_function;

#[graph_function(path = "me/names", returns = Option<Vec<String>>)]
pub struct Names;

fn main() {
    let _ = Names.request();
}
