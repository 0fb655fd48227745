//! Valid items under the schema check, and each way to exclude something from it.
#![deny(missing_docs, warnings, unreachable_pub, clippy::pedantic)]

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use graph_core::chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, Utc};
use graph_core::edm::{HoldsEnumMember, HoldsObject};
use graph_core::uuid::Uuid;
use graph_core::{
    Binary, Change, Duration, Flags, JsonObject, graph_action, graph_complex, graph_entity, graph_enum, graph_function,
    graph_union, response::NextLink,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

type Name = Option<String>;
type Several<T> = Option<Vec<T>>;

/// Not in the metadata.
#[graph_entity(path = "gadgets", schema = false)]
struct Gadget {
    #[graph(key)]
    id: Name,
    weight: i32,
}

/// A property that is newer than the file, and a field that is not a property.
#[graph_entity(path = "users", schema = "metadata/graph.csdl")]
struct User {
    #[graph(key)]
    id: Name,
    #[graph(etag)]
    etag: Name,
    /// Newer than the file.
    #[graph(unchecked)]
    shoe_size: Option<i32>,
    display_name: Name,
    #[graph(skip)]
    seen: bool,
    account_enabled: Option<Box<bool>>,
    business_phones: Several<String>,
    other_mails: Vec<Arc<str>>,
    department: Option<Box<str>>,
    city: Option<Cow<'static, str>>,
    /// The type is checked if the field exists.
    #[cfg(any())]
    given_name: NoSuchType,
    #[serde(default)]
    deleted_date_time: Option<DateTime<Utc>>,
    #[graph(navigation)]
    manager: Option<Box<User>>,
    #[graph(navigation)]
    direct_reports: Several<User>,
    #[graph(additional)]
    rest: JsonObject,
}

/// Annotations, which the metadata does not declare.
#[graph_entity(path = "drives/{driveId}/items", schema = "metadata/graph.csdl")]
struct DriveItem {
    #[graph(key)]
    id: Name,
    #[graph(navigation)]
    children: Several<DriveItem>,
    #[graph(rename = "children@odata.nextLink")]
    next_link: Option<NextLink>,
    #[graph(rename = "children@odata.count")]
    count: Option<u64>,
    #[graph(rename = "children@delta")]
    changes: Several<Change<DriveItem>>,
    #[graph(rename = "@microsoft.graph.downloadUrl")]
    download_url: Name,
}

/// Some of the members, one that is newer than the file, and a number.
#[graph_enum(partial, schema = "metadata/graph.csdl")]
enum Importance {
    Low = 0,
    #[graph(unchecked)]
    Extraordinary,
    #[graph(other)]
    Other(String),
}

/// Any JSON, a map, text, another name of a type, and a box.
#[graph_entity(path = "me/messages", schema = "metadata/graph.csdl")]
struct Message {
    #[graph(key)]
    id: Name,
    importance: Option<Importance>,
    inference_classification: Option<Box<str>>,
    body: Option<BTreeMap<String, Value>>,
    unique_body: Option<HashMap<String, String>>,
    from: Option<JsonObject>,
    sender: Value,
    to_recipients: Value,
    cc_recipients: Vec<Value>,
    flag: Option<Box<FollowupFlag>>,
    received_date_time: Option<DateTime<FixedOffset>>,
    sent_date_time: Value,
    #[graph(navigation)]
    attachments: Several<Attachment>,
}

/// A union in place of its base.
#[graph_union(path = "me/messages/{messageId}/attachments", schema = "metadata/graph.csdl")]
enum Attachment {
    /// A file.
    File(FileAttachment),
    /// Any other type, read as the abstract base.
    #[graph(base)]
    Any(AnyAttachment),
    #[graph(other)]
    Other(JsonObject),
}

/// The union's base.
#[graph_entity(odata_type = "microsoft.graph.attachment", schema = "metadata/graph.csdl")]
struct AnyAttachment {
    #[graph(key)]
    id: Name,
    name: Name,
}

/// A union within a box.
#[graph_entity(schema = "metadata/graph.csdl")]
struct DeviceConfigurationAssignment {
    #[graph(key)]
    id: Name,
    target: Option<Box<Target>>,
}

/// A complete union of the targets of a configuration.
#[graph_union(
    complete,
    odata_type = "microsoft.graph.deviceAndAppManagementAssignmentTarget",
    schema = "metadata/graph.csdl"
)]
enum Target {
    /// A group.
    Group(GroupAssignmentTarget),
    /// A member that a `cfg` removes does not cover its type.
    #[cfg(any())]
    Nobody(NoSuchType),
    #[graph(other)]
    Other(JsonObject),
}

