//! `microsoft.graph`, written by `graph-entity generate`.
//!
//! Requires the feature `decimal` of `graph-core`.

use graph_core::bytes::Bytes;
use graph_core::chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use graph_core::rust_decimal::Decimal;
use graph_core::uuid::Uuid;
use graph_core::{
    Binary, Duration, Flags, JsonObject, graph_action, graph_complex, graph_entity, graph_enum,
    graph_function, graph_union,
};

/// The enumeration `microsoft.graph.importance`.
#[graph_enum]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Importance {
    /// The member `low`.
    Low = 0,
    /// The member `normal`.
    Normal = 1,
    /// The member `high`.
    High = 2,
    /// An unknown member.
    #[graph(other)]
    Other(String),
}

/// The enumeration `microsoft.graph.source`.
#[graph_enum]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Source {
    /// The member `other`.
    Other = -1,
    /// The member `CRM`.
    #[graph(rename = "CRM")]
    Crm = 0,
    /// The member `id_token`.
    #[graph(rename = "id_token")]
    IdToken = 1,
    /// The member `tls1_0`.
    Tls1_0 = 2,
    /// The member `self`.
    #[graph(rename = "self")]
    SelfMember = 3,
    /// The member `remoteControl`.
    RemoteControl = 4,
    /// The member `remote_Control`.
    #[graph(rename = "remote_Control")]
    RemoteControl2,
    /// An unknown member.
    #[graph(other)]
    Unlisted(String),
}

/// The enumeration `microsoft.graph.rights`.
#[graph_enum(flags)]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Rights {
    /// The member `none`.
    None = 0,
    /// The member `read`.
    Read = 1,
    /// The member `write`.
    Write = 2,
    /// An unknown member.
    #[graph(other)]
    Other(String),
}

/// The entity type `microsoft.graph.entity`.
#[graph_entity]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entity {
    /// The property `id`.
    #[graph(key)]
    pub id: Option<String>,
}

/// The entity type `microsoft.graph.user`.
#[graph_entity(
    path = "users",
    singleton(name = "me", template = "me"),
    stream = "photo"
)]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct User {
    /// The property `id`.
    #[graph(key)]
    pub id: Option<String>,
    /// What a person reads: \<b\>Ada\</b\>.
    ///
    /// **Deprecated** since 2024-04-10: Use type.
    pub display_name: Option<String>,
    /// The property `type`.
    pub r#type: Option<String>,
    /// The property `self`.
    pub self_: Option<String>,
    /// The property `rest`.
    pub rest: Option<String>,
    /// The property `minOSVersion`.
    #[graph(rename = "minOSVersion")]
    pub min_os_version: Option<String>,
    /// The property `minOsVersion`.
    #[graph(rename = "minOsVersion")]
    pub min_os_version2: Option<String>,
    /// The property `alerts_v2`.
    #[graph(rename = "alerts_v2")]
    pub alerts_v2: Option<i32>,
    /// The property `businessPhones`.
    pub business_phones: Option<Vec<String>>,
    /// The property `createdDateTime`.
    #[graph(read_only)]
    pub created_date_time: Option<DateTime<FixedOffset>>,
    /// The property `importance`.
    pub importance: Option<Importance>,
    /// The property `rights`.
    pub rights: Option<Flags<Rights>>,
    /// The property `option`.
    pub option: Option<OptionType>,
    /// The property `anything`.
    pub anything: Option<serde_json::Value>,
    /// The property `recipient`.
    pub recipient: Option<AnyRecipient>,
    /// The property `deviceManagementApplicabilityRuleOfTheOperatingSystemEdition`.
    pub device_management_applicability_rule_of_the_operating_system_edition:
        Option<DeviceManagementApplicabilityRule>,
    /// The navigation property `manager`.
    #[graph(navigation)]
    pub manager: Option<Box<User>>,
    /// The navigation property `messages`.
    #[graph(navigation)]
    pub messages: Option<Vec<Message>>,
    /// The navigation property `changes`.
    #[graph(navigation)]
    pub changes: Option<Vec<Change>>,
    /// Undeclared properties.
    #[graph(additional)]
    pub rest2: JsonObject,
}

