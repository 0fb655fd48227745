//! Entities addressed by a path between colons, streams, bytes, and casts to derived types, without a socket.
//!
//! The rules: [address items by path](https://learn.microsoft.com/graph/onedrive-addressing-driveitems),
//! [get a site](https://learn.microsoft.com/graph/api/site-getbypath), OData 4.01 Protocol, §11.4.6.2 and §11.4.8, and URL
//! Conventions, §4.11.

use graph_core::http::Method;
use graph_core::{
    ApiVersion, Cloud, Reference, Request,
    client::ServiceRoot,
    error::{KeyError, RequestError},
    graph_action, graph_entity, graph_function, graph_union,
    value::Key,
};

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[graph_entity(
    path = "drives/{driveId}/root:/{itemPath}:/children",
    path(name = "items", template = "drives/{driveId}/items"),
    path(name = "children_of", template = "drives/{driveId}/items/{itemId}:/{itemPath}:/children"),
    path(name = "reports", template = "me/drive/root:/Reports/{year}/{file}:/children"),
    path(name = "site_files", template = "sites/{hostname}:/{sitePath}:/drive/root:/{itemPath}:/children"),
    singleton(name = "root", template = "me/drive/root"),
    singleton(name = "at", template = "drives/{drive-id}/root:/{item-path}"),
    singleton(name = "below", template = "drives/{driveId}/items/{parentId}:/{itemPath}")
)]
#[derive(Debug, Clone, PartialEq)]
struct DriveItem {
    #[graph(key)]
    id: Option<String>,
    name: Option<String>,
}

#[graph_entity(
    singleton(name = "at", template = "sites/{hostname}:/{sitePath}"),
    path = "sites/{hostname}:/{sitePath}:/sites"
)]
#[derive(Debug)]
struct Site {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(path = "sites/{hostname}:/{sitePath}:/lists")]
#[derive(Debug)]
struct List {
    #[graph(key)]
    id: Option<String>,
}

#[graph_action(path = "drives/{driveId}/items/{itemId}:/{fileName}:/createUploadSession", returns = DriveItem)]
#[derive(Debug)]
struct CreateUploadSession {}

#[graph_function(path = "me/drive/root:/{itemPath}:/search", returns = Vec<DriveItem>)]
#[derive(Debug)]
struct Search {
    q: String,
}

#[graph_entity(
    singleton(name = "branding", template = "organization/{organizationId}/branding"),
    stream = "bannerLogo",
    stream = "customCSS"
)]
#[derive(Debug)]
struct OrganizationalBranding {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(path(name = "members", template = "groups/{groupId}/members"), path = "directoryObjects")]
#[derive(Debug)]
struct DirectoryObject {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(path = "users")]
#[derive(Debug)]
struct User {
    #[graph(key)]
    id: Option<String>,
    job_title: Option<String>,
    account_enabled: Option<bool>,
    #[graph(navigation)]
    manager: Option<Box<DirectoryObject>>,
}

#[graph_union(path = "me/messages/{messageId}/attachments")]
#[derive(Debug)]
enum Attachment {
    Item(ItemAttachment),
    File(FileAttachment),
    #[graph(other)]
    Other(graph_core::JsonObject),
}

#[graph_entity]
#[derive(Debug)]
struct ItemAttachment {
    #[graph(key)]
    id: Option<String>,
    #[graph(navigation)]
    item: Option<OutlookItem>,
}

#[graph_entity]
#[derive(Debug)]
struct FileAttachment {
    #[graph(key)]
    id: Option<String>,
    size: Option<i32>,
}

#[graph_entity]
#[derive(Debug)]
struct OutlookItem {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(path = "me/messages")]
#[derive(Debug)]
struct Message {
    #[graph(key)]
    id: Option<String>,
    #[graph(navigation)]
    attachments: Option<Vec<Attachment>>,
}

fn root() -> ServiceRoot {
    ServiceRoot::new(Cloud::Global, ApiVersion::V1_0)
}

