//! `returns` is misspelt, and an action has `select`.

use graph_core::{graph_action, graph_function};

#[graph_function(path = "me/find", retuns = i32)]
pub struct Find;

#[graph_action(path = "me/count", returns = i32, select = true)]
pub struct Count;

fn main() {
    let _ = (Find.request(), Count.request());
}
