//! `$select` and `$expand` of a field that is an annotation.

use graph_core::{Change, graph_complex, graph_entity, graph_function, response::NextLink};

#[graph_entity(path = "directory/people", odata_type = "microsoft.graph.user")]
#[derive(Debug, Clone, PartialEq)]
struct Person {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(path = "groups")]
#[derive(Debug, Clone, PartialEq)]
struct Group {
    #[graph(key)]
    id: Option<String>,
    #[graph(rename = "members@delta")]
    members: Option<Vec<Change<Person>>>,
    #[graph(rename = "owners@delta")]
    owners: Option<Vec<Change<Person>>>,
}

/// The page "group: delta": `members@delta` is returned only if `members` is selected.
#[test]
fn relation_changes_need_selection() {
    assert_eq!(Group::groups().delta().query(), "$select=id,members,owners");
    assert_eq!(Group::groups().list().query(), "$select=id,members,owners");
    assert_eq!(Group::groups().entity("g").get().query(), "$select=id,members,owners");
    assert_eq!(Group::groups().delta().select((Group::ID, Group::MEMBERS)).query(), "$select=id,members");
}

#[graph_entity(path = "teams/{teamId}/groups", odata_type = "microsoft.graph.group")]
#[derive(Debug, Clone, PartialEq)]
struct GroupOfBoth {
    #[graph(key)]
    id: Option<String>,
    #[graph(navigation)]
    members: Option<Vec<Person>>,
    #[graph(rename = "members@delta")]
    changed_members: Option<Vec<Change<Person>>>,
}

#[test]
fn expanded_properties_are_not_selected() {
    let groups = || GroupOfBoth::groups("t");
    assert_eq!(groups().list().query(), "$select=id&$expand=members($select=id)");
    assert_eq!(groups().delta().query(), "$select=id,members");
    let both = groups().delta().select((GroupOfBoth::MEMBERS, GroupOfBoth::CHANGED_MEMBERS));
    assert_eq!(both.query(), "$select=members");
}

#[graph_entity(path = "me/drive/items", singleton(name = "root", template = "me/drive/root"))]
#[derive(Debug, Clone, Default, PartialEq)]
struct DriveItem {
    #[graph(key)]
    id: Option<String>,
    #[graph(etag)]
    etag: Option<String>,
    #[graph(rename = "@microsoft.graph.downloadUrl")]
    download_url: Option<String>,
    #[graph(rename = "@microsoft.graph.conflictBehavior")]
    conflict_behavior: Option<String>,
    #[graph(navigation)]
    children: Option<Vec<DriveItem>>,
    #[graph(rename = "children@odata.nextLink")]
    children_next_link: Option<NextLink>,
    #[graph(rename = "children@odata.count")]
    children_count: Option<i64>,
    #[graph(rename = "children@odata.context")]
    children_context: Option<String>,
}

const SELECTED: &str = "$select=id,content.downloadUrl";

#[graph_function(path = "me/drive/recent", returns = Vec<DriveItem>, select = true)]
struct Recent;

/// Issue 606 of onedrive-api-docs: the URL is selected as `content.downloadUrl`, not by its own name.
#[test]
fn the_download_url_is_selected_by_its_own_name() {
    let below = format!("{SELECTED}&$expand=children({SELECTED};$count=true)");
    assert_eq!(DriveItem::items().list().query(), below);
    assert_eq!(DriveItem::root().get().query(), below);
    assert_eq!(Recent.request().query(), below);
    assert_eq!(DriveItem::root().delta().query(), format!("{SELECTED},deleted"));
    let one = DriveItem::root().get().select(DriveItem::DOWNLOAD_URL);
    assert_eq!(one.query(), "$select=content.downloadUrl");
}

/// OData JSON 4.01, §4.5.5 and §4.6.5; URL Conventions 4.01, §5.1.3.
#[test]
fn related_entities_have_their_link_and_count() {
    let items = || DriveItem::items().list();
    let few = items().expand(DriveItem::CHILDREN.expand().select(DriveItem::ID).top(5));
    assert_eq!(few.query(), format!("{SELECTED}&$expand=children($select=id;$top=5;$count=true)"));
    let linked = items().select((DriveItem::ID, DriveItem::CHILDREN_NEXT_LINK));
    assert_eq!(linked.query(), format!("$select=id&$expand=children({SELECTED};$count=true)"));
    let plain = items().select((DriveItem::ID, DriveItem::ETAG, DriveItem::CONFLICT_BEHAVIOR));
    assert_eq!(plain.query(), "$select=id");
    assert_eq!(items().unexpanded().query(), SELECTED);
}

#[graph_complex]
#[derive(Debug, Clone, PartialEq)]
struct Unit {
    name: Option<String>,
}

#[graph_entity(path = "me/onenote/pages")]
#[derive(Debug, Clone, PartialEq)]
struct Media {
    #[graph(rename = "content@odata.mediaReadLink")]
    read_link: Option<String>,
    #[graph(rename = "content@odata.mediaContentType")]
    content_type: Option<String>,
    #[graph(rename = "unit@odata.type")]
    unit_type: Option<String>,
    unit: Option<Unit>,
    #[graph(rename = "size@contoso.precision")]
    precision: Option<i32>,
    #[graph(rename = "manager@odata.bind")]
    manager: Option<String>,
}

/// OData JSON 4.01, §4.6: an annotation is beside its property.
#[test]
fn a_property_annotation_selects_its_property() {
    assert_eq!(Media::pages().list().query(), "$select=content,unit,size");
}

/// OData JSON 4.01, §4.6: annotations by the service have no meaning in a request.
#[test]
fn control_information_is_read_and_not_sent() -> Result<(), serde_json::Error> {
    let json = r#"{"id": "1", "@microsoft.graph.downloadUrl": "https://x.y/z", "children@odata.count": 3,
        "children@odata.nextLink": "https://graph.microsoft.com/v1.0/x?$skiptoken=1", "children": []}"#;
    let item: DriveItem = serde_json::from_str(json)?;
    assert_eq!((item.children_count, item.download_url.as_deref()), (Some(3), Some("https://x.y/z")));
    assert_eq!(item.children_next_link.as_ref().map(NextLink::as_str).map(str::len), Some(47));
    let written = serde_json::to_string(&DriveItem { conflict_behavior: Some("fail".to_owned()), ..item })?;
    let expected = r##"{"@odata.type":"#microsoft.graph.driveItem","id":"1","@microsoft.graph.conflictBehavior":"fail","children":[]}"##;
    assert_eq!(written, expected);
    let media = Media {
        read_link: Some("r".into()),
        content_type: Some("c".into()),
        unit_type: Some("#x.unit".into()),
        unit: None,
        precision: Some(2),
        manager: Some("https://graph.microsoft.com/v1.0/users/a".into()),
    };
    assert_eq!(serde_json::to_value(&media)?.as_object().map(serde_json::Map::len), Some(4), "{media:?}");
    Ok(())
}

/// OData JSON 4.01, §4.5.5: an expansion may be partial, with a next link.
#[test]
fn the_rest_of_an_expanded_collection_is_a_page_of_its_entities() {
    let link = NextLink::from("https://graph.microsoft.com/v1.0/me/drive/items/1/children?$skiptoken=x");
    let request: graph_core::Request<graph_core::Page<DriveItem>> = DriveItem::CHILDREN.page(&link);
    assert_eq!((request.method().as_str(), request.path()), ("GET", link.as_str()));
}
