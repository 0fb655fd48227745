//! An operation's path ends in its name, after the second colon.
use graph_core::{graph_action, graph_function};

#[graph_action(path = "me/drive/root:/{itemPath}/createLink")]
pub struct CreateLink {
    pub scope: Option<String>,
}

#[graph_function(path = "me/drive/items/{id}:/{itemPath}", returns = String)]
pub struct Preview {}

fn main() {
    let _ = CreateLink { scope: None }.request("Docs/a.txt");
    let _ = Preview {}.request("i", "Docs/a.txt");
}
