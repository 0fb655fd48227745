//! Expanded entities: the first page of a relation, and the rest.

use graph_core::{graph_entity, response::NextLink};
use graph_emulator::Emulator;
use serde_json::json;

use crate::{Group, Outcome, User, connect};

#[graph_entity(path = "me/drive/items", singleton(name = "root", template = "me/drive/root"))]
#[derive(Debug, Clone, PartialEq)]
struct DriveItem {
    #[graph(key)]
    id: Option<String>,
    #[graph(rename = "@microsoft.graph.downloadUrl")]
    download_url: Option<String>,
    #[graph(navigation)]
    children: Option<Vec<DriveItem>>,
    #[graph(rename = "children@odata.nextLink")]
    children_next_link: Option<NextLink>,
    #[graph(rename = "children@odata.count")]
    children_count: Option<i64>,
}

/// OData JSON 4.01, §4.5.5; issue 103 of onedrive-api-docs.
#[tokio::test]
async fn the_next_link_of_expanded_children_returns_the_rest() -> Outcome {
    let emulator = Emulator::builder().page_size(2).build()?;
    emulator.seed_singleton("me/drive/root", json!({ "id": "root" }));
    for n in 1..=5 {
        emulator.seed("me/drive/root/children", json!({ "id": format!("c{n}") }));
    }
    let (client, _) = connect(&emulator)?;
    let root = DriveItem::root().get().send(&client).await?;
    let link = root.children_next_link.ok_or("no link")?;
    assert_eq!((root.children.map(|some| some.len()), root.children_count), (Some(2), Some(5)));
    let mut rest = DriveItem::CHILDREN.page(&link).stream(&client);
    let mut ids = Vec::new();
    while let Some(child) = rest.try_next().await? {
        ids.extend(child.id);
    }
    assert_eq!(ids, ["c3", "c4", "c5"]);
    let some = DriveItem::root().get().expand(DriveItem::CHILDREN.expand().top(9)).send(&client).await?;
    assert_eq!(some.children.map(|some| some.len()), Some(2), "the service's page is the most");
    Ok(())
}

/// Issue 606 of onedrive-api-docs.
#[tokio::test]
async fn the_download_url_is_read() -> Outcome {
    let emulator = Emulator::new();
    emulator.seed("me/drive/items", json!({ "id": "f" })).seed_media("me/drive/items/f/content", "text/plain", "hello");
    let (client, _) = connect(&emulator)?;
    let listed = DriveItem::items().list().unexpanded().send(&client).await?;
    let one = DriveItem::items().entity("f").get().select(DriveItem::DOWNLOAD_URL).send(&client).await?;
    let url = one.download_url.ok_or("no URL")?;
    assert!(url.starts_with("https://graph.microsoft.com/v1.0/me/drive/items/f/content?"), "{url}");
    assert_eq!(listed.value.into_iter().next().and_then(|file| file.download_url), Some(url));
    Ok(())
}

/// The page "Use query parameters", on `$expand`.
#[tokio::test]
async fn the_directory_expands_twenty_and_lists_all() -> Outcome {
    let emulator = Emulator::new();
    emulator.seed("groups", json!({ "id": "g" }));
    let (client, _) = connect(&emulator)?;
    for n in 0..25 {
        emulator.seed("users", json!({ "id": format!("u{n}") }));
        User::members("g").add_ref(&User::users().entity(format!("u{n}")).reference()).send(&client).await?;
    }
    let group = Group::groups().entity("g").get().send(&client).await?;
    assert_eq!(group.members.map(|members| members.len()), Some(20));
    assert_eq!(User::members("g").list().collect_all(&client, 99).await?.len(), 25);
    Ok(())
}
