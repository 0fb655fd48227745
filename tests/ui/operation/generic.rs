//! A function has a type parameter.

use graph_core::graph_function;

#[graph_function(path = "me/find")]
pub struct Find<T> {
    pub text: T,
}

fn main() {
    let _ = Find { text: String::new() }.request();
}
