//! `select` on a function without a result, and `select` without a value.

use graph_core::{bytes::Bytes, graph_function};

#[graph_function(path = "me/find", select = true)]
pub struct Find;

#[graph_function(path = "me/read", returns = Bytes, select)]
pub struct Read;

fn main() {
    let _ = (Find.request(), Read.request());
}
