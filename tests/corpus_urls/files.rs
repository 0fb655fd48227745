//! Drives, sites and workbooks; their pages write URLs without host and options without `$`.

use graph_core::chrono::{DateTime, Utc};
use graph_core::{graph_complex, graph_entity};

use crate::case::{Case, case, case_with_body};
use crate::kind::Kind;

#[graph_complex]
struct Album {
    cover_image_item_id: Option<String>,
}

#[graph_complex]
struct Bundle {
    album: Option<Album>,
}

#[graph_entity(odata_type = "microsoft.graph.thumbnailSet", select = false)]
struct Thumbnails {
    #[graph(key)]
    id: Option<String>,
}

/// A custom size is a property of the set, named after the size.
#[graph_entity(path = "me/drive/items/{driveItemId}/thumbnails", odata_type = "microsoft.graph.thumbnailSet")]
struct CustomThumbnails {
    #[graph(rename = "c300x400_crop")]
    cropped: Option<Thumbnail>,
}

#[graph_complex]
struct Thumbnail {
    url: Option<String>,
}

#[graph_entity(
    path = "me/drive/items",
    path(name = "children", template = "me/drive/items/{driveItemId}/children"),
    path = "drive/bundles",
    path(name = "any_items", template = "drive/items"),
    singleton(name = "shared", template = "shares/{shareIdOrUrl}/driveItem"),
    select = false
)]
struct DriveItem {
    #[graph(key)]
    id: Option<String>,
    name: Option<String>,
    bundle: Option<Bundle>,
    #[graph(navigation)]
    children: Option<Vec<DriveItem>>,
    #[graph(navigation)]
    thumbnails: Option<Vec<Thumbnails>>,
}

#[graph_entity(path = "me/drive/items/{driveItemId}/permissions")]
struct Permission {
    #[graph(key)]
    id: Option<String>,
    roles: Option<Vec<String>>,
}

#[graph_entity]
struct ColumnDefinition {
    name: Option<String>,
    description: Option<String>,
}

/// The columns of one list, which has its own.
#[graph_entity(odata_type = "microsoft.graph.fieldValueSet")]
struct Fields {
    #[graph(rename = "Name")]
    name: Option<String>,
    #[graph(rename = "Color")]
    color: Option<String>,
    #[graph(rename = "Quantity")]
    quantity: Option<f64>,
}

#[graph_entity(select = false)]
struct ListItem {
    #[graph(key)]
    id: Option<String>,
    #[graph(navigation)]
    fields: Option<Fields>,
}

#[graph_entity(path = "sites/{siteId}/lists")]
struct List {
    #[graph(key)]
    id: Option<String>,
    name: Option<String>,
    last_modified_date_time: Option<DateTime<Utc>>,
    #[graph(navigation)]
    columns: Option<Vec<ColumnDefinition>>,
    #[graph(navigation)]
    items: Option<Vec<ListItem>>,
}

#[graph_entity(path = "sites/{siteId}/lists/{listId}/items/{listItemId}/versions", select = false)]
struct ListItemVersion {
    #[graph(key)]
    id: Option<String>,
    #[graph(navigation)]
    fields: Option<Fields>,
}

#[graph_entity(path = "me/drive/items/{driveItemId}/workbook/tables/{workbookTableId}/columns", select = false)]
struct WorkbookTableColumn {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(path = "me/onenote/resources")]
struct OnenoteResource {
    #[graph(key)]
    id: Option<String>,
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = lists();
    cases.extend(items());
    cases.extend(contents());
    cases
}

fn lists() -> Vec<Case> {
    vec![
        // The structs declare the query of the page, three levels deep.
        case(
            "v1.0/list-get#3",
            &[Kind::NestedExpand, Kind::Select],
            List::lists("{site-id}").entity("{list-id}").get(),
        ),
        case(
            "v1.0/listitemversion-get#1",
            &[Kind::Expand],
            ListItemVersion::versions("{site-id}", "{list-id}", "{item-id}")
                .entity("{version-id}")
                .get()
                .expand(ListItemVersion::FIELDS.expand().select_all()),
        ),
        case(
            "v1.0/table-list-columns#1",
            &[Kind::Top, Kind::Skip],
            WorkbookTableColumn::columns("{id}", "{id|name}").list().top(5).skip(5),
        ),
    ]
}

fn items() -> Vec<Case> {
    vec![
        case(
            "beta/bundle-list#2",
            &[Kind::Ne, Kind::Null],
            DriveItem::bundles().list().select_all().filter(DriveItem::BUNDLE.then(Bundle::ALBUM).is_not_null()),
        ),
        case(
            "beta/bundle-get#2",
            &[Kind::Expand],
            DriveItem::any_items()
                .entity("{bundle-id}")
                .get()
                .select_all()
                .expand(DriveItem::CHILDREN.expand().select_all()),
        ),
        case(
            "v1.0/shares-get#3",
            &[Kind::Expand],
            DriveItem::shared("{shareIdOrUrl}").get().select_all().expand(DriveItem::CHILDREN.expand().select_all()),
        ),
        case(
            "v1.0/driveitem-list-thumbnails#4",
            &[Kind::Expand],
            DriveItem::children("{item-id}").list().select(DriveItem::THUMBNAILS),
        ),
        case("v1.0/driveitem-list-thumbnails#5", &[Kind::Select], CustomThumbnails::thumbnails("{item-id}").list()),
    ]
}

fn contents() -> Vec<Case> {
    let item = || DriveItem::items().entity("{item-id}");
    vec![
        case("v1.0/driveitem-get-content#1", &[Kind::Content], item().content()),
        case("v1.0/driveitem-put-content#2", &[Kind::Content, Kind::Put], item().set_content("text/plain", "text")),
        case(
            "v1.0/driveitem-get-content-format#1",
            &[Kind::Content, Kind::OtherParameter],
            item().content().parameter("format", "{format}"),
        ),
        case("v1.0/resource-get#1", &[Kind::Content], OnenoteResource::resources().entity("{id}").content()),
        case_with_body(
            "v1.0/driveitem-update#1",
            &[Kind::Patch],
            item().update(DriveItem::changes().set(DriveItem::NAME, "new-file-name.docx")),
        ),
        case_with_body(
            "v1.0/permission-update#1",
            &[Kind::Patch],
            Permission::permissions("{item-id}")
                .entity("{perm-id}")
                .update(Permission::changes().set(Permission::ROLES, ["read".to_owned()])),
        ),
    ]
}