/// Method, URL without the service root, and media type of the body.
fn line<R>(request: &Request<R>) -> Result<String, RequestError> {
    let http = request.to_http(&root())?;
    let url = http.uri().to_string();
    let url = url.strip_prefix("https://graph.microsoft.com/v1.0/").unwrap_or(&url);
    let media_type = http.headers().get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
    Ok(format!("{} {url} {media_type}", http.method()).trim_end().to_owned())
}

#[test]
fn a_path_between_colons_has_several_encoded_segments() {
    for (given, written) in [
        ("Docs/C# 100%.txt", "Docs/C%23%20100%25.txt"),
        ("Ryan's Files/doc (1).docx", "Ryan's%20Files/doc%20(1).docx"),
        ("a+b/x?y/ä", "a%2Bb/x%3Fy/%C3%A4"),
        ("a:b/c:", "a%3Ab/c%3A"),
        ("$x/[1]/a\\b", "$x/%5B1%5D/a%5Cb"),
        ("%2e%2e/...", "%252e%252e/..."),
        ("one", "one"),
    ] {
        let children = DriveItem::children("d 1", given);
        assert_eq!(children.create(&item()).path(), format!("drives/d%201/root:/{written}:/children"), "{given}");
        assert_eq!(DriveItem::at("d1", given).delete().path(), format!("drives/d1/root:/{written}"), "{given}");
        assert!(line(&DriveItem::at("d1", given).content()).is_ok(), "{given}");
    }
    let file = DriveItem::reports("2024/Q1", "a b").list();
    assert_eq!(file.path(), "me/drive/root:/Reports/2024/Q1/a%20b:/children");
}

#[test]
fn a_path_that_changes_the_address_is_an_error() {
    let path = |path: Key| DriveItem::at("d1", path).delete().to_http(&root());
    for empty in ["/a", "a/", "a//b", "/"] {
        let is_told = |name: &str, path: &str| name == "item-path" && path == "drives/d1/root:";
        assert!(
            matches!(path(empty.into()), Err(RequestError::Key(KeyError::EmptySegment { name, path })) if is_told(&name, &path)),
            "{empty}"
        );
    }
    for dots in [".", "..", "a/../b", "./a", "a/."] {
        assert!(matches!(path(dots.into()), Err(RequestError::Key(KeyError::DotSegment { .. }))), "{dots}");
    }
    assert!(matches!(path("".into()), Err(RequestError::Key(KeyError::Empty { .. }))));
    assert!(matches!(path(None::<String>.into()), Err(RequestError::Key(KeyError::Empty { .. }))));
    let parentheses = path(Key::alternate("name", "x"));
    assert!(matches!(&parentheses, Err(RequestError::Key(KeyError::NotAPath { .. }))));
    let error = path("/a".into()).map_err(|error| error.to_string());
    assert_eq!(
        error.err().as_deref(),
        Some("the path in `drives/d1/root:/{item-path}` has an empty segment: write it without `/` at its ends")
    );
    assert!(DriveItem::root().at_path("..").content().to_http(&root()).is_err());
}

#[test]
fn a_key_before_a_colon_is_one_segment() {
    let below = |key: Key| DriveItem::below("d1", key, "b/c.txt").delete();
    assert_eq!(below("a/b".into()).path(), "drives/d1/items/a%2Fb:/b/c.txt");
    assert_eq!(below("01ABC!5".into()).path(), "drives/d1/items/01ABC!5:/b/c.txt");
    assert!(matches!(below("".into()).to_http(&root()), Err(RequestError::Key(KeyError::Empty { .. }))));
    // A key that ends with `:` begins no path.
    assert_eq!(DriveItem::items("d1").entity("x:").delete().path(), "drives/d1/items/x%3A");
    assert_eq!(DriveItem::items("d1").entity("19:a@thread.v2").delete().path(), "drives/d1/items/19:a@thread.v2");
}

