//! The path of an action has `(_)`.
use graph_core::graph_action;

#[graph_action(path = "me/range(_)/clear")]
pub struct Clear {
    pub apply_to: Option<String>,
}

fn main() {
    let _ = Clear { apply_to: None }.request();
}
