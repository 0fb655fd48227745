//! The arguments of an action stand in its body.
use graph_core::graph_action;

#[graph_action(path = "me/range(_)/clear")]
pub struct Clear {
    pub apply_to: Option<String>,
}

fn main() {
    let _ = Clear { apply_to: None }.request();
}
