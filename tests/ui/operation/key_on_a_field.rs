//! A field of an action is marked as an entity's key.

use graph_core::graph_action;

#[graph_action(path = "users/{userId}/assignLicense")]
pub struct AssignLicense {
    #[graph(key)]
    pub sku_id: String,
    #[graph(renam = "disabledPlans")]
    pub plans: Vec<String>,
}

fn main() {
    let action = AssignLicense { sku_id: String::new(), plans: Vec::new() };
    assert_eq!(action.request("ada").path(), "users/ada/assignLicense");
}