/// A mail \[or not\], see <https://contoso.com/a_b>. It has a text that goes on and on until it
/// needs a second line.
#[graph_entity(path = "users/{userId}/messages")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Message {
    /// The property `id`.
    #[graph(key)]
    pub id: Option<String>,
    /// The property `subject`.
    pub subject: Option<String>,
    /// The property `from`.
    pub from: Option<AnyRecipient>,
    /// The property `importance`.
    pub importance: Option<Importance>,
    /// The property `body`.
    pub body: Option<Body>,
    /// The navigation property `replies`.
    #[graph(navigation)]
    pub replies: Option<Vec<Message>>,
    /// The navigation property `author`.
    #[graph(navigation)]
    pub author: Option<User>,
}

/// The entity type `microsoft.graph.change`.
#[graph_entity(path(name = "changes_list", template = "users/{userId}/changes"))]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Change {
    /// The property `id`.
    #[graph(key)]
    pub id: Option<String>,
}

/// The entity type `microsoft.graph.lost`.
#[graph_entity]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lost {
    /// The property `id`.
    #[graph(key)]
    pub id: Option<String>,
}

/// The entity type `microsoft.graph.configuration`.
#[graph_entity(path = "configurations")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Configuration {
    /// The property `id`.
    #[graph(key)]
    pub id: Option<String>,
    /// The property `version`.
    pub version: Option<i32>,
    /// The name of the value's type: this type or a derived one.
    #[graph(type_name)]
    pub type_name: Option<String>,
}

/// `microsoft.graph.configuration` or a derived type.
#[graph_union(path = "configurations", odata_type = "microsoft.graph.configuration")]
#[derive(Debug, Clone, PartialEq)]
pub enum AnyConfiguration {
    /// A `microsoft.graph.iosConfiguration`.
    IosConfiguration(Box<IosConfiguration>),
    /// A `microsoft.graph.security.iosConfiguration`.
    SecurityIosConfiguration(Box<super::security::IosConfiguration>),
    /// The base type.
    #[graph(base)]
    Base(Box<Configuration>),
    /// An unknown type.
    #[graph(other)]
    Other(JsonObject),
}

/// The entity type `microsoft.graph.iosConfiguration`.
#[graph_entity(path(
    name = "configurations",
    template = "configurations/microsoft.graph.iosConfiguration"
))]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IosConfiguration {
    /// The property `id`.
    #[graph(key)]
    pub id: Option<String>,
    /// The property `version`.
    pub version: Option<i32>,
    /// The property `values`.
    pub values: Option<Values>,
}

/// The complex type `microsoft.graph.Json`.
#[graph_complex(odata_type = "microsoft.graph.Json")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Json {
    /// Undeclared properties.
    #[graph(additional)]
    pub rest: JsonObject,
}

/// The complex type `microsoft.graph.option`.
#[graph_complex(odata_type = "microsoft.graph.option")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OptionType {
    /// The property `string`.
    pub string: Option<StringType>,
}

/// The complex type `microsoft.graph.string`.
#[graph_complex(odata_type = "microsoft.graph.string")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StringType {
    /// The property `vec`.
    pub vec: Option<Vec<OptionType>>,
}

/// The complex type `microsoft.graph.body`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Body {
    /// The property `content`.
    pub content: Option<String>,
    /// The property `source`.
    pub source: Option<Source>,
    /// The property `node`.
    pub node: Option<Node>,
}

/// The complex type `microsoft.graph.node`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Node {
    /// The property `parent`.
    pub parent: Option<Box<Node>>,
    /// The property `children`.
    pub children: Option<Vec<Node>>,
    /// The property `link`.
    pub link: Option<Box<Link>>,
}

