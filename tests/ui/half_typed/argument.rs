//! An action whose argument is half typed.
use graph_core::graph_action;

#[graph_action(path = "me/sendMail")]
pub struct SendMail {
    #[graph(rename = "Message")]
    pub message: String,
    pub save
}

fn main() {
    let send = |mail: SendMail| mail.request();
    let _ = send;
}
