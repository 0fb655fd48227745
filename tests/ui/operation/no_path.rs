//! An action does not say where it is called.

use graph_core::graph_action;

#[graph_action(version = "beta")]
pub struct SendMail;

fn main() {}
