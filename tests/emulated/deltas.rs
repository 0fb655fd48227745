//! Rounds of a delta query: new, changed and removed entities, and an expired link.

use graph_core::{Change, DeltaLink, Error, graph_entity, response::RemovalReason};
use http::StatusCode;

use crate::{Outcome, User, company, connect};

/// The changes in one word each, and the link as it is stored.
fn described(round: (Vec<Change<User>>, DeltaLink)) -> Result<(Vec<String>, String), serde_json::Error> {
    let tell = |change: Change<User>| match change {
        Change::Updated(user) => format!("{}={}", user.id.unwrap_or_default(), user.display_name.unwrap_or_default()),
        Change::Removed { key, reason } => format!("{key} {}", reason.as_str()),
        other => format!("{other:?}"),
    };
    Ok((round.0.into_iter().map(tell).collect(), serde_json::to_string(&round.1)?))
}

#[tokio::test]
async fn a_round_reports_changes_since_the_previous_round() -> Outcome {
    let (emulator, client) = company().await?;
    let users = User::users();
    let (changes, stored) = described(users.delta().round(&client).await?)?;
    assert_eq!(changes.len(), 5);
    assert_eq!(emulator.request_log().len(), 3);

    users.entity("ada").update(User::changes().set(User::DISPLAY_NAME, "Augusta Ada")).send(&client).await?;
    users.entity("joseph").delete().send(&client).await?;
    let ann = User { id: Some("ann".into()), display_name: Some("Ann".into()), ..User::default() };
    users.create(&ann).send(&client).await?;
    users.entity("ada").update(User::changes().set(User::DISPLAY_NAME, "Ada")).send(&client).await?;
    let (changes, next) = described(users.resume(&serde_json::from_str(&stored)?).round(&client).await?)?;
    assert_eq!(changes, ["joseph changed", "ann=Ann", "ada=Ada"]);

    let (changes, _) = described(users.resume(&serde_json::from_str(&next)?).round(&client).await?)?;
    assert!(changes.is_empty(), "{changes:?}");
    // A link can be used again: it returns the same round.
    let (changes, _) = described(users.resume(&serde_json::from_str(&stored)?).round(&client).await?)?;
    assert_eq!(changes.len(), 3);
    Ok(())
}

#[tokio::test]
async fn an_entity_removed_from_a_collection_still_exists() -> Outcome {
    let (emulator, client) = company().await?;
    emulator.seed("groups", serde_json::json!({"id": "club"}));
    let members = User::members("club");
    for user in ["ada", "mary"] {
        members.add_ref(&User::users().entity(user).reference()).send(&client).await?;
    }
    let (_, link) = members.delta().round(&client).await?;
    members.remove_ref("ada").send(&client).await?;
    User::users().entity("mary").delete().send(&client).await?;
    let (changes, _) = members.resume(&link).round(&client).await?;
    let removed = |key: &str, reason| Change::Removed { key: key.into(), reason };
    assert_eq!(changes, [removed("ada", RemovalReason::Changed), removed("mary", RemovalReason::Deleted)]);
    assert!(User::users().entity("ada").get().send(&client).await.is_ok());
    Ok(())
}

#[tokio::test]
async fn the_first_round_can_be_skipped() -> Outcome {
    let (_, client) = company().await?;
    let users = User::users();
    let (changes, link) = users.delta().latest().select([User::ID, User::DISPLAY_NAME]).round(&client).await?;
    assert_eq!(changes, []);
    users.entity("ada").update(User::changes().clear(User::DEPARTMENT)).send(&client).await?;
    let (changes, _) = described(users.resume(&link).round(&client).await?)?;
    assert_eq!(changes, ["ada=Ada Lovelace"]);
    Ok(())
}

