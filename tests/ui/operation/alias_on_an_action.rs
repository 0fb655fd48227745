//! An argument of an action is marked as an alias.

use graph_core::graph_action;

#[graph_action(path = "me/sendMail")]
pub struct SendMail {
    #[graph(alias)]
    pub subject: String,
}

fn main() {
    let _ = SendMail { subject: String::new() }.request();
}
