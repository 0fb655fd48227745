//! An action derives serde, and has serde's attributes.

use graph_core::graph_action;
use serde::{Deserialize, Serialize};

#[graph_action(path = "me/sendMail")]
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SendMail {
    #[serde(default)]
    pub subject: Option<String>,
}

fn main() {
    let _ = SendMail { subject: None }.request();
}