/// The complex type `microsoft.graph.link`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Link {
    /// The property `node`.
    pub node: Option<Box<Node>>,
}

/// The complex type `microsoft.graph.recipient`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Recipient {
    /// The property `address`.
    pub address: Option<String>,
}

/// `microsoft.graph.recipient` or a derived type.
#[graph_union(odata_type = "microsoft.graph.recipient")]
#[derive(Debug, Clone, PartialEq)]
pub enum AnyRecipient {
    /// A `microsoft.graph.attendee`.
    Attendee(Box<Attendee>),
    /// The base type.
    #[graph(base)]
    Base(Box<Recipient>),
    /// An unknown type.
    #[graph(other)]
    Other(JsonObject),
}

/// The complex type `microsoft.graph.attendee`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Attendee {
    /// The property `address`.
    pub address: Option<String>,
    /// The property `isOptional`.
    pub is_optional: Option<bool>,
}

/// The complex type `microsoft.graph.deviceManagementApplicabilityRule`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DeviceManagementApplicabilityRule {
    /// The property `name`.
    pub name: Option<String>,
}

/// The complex type `microsoft.graph.values`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Values {
    /// The property `binary`.
    pub binary: Option<Binary>,
    /// The property `byte`.
    pub byte: Option<u8>,
    /// The property `date`.
    pub date: Option<NaiveDate>,
    /// The property `decimal`.
    pub decimal: Option<Decimal>,
    /// The property `double`.
    pub double: Option<f64>,
    /// The property `duration`.
    pub duration: Option<Duration>,
    /// The property `guid`.
    pub guid: Option<Uuid>,
    /// The property `int16`.
    pub int16: Option<i16>,
    /// The property `int64`.
    pub int64: Option<i64>,
    /// The property `sByte`.
    pub s_byte: Option<i8>,
    /// The property `single`.
    pub single: Option<f32>,
    /// The property `timeOfDay`.
    pub time_of_day: Option<NaiveTime>,
    /// The property `untyped`.
    pub untyped: Option<serde_json::Value>,
    /// The property `point`.
    pub point: Option<serde_json::Value>,
    /// The property `named`.
    pub named: Option<String>,
}

/// The action `sendMail` of `microsoft.graph.user`.
#[graph_action(
    path = "users/{userId}/sendMail",
    path(name = "for_me", template = "me/sendMail")
)]
#[derive(Debug, Clone, PartialEq)]
pub struct SendMail {
    /// The parameter `Message`.
    #[graph(rename = "Message")]
    pub message: Message,
    /// The parameter `importance`.
    pub importance: Importance,
    /// The parameter `SaveToSentItems`.
    #[graph(rename = "SaveToSentItems")]
    pub save_to_sent_items: Option<bool>,
}

// `microsoft.graph.wipe` cannot be called: no path to `microsoft.graph.lost`.

/// The action `move` of `microsoft.graph.message`.
#[graph_action(
    path = "users/{userId}/messages/{messageId}/move",
    returns = Option<Message>
)]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Move {
    /// The parameter `type`.
    pub r#type: String,
}

/// The function `delta` of a collection of `microsoft.graph.user`.
#[graph_function(path = "users/delta", returns = Vec<User>)]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UserDelta;

/// The function `delta` of a collection of `microsoft.graph.message`.
#[graph_function(path = "users/{userId}/messages/delta", returns = Vec<Message>)]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MessageDelta;

/// The function `delta` of a collection of `microsoft.graph.message`.
#[graph_function(path = "users/{userId}/messages/delta", returns = Vec<Message>)]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MessageDeltaByToken {
    /// The parameter `token`.
    pub token: Option<String>,
}

/// The function `change` of `microsoft.graph.user`.
#[graph_function(
    path = "users/{userId}/change",
    path(name = "for_me", template = "me/change"),
    returns = Option<Importance>
)]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UserChange;

/// The function `report`.
#[graph_function(path = "report", returns = Bytes)]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// The parameter `period`.
    pub period: String,
}
