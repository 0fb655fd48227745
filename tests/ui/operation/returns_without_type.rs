//! `returns` says nothing, or says it in quotes.

use graph_core::{graph_action, graph_function};

#[graph_function(path = "me/find", returns)]
pub struct Find;

#[graph_action(path = "me/count", returns = "i32")]
pub struct Count;

#[graph_action(returns =, path = "me/stop")]
pub struct Stop;

fn main() {
    let _ = (Find.request(), Count.request(), Stop.request());
}