#[tokio::test]
async fn an_expired_link_is_a_resync() -> Outcome {
    let (emulator, client) = company().await?;
    let users = User::users();
    let (_, link) = users.delta().round(&client).await?;
    emulator.expire_delta_tokens();
    let error = users.resume(&link).round(&client).await;
    assert!(
        matches!(&error, Err(error @ Error::Resync(_))
            if error.status() == Some(StatusCode::GONE) && error.code() == Some("syncStateNotFound")),
        "{error:?}"
    );
    let (changes, link) = users.delta().round(&client).await?;
    assert_eq!(changes.len(), 5);
    assert_eq!(users.resume(&link).round(&client).await?.0, []);
    Ok(())
}

#[graph_entity(
    path = "me/drive/items",
    path(name = "list_items", template = "sites/{siteId}/lists/{listId}/items"),
    singleton(name = "root", template = "me/drive/root")
)]
#[derive(Debug, Clone, PartialEq)]
struct DriveItem {
    #[graph(key)]
    id: Option<String>,
    #[allow(clippy::option_option, reason = "absent, null and a value are three things")]
    name: Option<Option<String>>,
}

/// The page "driveItem: delta": a deleted item has the facet `deleted`, which `$select` must include.
#[tokio::test]
async fn delta_reports_deleted_drive_items() -> Outcome {
    let emulator = graph_emulator::Emulator::builder().page_size(1).build()?;
    let (client, _) = connect(&emulator)?;
    let item = |id: &str| DriveItem { id: Some(id.into()), name: Some(Some(id.to_uppercase())) };
    for id in ["a", "b", "c"] {
        DriveItem::items().create(&item(id)).send(&client).await?;
    }
    let root = DriveItem::root();
    let (changes, link) = root.delta().round(&client).await?;
    assert_eq!(changes, ["a", "b", "c"].map(|id| Change::Updated(item(id))));
    let (_, narrow) = root.delta().select(DriveItem::NAME).round(&client).await?;

    DriveItem::items().entity("a").delete().send(&client).await?;
    DriveItem::items().entity("b").update(DriveItem::changes().clear(DriveItem::NAME)).send(&client).await?;
    let (changes, _) = root.resume(&link).round(&client).await?;
    let gone = Change::Removed { key: "a".into(), reason: RemovalReason::Deleted };
    let cleared = Change::Updated(DriveItem { id: Some("b".into()), name: Some(None) });
    assert_eq!(changes, [gone.clone(), cleared]);
    assert_eq!(root.resume(&narrow).round(&client).await?.0.first(), Some(&gone));
    Ok(())
}

#[graph_entity(path(name = "groups", template = "groups"), odata_type = "microsoft.graph.group")]
#[derive(Debug, Clone, PartialEq)]
struct GroupChanges {
    #[graph(key)]
    id: Option<String>,
    #[graph(rename = "members@delta")]
    members: Option<Vec<Change<DirectoryMember>>>,
}

#[graph_entity]
#[derive(Debug, Clone, PartialEq)]
struct DirectoryMember {
    id: Option<String>,
}

/// The page "group: delta": `members@delta` is returned if `members` is selected.
#[tokio::test]
async fn delta_reports_added_and_removed_members() -> Outcome {
    let (emulator, client) = company().await?;
    emulator.seed("groups", serde_json::json!({"id": "club"}));
    let members = User::members("club");
    members.add_ref(&User::users().entity("ada").reference()).send(&client).await?;
    let groups = GroupChanges::groups();
    let (_, link) = groups.delta().round(&client).await?;
    members.remove_ref("ada").send(&client).await?;
    members.add_ref(&User::users().entity("mary").reference()).send(&client).await?;
    let (changes, _) = groups.resume(&link).round(&client).await?;
    let gone = Change::Removed { key: "ada".into(), reason: RemovalReason::Deleted };
    let came = Change::Updated(DirectoryMember { id: Some("mary".into()) });
    let club = GroupChanges { id: Some("club".into()), members: Some(vec![gone, came]) };
    assert_eq!(changes, [Change::Updated(club)]);
    Ok(())
}
