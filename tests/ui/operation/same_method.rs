//! Two paths give the same method, with and without a name.

use graph_core::graph_action;

#[graph_action(path = "me/sendMail", path = "users/{userId}/sendMail")]
pub struct SendMail;

#[graph_action(
    path(name = "send", template = "me/sendMail"),
    path(name = "send", template = "users/{userId}/sendMail"),
)]
pub struct Send;

fn main() {
    let _ = (SendMail.request(), Send.send());
}
