//! The link, the number and the context of related entities come only where these are expanded.
use graph_core::{graph_complex, graph_entity, response::NextLink};

#[graph_entity(path = "me/drive/items")]
pub struct DriveItem {
    #[graph(key)]
    pub id: Option<String>,
    #[graph(rename = "children@odata.nextLink")]
    pub children_next_link: Option<NextLink>,
    #[graph(rename = "listItem@odata.context")]
    pub context: Option<String>,
}

#[graph_entity(path = "groups")]
pub struct Group {
    pub members: Option<Vec<String>>,
    #[graph(rename = "members@odata.count")]
    pub count: Option<i64>,
    #[graph(rename = "members@delta")]
    pub changes: Option<Vec<String>>,
}

#[graph_entity(path = "users")]
pub struct User {
    #[graph(key, rename = "id@odata.type")]
    pub id: Option<String>,
    #[graph(navigation, rename = "manager@delta")]
    pub manager: Option<Box<User>>,
}

#[graph_complex]
pub struct Table {
    #[serde(rename = "rows@nextLink")]
    pub next_link: Option<NextLink>,
}

fn main() {
    let _ = (DriveItem::CHILDREN_NEXT_LINK, Group::COUNT, User::MANAGER, Table::NEXT_LINK);
}