/// The same where each configuration has its own member.
#[graph_union(
    complete,
    odata_type = "microsoft.graph.deviceAndAppManagementAssignmentTarget",
    schema = "metadata/graph.csdl"
)]
enum TargetOf {
    /// Never.
    #[cfg(any())]
    Never(NoSuchType),
    /// Always.
    #[cfg(not(any()))]
    Always(GroupAssignmentTarget),
    #[graph(other)]
    Other(JsonObject),
}

/// A user's type that implements a trait of the check.
#[derive(Serialize, Deserialize)]
struct Address(JsonObject);

impl graph_core::value::Value for Address {
    type Assigned = Self;
}
impl HoldsObject for Address {}

/// Another one, for the members of an enumeration.
#[derive(Serialize, Deserialize)]
struct Kind(String);

impl graph_core::value::Value for Kind {
    type Assigned = Self;
}
impl HoldsEnumMember for Kind {}

/// Both types as fields.
#[graph_complex(schema = "metadata/graph.csdl")]
struct Location {
    address: Option<Address>,
    location_type: Option<Kind>,
}

/// A member of it.
#[graph_complex(schema = "metadata/graph.csdl")]
struct GroupAssignmentTarget {
    group_id: Name,
}

/// A member of the union.
#[graph_entity(path = "me/messages/{messageId}/attachments", schema = "metadata/graph.csdl")]
struct FileAttachment {
    #[graph(key)]
    id: Name,
    content_bytes: Option<Binary>,
}

/// Within an entity.
#[graph_complex(schema = "metadata/graph.csdl")]
struct FollowupFlag {
    flag_status: Name,
}

/// Each primitive type.
#[graph_entity(path = "exampleLoans", odata_type = "example.shapes.loan", schema = "metadata/graph.csdl")]
struct Loan {
    #[graph(key)]
    mark: String,
    #[graph(key)]
    number: i16,
    reader: Uuid,
    since: NaiveDate,
    until: Option<NaiveTime>,
    extension: Option<Duration>,
    fee: Option<f64>,
    weight: Option<f64>,
    pages: Option<i64>,
    copies: Option<u8>,
    wear: Option<f32>,
    cover: Option<Binary>,
    condition: String,
    found: Option<Flags<Place>>,
    marginalia: Vec<String>,
    #[graph(read_only)]
    due: Option<DateTime<Utc>>,
}

/// A set, of which some members are declared.
#[graph_enum(flags, partial, odata_type = "example.shapes.places", schema = "metadata/graph.csdl")]
enum Place {
    Desk = 1,
    Cellar = 0x1_0000_0000,
    #[graph(other)]
    Other(String),
}

/// A version makes no difference where the file is named.
#[graph_entity(path = "me/calendars", version = "beta", schema = "metadata/graph.csdl")]
struct Calendar {
    #[graph(key)]
    id: Name,
}

/// A deprecated item whose warning is allowed.
#[graph_entity(path = "identityProviders", schema = "metadata/graph.csdl")]
#[allow(deprecated)]
struct IdentityProvider {
    #[graph(key)]
    id: Name,
    name: Name,
}

/// A deprecated property: the field passes the warning on.
#[graph_entity(schema = "metadata/graph.csdl")]
struct PlannerPlan {
    #[graph(key)]
    id: Name,
    /// Old.
    #[deprecated = "use the container"]
    owner: Name,
}

