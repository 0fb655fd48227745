//! How a delta tells that an entity was removed, and what its query asks for, without a socket.

use graph_core::{
    Change, JsonObject, Request, graph_complex, graph_entity, graph_function, graph_union,
    response::{NextLink, RemovalReason},
    value::Value,
};
use serde_json::{Value as Json, json};

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[graph_entity(
    path(name = "below", template = "me/drive/items"),
    singleton(name = "root", template = "me/drive/root"),
    version = "beta"
)]
#[derive(Debug, Clone, PartialEq)]
struct DriveItem {
    #[graph(key)]
    id: Option<String>,
    name: Option<String>,
    #[graph(navigation)]
    children: Option<Vec<DriveItem>>,
}

#[graph_complex]
#[derive(Debug, Clone, PartialEq)]
struct Deleted {
    state: Option<String>,
}

/// A drive item by another name, which declares the facet.
#[graph_entity(path = "drives/{driveId}/items", odata_type = "microsoft.graph.driveItem")]
#[derive(Debug, Clone, PartialEq)]
struct File {
    #[graph(key)]
    id: Option<String>,
    deleted: Option<Deleted>,
    name: Option<String>,
    #[graph(type_name)]
    type_name: Option<String>,
}

#[graph_entity(path = "sites/{siteId}/lists/{listId}/items")]
#[derive(Debug, Clone, PartialEq)]
struct ListItem {
    #[graph(key)]
    id: Option<String>,
}

/// Its `deleted` is a number of bytes.
#[graph_entity(path = "storage/quotas")]
#[derive(Debug, Clone, PartialEq)]
struct UnifiedStorageQuota {
    #[graph(key)]
    id: Option<String>,
    deleted: Option<i64>,
}

#[graph_entity(path = "sites", version = "beta", odata_type = "microsoft.graph.site")]
#[derive(Debug, Clone, PartialEq)]
struct BetaSite {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(path = "sites")]
#[derive(Debug, Clone, PartialEq)]
struct Site {
    #[graph(key)]
    id: Option<String>,
}

/// A type of another service, whose `deleted` nobody knows.
#[graph_entity(path = "things", odata_type = "contoso.thing")]
#[derive(Debug, Clone, PartialEq)]
struct Thing {
    #[graph(key)]
    id: Option<String>,
    deleted: Option<Json>,
}

#[graph_union(path(name = "items_of", template = "drives/{driveId}/items"), odata_type = "microsoft.graph.baseItem")]
#[derive(Debug, Clone, PartialEq)]
enum BaseItem {
    File(File),
    Quota(UnifiedStorageQuota),
    #[graph(other)]
    Other(JsonObject),
}

/// The key and the reason of a removal; `None` of an update.
fn removed<E: Value>(object: &Json) -> Result<Option<(String, RemovalReason)>, serde_json::Error> {
    Ok(match serde_json::from_value::<Change<E>>(object.clone())? {
        Change::Removed { key, reason } => Some((key, reason)),
        _ => None,
    })
}

/// Source: the pages "driveItem: delta" and "deleted resource type", and the types of `deleted` in the metadata of v1.0.
#[test]
fn drive_items_and_list_items_are_removed_by_the_facet_deleted() -> Outcome {
    let all = |object: &Json| -> Result<_, serde_json::Error> {
        Ok([
            removed::<DriveItem>(object)?,
            removed::<File>(object)?,
            removed::<ListItem>(object)?,
            removed::<BetaSite>(object)?,
            removed::<Box<DriveItem>>(object)?,
            removed::<BaseItem>(object)?,
            removed::<Json>(object)?,
            removed::<JsonObject>(object)?,
        ])
    };
    let (deleted, soft) = (RemovalReason::Deleted, RemovalReason::Other("softDeleted".to_owned()));
    for (facet, reason) in [
        (json!({ "state": "deleted" }), &deleted),
        (json!({}), &deleted),
        (json!({ "state": null }), &deleted),
        (json!({ "@odata.type": "#microsoft.graph.deleted" }), &deleted),
        (json!({ "state": "softDeleted" }), &soft),
    ] {
        let object = json!({ "id": "1", "name": "a", "size": 0, "deleted": facet });
        assert_eq!(all(&object)?, [(); 8].map(|()| Some(("1".to_owned(), reason.clone()))), "{object}");
    }
    for object in [json!({ "id": "1", "deleted": null }), json!({ "id": "1", "name": "\"deleted\"" })] {
        assert_eq!(all(&object)?, [(); 8].map(|()| None), "{object}");
    }
    let both = json!({ "id": "1", "@removed": { "reason": "changed" }, "deleted": {} });
    assert_eq!(all(&both)?, [(); 8].map(|()| Some(("1".to_owned(), RemovalReason::Changed))));
    Ok(())
}

#[test]
fn deleted_is_a_property_of_other_types() -> Outcome {
    let quota = json!({ "id": "q", "deleted": 7 });
    assert_eq!(removed::<UnifiedStorageQuota>(&quota)?, None);
    for facet in [json!(7), json!("yes"), json!({}), json!({ "state": "deleted" })] {
        assert_eq!(removed::<Thing>(&json!({ "id": "t", "deleted": facet }))?, None, "{facet}");
    }
    let tagged = |name: &str, facet: Json| json!({ "@odata.type": name, "id": "1", "deleted": facet });
    let quota = tagged("#microsoft.graph.unifiedStorageQuota", json!(7));
    assert_eq!(removed::<BaseItem>(&quota)?, None);
    assert_eq!(removed::<Json>(&quota)?, None);
    assert_eq!(removed::<Json>(&json!({ "id": "q", "deleted": 7 }))?, None);
    assert_eq!(removed::<Json>(&tagged("#contoso.thing", json!({})))?, None, "its type is known not to be one");
    Ok(())
}