#[test]
fn a_path_ends_with_a_colon_before_a_segment() -> Outcome {
    let item = DriveItem::at("d1", "a/b.txt");
    for (request, expected) in [
        (line(&item.get()), "GET drives/d1/root:/a/b.txt?$select=id,name"),
        (line(&item.delete()), "DELETE drives/d1/root:/a/b.txt"),
        (line(&item.content()), "GET drives/d1/root:/a/b.txt:/content"),
        (line(&item.set_content("text/plain", "x")), "PUT drives/d1/root:/a/b.txt:/content text/plain"),
        (line(&item.value()), "GET drives/d1/root:/a/b.txt:/$value"),
        (line(&item.clear_ref()), "DELETE drives/d1/root:/a/b.txt:/$ref"),
        (line(&item.stream("content")), "GET drives/d1/root:/a/b.txt:/content"),
        (line(&item.at_path("c d").content()), "GET drives/d1/root:/a/b.txt/c%20d:/content"),
        (
            line(&item.cast::<DirectoryObject>().delete()),
            "DELETE drives/d1/root:/a/b.txt:/microsoft.graph.directoryObject",
        ),
        (line(&DriveItem::root().at_path("x").delete()), "DELETE me/drive/root:/x"),
        (line(&DriveItem::items("d").entity("i").at_path("x").delete()), "DELETE drives/d/items/i:/x"),
        (line(&DriveItem::children("d", "x").count()), "GET drives/d/root:/x:/children/$count"),
        (line(&DriveItem::children("d", "x").entity("k").delete()), "DELETE drives/d/root:/x:/children/k"),
        (
            line(&DriveItem::children_of("d", "i", "x/y").delta()),
            "GET drives/d/items/i:/x/y:/children/delta?$select=id,name,deleted",
        ),
        (
            line(&DriveItem::site_files("contoso.sharepoint.com", "sites/h r", "a/b").count()),
            "GET sites/contoso.sharepoint.com:/sites/h%20r:/drive/root:/a/b:/children/$count",
        ),
        (
            line(&Site::at("contoso.sharepoint.com", "teams/hr").get()),
            "GET sites/contoso.sharepoint.com:/teams/hr?$select=id",
        ),
        (line(&Site::sites("contoso.com", "a").count()), "GET sites/contoso.com:/a:/sites/$count"),
        (line(&List::lists("contoso.com", "a/b").entity("l").delete()), "DELETE sites/contoso.com:/a/b:/lists/l"),
        (
            line(&CreateUploadSession {}.request("d", "i", "a b.txt")),
            "POST drives/d/items/i:/a%20b.txt:/createUploadSession",
        ),
        (line(&Search { q: "x".into() }.request("a/b")), "GET me/drive/root:/a/b:/search(q='x')"),
    ] {
        assert_eq!(request?, expected);
    }
    let reference = DirectoryObject::members("g").add_ref(&item.reference()).to_http(&root())?;
    assert_eq!(reference.body(), r#"{"@odata.id":"https://graph.microsoft.com/v1.0/drives/d1/root:/a/b.txt"}"#);
    Ok(())
}

#[test]
fn bytes_are_sent_to_files_streams_and_raw_paths() -> Outcome {
    let branding = OrganizationalBranding::branding("t1");
    let raw = Request::<()>::raw(Method::PUT, "me/drive/root:/a%20b.txt:/content").bytes("text/plain", "x");
    assert_eq!(raw.to_http(&root())?.body(), "x");
    for (request, expected) in [
        (
            line(&DriveItem::root().at_path("FolderA/FileB.txt").set_content("text/plain", "x")),
            "PUT me/drive/root:/FolderA/FileB.txt:/content text/plain",
        ),
        (
            line(&DriveItem::below("d", "p", "n.txt").set_content("text/plain", "x")),
            "PUT drives/d/items/p:/n.txt:/content text/plain",
        ),
        (line(&branding.stream(OrganizationalBranding::BANNER_LOGO)), "GET organization/t1/branding/bannerLogo"),
        (
            line(&branding.set_stream(OrganizationalBranding::BANNER_LOGO, "image/png", vec![1, 2])),
            "PUT organization/t1/branding/bannerLogo image/png",
        ),
        (line(&branding.clear_stream("bannerLogo")), "DELETE organization/t1/branding/bannerLogo"),
        (line(&raw), "PUT me/drive/root:/a%20b.txt:/content text/plain"),
    ] {
        assert_eq!(request?, expected);
    }
    assert_eq!(OrganizationalBranding::CUSTOM_CSS.name(), "customCSS");
    assert!(line(&branding.stream("")).is_err());
    assert!(matches!(line(&branding.set_stream("x", "a\nb", "")), Err(RequestError::Header { .. })));
    let read = Request::<graph_core::bytes::Bytes>::raw(Method::GET, "me/photo/$value");
    assert_eq!(
        (branding.stream("x").headers()["accept"].to_str()?, read.headers()["accept"].to_str()?),
        ("*/*", "*/*")
    );
    Ok(())
}

#[test]
fn a_reference_is_removed_by_its_url() -> Outcome {
    let members = DirectoryObject::members("g1");
    let by_key = DirectoryObject::directory_objects().entity("a/b&c").reference();
    assert_eq!(
        line(&members.remove_ref_to(&by_key))?,
        "DELETE groups/g1/members/$ref?$id=https://graph.microsoft.com/v1.0/directoryObjects/a%252Fb%26c"
    );
    let given = Reference::from_url("https://graph.microsoft.com/v1.0/users/x?a=b");
    assert_eq!(
        line(&members.remove_ref_to(&given).parameter("x", "y"))?,
        "DELETE groups/g1/members/$ref?$id=https://graph.microsoft.com/v1.0/users/x?a%3Db&x=y"
    );
    let empty = DirectoryObject::directory_objects().entity("").reference();
    assert!(matches!(line(&members.remove_ref_to(&empty)), Err(RequestError::Key(_))));
    let other = ServiceRoot::new(Cloud::UsGovernment, ApiVersion::Beta);
    let url = members.remove_ref_to(&by_key).if_match("*").to_http(&other)?.uri().to_string();
    assert!(url.ends_with("$id=https://graph.microsoft.us/beta/directoryObjects/a%252Fb%26c"), "{url}");
    Ok(())
}

#[test]
fn a_property_of_a_derived_type_is_qualified() {
    let attachments = || Attachment::attachments("m1").list().select_all();
    let members = || DirectoryObject::members("g").list().select_all();
    let messages = || Message::messages().list().select_all();
    for (query, expected) in [
        (
            attachments().expand(ItemAttachment::ITEM.of_derived()).query(),
            "$expand=microsoft.graph.itemAttachment/item($select=id)",
        ),
        (
            attachments().expand(ItemAttachment::ITEM.of_derived().expand().select_all()).query(),
            "$expand=microsoft.graph.itemAttachment/item",
        ),
        (
            messages()
                .expand(Message::ATTACHMENTS.expand().select_all().expand(ItemAttachment::ITEM.of_derived()))
                .query(),
            "$expand=attachments($expand=microsoft.graph.itemAttachment/item($select=id))",
        ),
        (
            attachments().filter(FileAttachment::SIZE.of_derived().gt(5)).query(),
            "$filter=microsoft.graph.fileAttachment/size%20gt%205",
        ),
        (
            members()
                .filter(User::JOB_TITLE.of_derived().starts_with("Lady") & User::ACCOUNT_ENABLED.of_derived().eq(true))
                .query(),
            "$filter=startswith(microsoft.graph.user/jobTitle,'Lady')%20and%20microsoft.graph.user/accountEnabled%20eq%20true",
        ),
        (
            members()
                .select((DirectoryObject::ID, User::JOB_TITLE.of_derived()))
                .order_by(User::JOB_TITLE.of_derived().desc())
                .query(),
            "$select=id,microsoft.graph.user/jobTitle&$orderby=microsoft.graph.user/jobTitle%20desc",
        ),
        (
            members().filter(User::MANAGER.of_derived().then(DirectoryObject::ID).eq("x")).query(),
            "$filter=microsoft.graph.user/manager/id%20eq%20'x'",
        ),
    ] {
        assert_eq!(query, expected);
    }
}

fn item() -> DriveItem {
    DriveItem { id: None, name: Some("a".into()) }
}
