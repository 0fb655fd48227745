//! An action is written as an enum.

use graph_core::graph_action;

#[graph_action(path = "me/sendMail")]
pub enum SendMail {
    Now,
}

fn main() {
    let _ = SendMail::Now.request();
}
