//! A struct is an action and an entity.

use graph_core::graph_action;

#[graph_action(path = "me/sendMail")]
#[graph_core::graph_entity(path = "me/messages")]
pub struct SendMail {
    pub id: Option<String>,
}

fn main() {
    let _ = SendMail { id: None }.request();
}
