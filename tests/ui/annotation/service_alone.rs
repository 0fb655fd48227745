//! The service alone writes control information.
use graph_core::{graph_entity, response::NextLink};

#[graph_entity(path = "me/drive/items")]
pub struct DriveItem {
    #[graph(navigation)]
    pub children: Option<Vec<DriveItem>>,
    #[graph(rename = "children@odata.nextLink")]
    pub children_next_link: Option<NextLink>,
    #[graph(rename = "@microsoft.graph.downloadUrl")]
    pub download_url: Option<String>,
}

fn main() {
    let _ = DriveItem::changes().clear(DriveItem::CHILDREN_NEXT_LINK).set(DriveItem::DOWNLOAD_URL, "https://example.org");
}
