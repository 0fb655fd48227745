//! Arguments that the operation does not have, with and without a similar name.
use graph_core::graph_action;

#[graph_action(path = "me/changePassword", schema = "metadata/graph.csdl")]
pub struct ChangePassword {
    pub current_pasword: String,
    pub hint: Option<String>,
}

#[graph_action(path = "groups/{groupId}/addFavorite", schema = "metadata/graph.csdl")]
pub struct AddFavorite {
    pub colour: String,
}

fn main() {}