/// OData JSON 4.01, §4.6.3: the tag says the type, in each of its forms.
#[test]
fn the_type_annotation_of_an_object_decides() -> Outcome {
    for tag in [
        "#microsoft.graph.driveItem",
        "microsoft.graph.listItem",
        "https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.driveItem",
        "#Microsoft.Graph.DriveItem",
    ] {
        let object = json!({ "deleted": { "state": "deleted" }, "id": "1", "@odata.type": tag });
        assert!(removed::<BaseItem>(&object)?.is_some(), "{tag}");
        assert!(removed::<Json>(&object)?.is_some(), "{tag}");
    }
    Ok(())
}

#[test]
fn a_removal_without_a_key_names_it() {
    let error = removed::<DriveItem>(&json!({ "deleted": {} })).map_err(|error| error.to_string());
    assert!(error.as_ref().is_err_and(|error| error.contains("id")), "{error:?}");
}

#[test]
fn a_removal_round_trips() -> Outcome {
    let gone = Change::<DriveItem>::Removed { key: "1".to_owned(), reason: RemovalReason::Deleted };
    let text = serde_json::to_string(&gone)?;
    assert_eq!(serde_json::from_str::<Change<DriveItem>>(&text)?, gone);
    Ok(())
}

/// The service says that an item is deleted only where `$select` does not leave `deleted` out.
#[test]
fn a_delta_selects_the_removal_facet() {
    assert_eq!(DriveItem::root().delta().query(), "$select=id,name,deleted");
    assert_eq!(DriveItem::root().delta().path(), "me/drive/root/delta");
    assert_eq!(DriveItem::below().delta().query(), "$select=id,name,deleted");
    assert_eq!(ListItem::items("s", "l").delta().query(), "$select=id,deleted");
    assert_eq!(BetaSite::sites().delta().query(), "$select=id,deleted");
    assert_eq!(Site::sites().delta().query(), "$select=id", "v1.0 has no `deleted` of a site, and refuses it");
    assert_eq!(File::items("d").delta().query(), "$select=id,deleted,name", "once");
    assert_eq!(UnifiedStorageQuota::quotas().delta().query(), "$select=id,deleted");
    assert_eq!(Thing::things().delta().query(), "$select=id,deleted");
    assert_eq!(BaseItem::items_of("d").delta().query(), "", "a union selects nothing, so nothing is left out");
    assert_eq!(BaseItem::items_of("d").cast::<DriveItem>().delta().query(), "$select=id,name,deleted");
}

#[test]
fn a_delta_always_selects_the_facet() {
    let delta = || DriveItem::root().delta();
    assert_eq!(delta().select(DriveItem::ID).query(), "$select=id,deleted");
    assert_eq!(delta().select((DriveItem::ID, DriveItem::CHILDREN)).query(), "$select=id,children,deleted");
    assert_eq!(File::items("d").delta().select((File::DELETED, File::ID)).query(), "$select=deleted,id");
    assert_eq!(delta().select_all().query(), "");
    assert_eq!(DriveItem::root().get().unexpanded().query(), "$select=id,name", "nothing is removed in a get");
    assert_eq!(DriveItem::below().list().unexpanded().query(), "$select=id,name");
}

#[graph_function(path = "me/drive/root/delta", returns = Vec<Change<DriveItem>>, select = true)]
struct DeltaOf {
    token: Option<String>,
}

#[graph_function(path = "me/drive/root/delta", returns = graph_core::DeltaPage<DriveItem>, select = true)]
struct RoundOf;

#[test]
fn a_function_that_returns_changes_selects_their_properties() {
    assert_eq!(RoundOf.request().query(), "$select=id,name,deleted");
    let request = DeltaOf { token: Some("latest".to_owned()) }.request();
    assert_eq!(request.path(), "me/drive/root/delta(token='latest')");
    assert_eq!(request.query(), "$select=id,name,deleted");
}

/// The pages "driveItem: delta" and "listItem: delta" call the token `token`.
#[test]
fn the_first_round_of_items_is_skipped_by_their_own_option() {
    assert_eq!(DriveItem::root().delta().latest().query(), "$select=id,name,deleted&token=latest");
    assert_eq!(ListItem::items("s", "l").delta().latest().query(), "$select=id,deleted&token=latest");
    assert_eq!(Site::sites().delta().latest().query(), "$select=id&token=latest");
    assert_eq!(Thing::things().delta().latest().query(), "$select=id,deleted&$deltatoken=latest");
}

#[test]
fn a_page_of_changes_is_read_without_an_endpoint() {
    let request = Request::<graph_core::DeltaPage<Json>>::raw(http::Method::GET, "me/drive/root/delta?token=latest");
    assert_eq!(request.query(), "token=latest");
}

#[test]
fn an_item_resumes_from_a_delta_link() {
    let next = NextLink::from("https://graph.microsoft.com/v1.0/me/drive/root/delta?token=x");
    assert_eq!(DriveItem::root().delta_page(&next).path(), next.as_str());
    let link = graph_core::DeltaLink::from("https://graph.microsoft.com/v1.0/me/drive/root/delta?token=y");
    assert_eq!(DriveItem::root().resume(&link).path(), link.as_str());
}
