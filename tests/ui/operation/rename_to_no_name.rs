//! A name that can't be in a URL.
use graph_core::{graph_action, graph_function};

#[graph_function(path = "me/find")]
pub struct Find {
    #[graph(rename = "b=c")]
    pub assigned: Option<i32>,
    #[graph(rename = "b.c")]
    pub dotted: Option<i32>,
}

#[graph_action(path = "me/act")]
pub struct Act {
    #[graph(rename = "b=c")]
    pub assigned: Option<i32>,
    #[graph(rename = "b@odata.bind")]
    pub bound: Option<String>,
}

fn main() {}
