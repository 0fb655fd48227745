//! Actions and functions: exact requests, and how their responses are read.

use std::collections::BTreeMap;
use std::error::Error as StdError;

use bytes::Bytes;
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use graph_core::{
    ApiVersion, Binary, Cloud, Duration, Flags, JsonObject, Request, client::ServiceRoot, error::RequestError,
    graph_action, graph_complex, graph_entity, graph_enum, graph_function, graph_union,
};
use uuid::Uuid;

mod script;
mod requests;
mod responses;
mod pollers;

type Outcome = Result<(), Box<dyn StdError>>;

const ACCEPT: &str = "accept: application/json";
const JSON: &str = "accept: application/json\ncontent-type: application/json";
const ROOT: &str = "https://graph.microsoft.com/v1.0";

#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
enum Importance {
    Low,
    High,
    #[graph(other)]
    Other(String),
}

#[graph_enum(flags)]
#[derive(Debug, Clone, PartialEq)]
enum Right {
    Read,
    Write,
    #[graph(other)]
    Other(String),
}

#[graph_complex]
#[derive(Debug, Clone, PartialEq)]
struct Reminder {
    event_subject: Option<String>,
}

#[graph_entity(path = "me/drive/items")]
#[derive(Debug, Clone, PartialEq)]
struct DriveItem {
    #[graph(key)]
    id: Option<String>,
    name: Option<String>,
    #[graph(navigation)]
    children: Option<Vec<DriveItem>>,
}

#[graph_union(odata_type = "microsoft.graph.thing")]
#[derive(Debug, Clone, PartialEq)]
enum Thing {
    Reminder(Reminder),
    Item(DriveItem),
    #[graph(other)]
    Other(JsonObject),
}

/// A type of another crate with its own form in a URL.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
struct Place(String);

impl graph_core::value::Value for Place {
    type Assigned = Self;

    fn literal(&self) -> Option<String> {
        Some(self.0.clone())
    }
}

/// Makes a device check in.
#[graph_action(path = "deviceManagement/managedDevices/{managedDeviceId}/syncDevice")]
struct SyncDevice;

#[graph_action(
    path(name = "for_me", template = "me/sendMail"),
    path(name = "for_user", template = "users/{userId}/sendMail"),
    permissions(delegated = ["Mail.Send"])
)]
struct SendMail {
    message: Reminder,
    save_to_sent_items: Option<bool>,
}

#[graph_function(path = "reports/getTeamsUserActivityCounts", returns = Bytes)]
struct GetTeamsUserActivityCounts {
    period: String,
}

#[graph_function(path = "users/{userId}/reminderView", returns = Vec<Reminder>)]
struct ReminderView {
    start_date_time: String,
    #[graph(alias)]
    end_date_time: String,
}

#[graph_action(path = "me/do", returns = Option<Thing>)]
struct Everything {
    thing: Thing,
    others: Vec<Thing>,
    rights: Flags<Right>,
    importance: Option<Importance>,
    moment: Option<DateTime<FixedOffset>>,
    #[graph(rename = "snake_case")]
    renamed: Option<i32>,
    #[graph(skip)]
    #[allow(dead_code)]
    note: u8,
    #[serde(serialize_with = "shout")]
    name: String,
    #[serde(with = "text", skip_serializing_if = "Option::is_none")]
    size: Option<u8>,
    #[allow(clippy::option_option, reason = "absent, null and a value are three things")]
    cleared: Option<Option<i32>>,
}

fn shout<S: serde::Serializer>(name: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&name.to_uppercase())
}

mod text {
    #[allow(clippy::ref_option, clippy::trivially_copy_pass_by_ref)] // serde's interface
    pub(super) fn serialize<S: serde::Serializer>(size: &Option<u8>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&size.unwrap_or_default())
    }
}

/// Each kind of argument of a function.
#[graph_function(path = "me/find")]
#[derive(Default)]
struct Find {
    text: Option<String>,
    number: Option<i64>,
    ratio: Option<f64>,
    yes: Option<bool>,
    moment: Option<DateTime<FixedOffset>>,
    day: Option<NaiveDate>,
    at: Option<NaiveTime>,
    length: Option<Duration>,
    bytes: Option<Binary>,
    id: Option<Uuid>,
    importance: Option<Importance>,
    rights: Option<Flags<Right>>,
    place: Option<Place>,
    boxed: Box<Option<String>>,
    ids: Option<Vec<String>>,
    reminder: Option<Reminder>,
    things: Option<Vec<Thing>>,
    map: Option<BTreeMap<String, i32>>,
    #[graph(alias)]
    behind: Option<String>,
    #[graph(alias)]
    moment_behind: Option<DateTime<FixedOffset>>,
    #[serde(serialize_with = "joined", skip_serializing_if = "Vec::is_empty")]
    words: Vec<String>,
    #[graph(rename = "Odd_1")]
    odd: Option<i32>,
    #[graph(skip)]
    #[allow(dead_code)]
    note: u8,
}

fn joined<S: serde::Serializer>(words: &[String], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&words.join("+"))
}

#[graph_function(
    path = "me/workbook/worksheets/{sheetId}/range(_)/format/{formatId}/microsoft.graph.x",
    version = "beta"
)]
struct Range {
    address: Option<String>,
}

#[graph_function(path = "me/drive/items/{itemId}/delta", returns = Vec<DriveItem>, select = true)]
struct DeltaOf {
    token: Option<String>,
}

#[graph_function(path = "me/drive/items/{itemId}/best", returns = DriveItem)]
struct Best;

fn root() -> ServiceRoot {
    ServiceRoot::new(Cloud::Global, ApiVersion::V1_0)
}

/// Method and URL, headers, body: as they go to the transport.
fn written<R>(request: &Request<R>) -> Result<[String; 3], RequestError> {
    let http = request.to_http(&root())?;
    let header = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
        format!("{name}: {}", value.to_str().unwrap_or("(no text)"))
    };
    let mut headers: Vec<_> = http.headers().iter().map(header).collect();
    headers.sort();
    let body = String::from_utf8_lossy(http.body()).into_owned();
    Ok([format!("{} {}", http.method(), http.uri()), headers.join("\n"), body])
}

#[track_caller]
fn assert_wire<R>(request: &Request<R>, line: &str, headers: &str, body: &str) {
    let expected = [line, headers, body].map(str::to_owned);
    assert_eq!(written(request).map_err(|error| error.to_string()), Ok(expected));
}

/// The arguments of a function after `me/find`.
#[track_caller]
fn assert_arguments(find: &Find, arguments: &str) {
    assert_wire(&find.request(), &format!("GET {ROOT}/me/find{arguments}"), ACCEPT, "");
}

fn reminder(subject: &str) -> Reminder {
    Reminder { event_subject: Some(subject.into()) }
}

fn moment(text: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(text).ok()
}
