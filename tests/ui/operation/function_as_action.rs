//! The attribute is on an `fn`.

use graph_core::graph_action;

#[graph_action(path = "me/sendMail")]
fn send_mail() {}

fn main() {
    send_mail();
}