/// One of several.
#[graph_union(
    path = "directoryObjects",
    odata_type = "microsoft.graph.directoryObject",
    schema = "metadata/graph.csdl"
)]
enum Member {
    /// A user.
    User(Box<User>),
    #[graph(other)]
    Other(JsonObject),
}

/// An argument that the metadata does not declare, and an optional one.
#[graph_action(path = "users/{userId}/changePassword", schema = "metadata/graph.csdl")]
struct ChangePassword {
    current_password: String,
    new_password: Name,
    #[graph(unchecked)]
    hint: Name,
}

/// One of two overloads; it returns content.
#[graph_function(
    path = "reports/getOffice365ActiveUserDetail",
    returns = graph_core::bytes::Bytes,
    schema = "metadata/graph.csdl"
)]
struct GetOffice365ActiveUserDetail {
    date: NaiveDate,
}

/// The bytes of a function's response.
#[graph_function(
    path = "reports/getOffice365ActiveUserDetail(_)/content",
    returns = graph_core::bytes::Bytes,
    schema = "metadata/graph.csdl"
)]
struct ActiveUserDetailContent {
    period: String,
}

/// Addressed by path.
#[graph_entity(
    singleton(name = "at_path", template = "drives/{driveId}/root:/{itemPath}"),
    path = "drives/{drive-id}/items/{parent-id}:/{item-path}:/children",
    path(name = "documents", template = "me/drive/root:/Docs/{itemPath}:/children"),
    odata_type = "microsoft.graph.driveItem",
    schema = "metadata/graph.csdl"
)]
struct ItemByPath {
    #[graph(key)]
    id: Name,
    name: Name,
}

/// An entity with a stream property.
#[graph_entity(path = "applications", stream = "logo", schema = "metadata/graph.csdl")]
struct Application {
    #[graph(key)]
    id: Name,
}

macro_rules! checked {
    ($attribute:ident $name:ident, $file:literal, { $($(#[$mark:meta])* $field:ident: $ty:ty),* }) => {
        #[$attribute(schema = $file)]
        struct $name {
            $($(#[$mark])* $field: $ty,)*
        }
    };
}

checked!(graph_entity Group, "metadata/graph.csdl", {
    #[graph(key)] id: Name,
    display_name: Option<String>,
    proxy_addresses: Vec<String>,
    #[graph(navigation)] members: Several<User>
});
checked!(graph_complex ItemBody, "metadata/graph.csdl", { content: Option<String>, content_type: Option<String> });

/// Another path of the runtime.
mod elsewhere {
    pub(super) use graph_core as runtime;
}

/// By that path.
#[graph_complex(crate = elsewhere::runtime, schema = "metadata/graph.csdl")]
struct EmailAddress {
    address: Name,
}

#[test]
fn checked_items_read_and_write() -> Result<(), serde_json::Error> {
    let user = r#"{"@odata.etag":"e","shoeSize":42,"accountEnabled":true,"otherMails":[],"hat":"top"}"#;
    let user: User = serde_json::from_str(user)?;
    assert_eq!(Application::LOGO.name(), "logo");
    assert_eq!((user.etag.as_deref(), user.seen, user.shoe_size), (Some("e"), false, Some(42)));
    assert_eq!(user.rest.get("hat"), Some(&Value::from("top")));
    let item = r#"{"children@odata.count":3,"children@odata.nextLink":"l","@microsoft.graph.downloadUrl":"u"}"#;
    let DriveItem { next_link, count, download_url, .. } = serde_json::from_str(item)?;
    assert_eq!((next_link, count, download_url.as_deref()), (Some(NextLink::from("l")), Some(3), Some("u")));
    let loan = r#"{"mark":"a","number":1,"reader":"9a0d6f0c-3c3e-4f5e-8a5e-0d6f0c3c3e4f","since":"2026-01-01",
        "condition":"good","found":"desk,attic","marginalia":[],"due":"2026-02-01T00:00:00Z"}"#;
    let loan: Loan = serde_json::from_str(loan)?;
    assert_eq!(loan.due.map(|due| due.timestamp()), Some(1_769_904_000));
    Ok(())
}
