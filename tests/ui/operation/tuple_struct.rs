//! An action's arguments have no names.

use graph_core::graph_action;

#[graph_action(path = "me/sendMail")]
pub struct SendMail(pub String);

fn main() {
    let _ = SendMail(String::new()).request();
}
