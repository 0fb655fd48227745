//! Actions and functions: the exact request of each, and what its answer becomes, over a transport that answers from
//! memory.

use std::collections::{BTreeMap, VecDeque};
use std::error::Error as StdError;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, Utc};
use graph_core::{
    ApiVersion, Binary, Body, BoxFuture, Call, Client, Clock, Cloud, Duration, Error, Flags, JsonObject, Operation,
    Page, Progress, Request, RequestError, ServiceRoot, StaticToken, Transport, TransportError, graph_action,
    graph_complex, graph_entity, graph_enum, graph_function, graph_union,
};
use serde_json::json;
use uuid::Uuid;

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

/// Another's type, with a form of its own in a URL.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
struct Place(String);

impl graph_core::Value for Place {
    type Assigned = Self;

    fn literal(&self) -> Option<String> {
        Some(self.0.clone())
    }
}

/// Lets a device ask what to do.
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
    #[graph(rename = "a b")]
    odd: Option<i32>,
    #[graph(skip)]
    #[allow(dead_code)]
    note: u8,
}

fn joined<S: serde::Serializer>(words: &[String], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&words.join("+"))
}

#[graph_function(
    path = "me/workbook/worksheets/{sheetId}/range()/format/{formatId}/microsoft.graph.x",
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

/// What a function's arguments become behind `me/find`.
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

#[test]
fn an_action_without_arguments_has_no_body() {
    let sync = SyncDevice.request("d/1");
    let line = format!("POST {ROOT}/deviceManagement/managedDevices/d%2F1/syncDevice");
    assert_wire(&sync, &line, ACCEPT, "");
    assert_eq!(sync.body(), &Body::Empty);
}

#[test]
fn an_actions_arguments_are_an_object_of_no_type() {
    let mut mail = SendMail { message: reminder("Hi"), save_to_sent_items: Some(true) };
    let message = r##"{"@odata.type":"#microsoft.graph.reminder","eventSubject":"Hi"}"##;
    let body = format!(r#"{{"message":{message},"saveToSentItems":true}}"#);
    assert_wire(&mail.for_me(), &format!("POST {ROOT}/me/sendMail"), JSON, &body);
    assert_wire(&mail.for_user("ada"), &format!("POST {ROOT}/users/ada/sendMail"), JSON, &body);
    mail.save_to_sent_items = None;
    let body = format!(r#"{{"message":{message}}}"#);
    assert_wire(&mail.for_me(), &format!("POST {ROOT}/me/sendMail"), JSON, &body);
    let key = mail.for_user("").to_http(&root());
    assert!(matches!(key, Err(RequestError::Key(_))));
}

#[test]
fn an_actions_argument_is_any_value() {
    let everything = Everything {
        thing: reminder("a").into(),
        others: vec![DriveItem { id: Some("i".into()), name: None, children: None }.into()],
        rights: Flags::from([Right::Read, Right::Write]),
        importance: Some(Importance::High),
        moment: moment("2026-01-02T03:04:05.1200000+02:00"),
        renamed: Some(1),
        note: 9,
        name: "herbie".into(),
        size: Some(7),
        cleared: Some(None),
    };
    let body = concat!(
        r##"{"thing":{"@odata.type":"#microsoft.graph.reminder","eventSubject":"a"},"##,
        r##""others":[{"@odata.type":"#microsoft.graph.driveItem","id":"i"}],"rights":"read,write","##,
        r##""importance":"high","moment":"2026-01-02T03:04:05.12+02:00","snake_case":1,"name":"HERBIE","size":"7","cleared":null}"##
    );
    assert_wire(&everything.request(), &format!("POST {ROOT}/me/do"), JSON, body);
    let least = Everything {
        others: Vec::new(),
        rights: Flags::new(),
        importance: None,
        moment: None,
        renamed: None,
        size: None,
        cleared: None,
        ..everything
    };
    let body = r##"{"thing":{"@odata.type":"#microsoft.graph.reminder","eventSubject":"a"},"others":[],"rights":"0","name":"HERBIE"}"##;
    assert_wire(&least.request(), &format!("POST {ROOT}/me/do"), JSON, body);
}

#[test]
fn a_functions_arguments_stand_in_its_path() {
    let counts = GetTeamsUserActivityCounts { period: "D7".into() };
    let line = format!("GET {ROOT}/reports/getTeamsUserActivityCounts(period='D7')");
    assert_wire(&counts.request(), &line, "accept: */*", "");
    let view = ReminderView { start_date_time: "2026-01-01T00:00".into(), end_date_time: "it's & more".into() };
    let line = format!(
        "GET {ROOT}/users/ada/reminderView(startDateTime='2026-01-01T00:00',endDateTime=@endDateTime)\
         ?@endDateTime='it''s%20%26%20more'"
    );
    assert_wire(&view.request("ada"), &line, ACCEPT, "");
    assert_wire(&Best.request("i1"), &format!("GET {ROOT}/me/drive/items/i1/best"), ACCEPT, "");
}

#[test]
fn text_is_quoted_and_then_encoded() {
    for (text, encoded) in [
        ("a b", "a%20b"),
        ("O'Neil", "O''Neil"),
        ("a/b?c#d%e", "a%2Fb%3Fc%23d%25e"),
        ("größe+1", "gr%C3%B6%C3%9Fe%2B1"),
        ("..", ".."),
        ("", ""),
        ("a,b=(c)", "a,b=(c)"),
        ("{\"a\"}\n", "%7B%22a%22%7D%0A"),
        ("@x", "@x"),
    ] {
        let find = Find { text: Some(text.into()), ..Find::default() };
        assert_arguments(&find, &format!("(text='{encoded}')"));
    }
    let boxed = Find { boxed: Box::new(Some("x".into())), odd: Some(1), ..Find::default() };
    assert_arguments(&boxed, "(boxed='x',a%20b=1)");
}

#[test]
fn what_is_no_text_is_not_quoted() {
    let find = Find {
        number: Some(i64::MIN),
        ratio: Some(f64::NEG_INFINITY),
        yes: Some(false),
        moment: moment("2026-01-02T03:04:05.12+02:00"),
        day: NaiveDate::from_ymd_opt(2026, 1, 2),
        at: NaiveTime::from_hms_opt(8, 30, 0),
        length: "PT1H".parse().ok(),
        bytes: Some(Binary::from(vec![0xfb, 0xff])),
        id: Some(Uuid::nil()),
        ..Find::default()
    };
    let arguments = "(number=-9223372036854775808,ratio=-INF,yes=false,moment=2026-01-02T03:04:05.12%2B02:00,\
                     day=2026-01-02,at=08:30:00,length=duration'PT1H',bytes=binary'-_8',\
                     id=00000000-0000-0000-0000-000000000000)";
    assert_arguments(&find, arguments);
    assert_arguments(&Find { ratio: Some(1.5e300), ..Find::default() }, &format!("(ratio={})", 1.5e300));
    let place = Find { place: Some(Place("../a b'".into())), ..Find::default() };
    assert_arguments(&place, "(place=..%2Fa%20b')");
}

#[test]
fn members_are_quoted() {
    let find = Find {
        importance: Some(Importance::Other("o'k".into())),
        rights: Some(Flags::from([Right::Read, Right::Write])),
        words: vec!["a".into(), "b".into()],
        ..Find::default()
    };
    assert_arguments(&find, "(importance='o''k',rights='read,write',words='a%2Bb')");
}

#[test]
fn collections_and_objects_go_behind_aliases_as_json() {
    let find = Find {
        text: Some("x".into()),
        ids: Some(vec!["a".into(), "b&c".into()]),
        reminder: Some(reminder("it's")),
        things: Some(vec![reminder("b").into()]),
        map: Some(BTreeMap::from([("k".into(), 1)])),
        ..Find::default()
    };
    let arguments = concat!(
        "(text='x',ids=@ids,reminder=@reminder,things=@things,map=@map)",
        "?@ids=%5B%22a%22,%22b%26c%22%5D",
        "&@reminder=%7B%22@odata.type%22:%22%23microsoft.graph.reminder%22,%22eventSubject%22:%22it's%22%7D",
        "&@things=%5B%7B%22@odata.type%22:%22%23microsoft.graph.reminder%22,%22eventSubject%22:%22b%22%7D%5D",
        "&@map=%7B%22k%22:1%7D",
    );
    assert_arguments(&find, arguments);
    let aliases = Find { behind: Some("a=b".into()), moment_behind: moment("2026-01-02T03:04:05Z"), ..Find::default() };
    let arguments = "(behind=@behind,momentBehind=@momentBehind)?@behind='a%3Db'&@momentBehind=2026-01-02T03:04:05Z";
    assert_arguments(&aliases, arguments);
}

#[test]
fn without_arguments_there_are_no_parentheses_but_the_paths() {
    assert_arguments(&Find::default(), "");
    let beta = "GET https://graph.microsoft.com/beta/me/workbook/worksheets/s/range";
    let range = Range { address: None };
    assert_wire(&range.request("s", "f"), &format!("{beta}()/format/f/microsoft.graph.x"), ACCEPT, "");
    let range = Range { address: Some("A1:B2/".into()) };
    assert_wire(
        &range.request("s", "f"),
        &format!("{beta}(address='A1:B2%2F')/format/f/microsoft.graph.x"),
        ACCEPT,
        "",
    );
    assert_eq!(Range::VERSION, Some(ApiVersion::Beta));
}

#[test]
fn only_a_function_that_says_so_asks_for_properties() {
    let line =
        format!("GET {ROOT}/me/drive/items/i/delta(token='t')?$select=id,name&$expand=children($select=id,name)");
    assert_wire(&DeltaOf { token: Some("t".into()) }.request("i"), &line, ACCEPT, "");
    let top = DeltaOf { token: None }.request("i").select_all().select(DriveItem::NAME).top(5);
    assert_wire(&top, &format!("GET {ROOT}/me/drive/items/i/delta?$select=name&$top=5"), ACCEPT, "");
}

#[test]
fn a_value_without_a_form_is_an_error_that_shows_nothing() -> Outcome {
    let year = NaiveDate::from_ymd_opt(12_026, 1, 1).ok_or("no such day")?;
    let find = Find { day: Some(year), text: Some("secret".into()), ..Find::default() };
    let error = find.request().to_http(&root()).err().ok_or("it was written")?;
    assert_eq!(error.to_string(), "the argument `day` can't be written");
    assert!(!format!("{error:?} {:?}", find.request()).contains("12026"));
    Ok(())
}

/// Answers in turn, and keeps what it was asked.
#[derive(Clone, Default)]
struct Script {
    answers: Arc<Mutex<VecDeque<http::Response<Bytes>>>>,
    received: Arc<Mutex<Vec<String>>>,
}

impl Script {
    fn then(self, status: u16, headers: &[(&str, &str)], body: &str) -> Result<Self, http::Error> {
        let response = headers
            .iter()
            .fold(http::Response::builder().status(status), |response, (name, value)| response.header(*name, *value))
            .header("request-id", "r-1")
            .body(Bytes::copy_from_slice(body.as_bytes()))?;
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).push_back(response);
        Ok(self)
    }

    /// Method, URL and token of each request.
    fn received(&self) -> Vec<String> {
        self.received.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn client(&self) -> Result<Client, graph_core::BuildError> {
        Client::builder().credential(StaticToken::new("top-secret")).transport(self.clone()).build()
    }
}

impl Transport for Script {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let token = request.headers().get("authorization").and_then(|token| token.to_str().ok()).unwrap_or("no token");
        let line = format!("{} {} {token}", request.method(), request.uri());
        self.received.lock().unwrap_or_else(PoisonError::into_inner).push(line);
        let answer = self.answers.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        Box::pin(async { answer.ok_or_else(|| TransportError::new("the script is at its end")) })
    }
}

/// The answer to a call, given what the service says.
async fn answered<R>(request: Request<R>, status: u16, body: &str) -> Result<R, Box<dyn StdError>> {
    let script = Script::default().then(status, &[], body)?;
    Ok(request.send(&script.client()?).await?)
}

#[tokio::test]
async fn an_answer_is_read_as_its_type_says() -> Outcome {
    #[graph_function(path = "me/text", returns = String)]
    struct Text;
    #[graph_function(path = "me/count", returns = Option<i32>)]
    struct Count;
    #[graph_function(path = "me/importance", returns = Importance)]
    struct HowImportant;
    #[graph_action(path = "me/rights", returns = Flags<Right>)]
    struct Rights;
    #[graph_action(path = "me/strings", returns = Vec<String>)]
    struct Strings;
    #[graph_action(path = "me/nothing", returns = ())]
    struct Nothing;
    #[graph_action(path = "me/any", returns = serde_json::Value)]
    struct Any;

    assert_eq!(answered(Text.request(), 200, r#"{"@odata.context":"x","value":"a"}"#).await?, "a");
    assert_eq!(answered(Count.request(), 200, r#"{"value":3}"#).await?, Some(3));
    assert_eq!(answered(Count.request(), 200, r#"{"value":null}"#).await?, None);
    assert_eq!(answered(Count.request(), 204, "").await?, None);
    assert_eq!(answered(HowImportant.request(), 200, r#"{"value":"high"}"#).await?, Importance::High);
    assert_eq!(answered(Rights.request(), 200, r#"{"value":"write"}"#).await?, Flags::from([Right::Write]));
    let strings: Page<String> = answered(Strings.request(), 200, r#"{"value":["a","b"]}"#).await?;
    assert_eq!(strings.value, ["a", "b"]);
    answered(Nothing.request(), 202, "").await?;
    answered(SyncDevice.request("d"), 204, "").await?;
    assert_eq!(answered(Any.request(), 200, r#"{"a":1}"#).await?, json!({"a": 1}));
    let counts = GetTeamsUserActivityCounts { period: "D7".into() };
    assert_eq!(answered(counts.request(), 200, "a,b").await?, "a,b");
    let best = answered(Best.request("i"), 200, r#"{"id":"i1","name":"n"}"#).await?;
    assert_eq!(best.name.as_deref(), Some("n"));
    let view = ReminderView { start_date_time: String::new(), end_date_time: String::new() };
    let page = answered(view.request("u"), 200, r#"{"value":[{"eventSubject":"s"}],"@odata.nextLink":"l"}"#).await?;
    assert_eq!((page.value, page.next_link.is_some()), (vec![reminder("s")], true));
    Ok(())
}

#[tokio::test]
async fn an_answer_of_another_type_names_the_place() -> Outcome {
    #[graph_function(path = "me/count", returns = i32)]
    struct Count;
    #[graph_function(path = "me/strings", returns = Box<Vec<String>>)]
    struct Strings;

    let message = |error: Box<dyn StdError>| error.to_string();
    let error = answered(Count.request(), 200, r#"{"value":"secret"}"#).await.err().map(message);
    let expected = "the 200 answer can't be decoded: `value` is not of the type `Edm.Int32` (request-id r-1)";
    assert_eq!(error.as_deref(), Some(expected));
    let error = answered(Best.request("i"), 204, "").await.err().map(message);
    assert_eq!(error.as_deref(), Some("the 204 answer can't be decoded: the body is empty (request-id r-1)"));
    // What the macro can't see to be a `Vec` is one all the same.
    assert_eq!(*answered(Strings.request(), 200, r#"{"value":["a"]}"#).await?, ["a"]);
    Ok(())
}

#[tokio::test]
async fn a_403_names_the_permissions_of_the_page() -> Outcome {
    let mail = SendMail { message: reminder("Hi"), save_to_sent_items: None };
    let error = answered(mail.for_me(), 403, "").await.err().ok_or("it was allowed")?;
    let expected = "403 Forbidden (request-id r-1); one of these permissions is needed: delegated: Mail.Send";
    assert_eq!(error.to_string(), expected);
    assert_eq!(SendMail::PERMISSIONS.delegated, ["Mail.Send"]);
    Ok(())
}

#[graph_action(path = "drives/{driveId}/items/{itemId}/copy", returns = Operation<DriveItem>)]
struct Copy;

#[graph_action(path = "teams/{teamId}/archive", returns = Operation<()>, version = "beta")]
struct Archive;

fn item(id: &str) -> DriveItem {
    DriveItem { id: Some(id.into()), name: None, children: None }
}

#[tokio::test]
async fn a_monitor_elsewhere_gets_no_token() -> Outcome {
    let script = Script::default()
        .then(202, &[("location", "https://contoso.sharepoint.com/_api/monitor?guest=secret")], "")?
        .then(202, &[("retry-after", "5")], r#"{"percentageComplete":27.8,"status":"inProgress"}"#)?
        .then(303, &[("location", "https://graph.microsoft.com/v1.0/drives/d/items/i2")], "")?
        .then(200, &[], r#"{"id":"i2"}"#)?;
    let client = script.client()?;
    let copy = Copy.request("d", "i").send(&client).await?;
    assert!(!copy.is_finished());
    assert!(!format!("{copy:?}").contains("secret"), "{copy:?}");
    let Progress::Running { percent: Some(percent), retry_after: Some(wait), .. } = copy.poll(&client).await? else {
        return Err("it does not go on".into());
    };
    assert_eq!((percent.to_string().as_str(), wait.as_secs()), ("27.8", 5));
    assert_eq!(copy.poll(&client).await?, Progress::Done(item("i2")));
    let monitor = "GET https://contoso.sharepoint.com/_api/monitor?guest=secret no token";
    assert_eq!(
        script.received(),
        [
            &format!("POST {ROOT}/drives/d/items/i/copy Bearer top-secret"),
            monitor,
            monitor,
            &format!("GET {ROOT}/drives/d/items/i2 Bearer top-secret")
        ]
    );
    Ok(())
}

#[tokio::test]
async fn a_monitor_of_the_service_is_of_the_same_version() -> Outcome {
    let script = Script::default().then(202, &[("location", "/teams('t')/operations('o')")], "")?.then(
        200,
        &[],
        r#"{"status":"succeeded","targetResourceLocation":"/teams('t')"}"#,
    )?;
    let client = script.client()?;
    let archive = Archive.request("t").send(&client).await?;
    assert_eq!(archive.poll(&client).await?, Progress::Done(()));
    let received = script.received();
    // What is not needed is not fetched.
    let monitor = "GET https://graph.microsoft.com/beta/teams('t')/operations('o') Bearer top-secret";
    assert_eq!(received.get(1..).unwrap_or_default(), [monitor]);
    Ok(())
}

/// Its waits are over at once, and kept.
#[derive(Clone, Default)]
struct Waits(Arc<Mutex<Vec<u64>>>);

impl Clock for Waits {
    fn now(&self) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH
    }

    fn sleep(&self, duration: std::time::Duration) -> BoxFuture<'_, ()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(duration.as_secs());
        Box::pin(std::future::ready(()))
    }
}

#[tokio::test]
async fn waiting_honours_the_service_and_backs_off() -> Outcome {
    let mut script = Script::default().then(202, &[("location", "/m"), ("retry-after", "7")], "")?;
    for (status, asked) in [(202, Some("3")), (200, None), (202, Some("0")), (429, Some("90")), (202, None)] {
        let asked: Vec<_> = asked.map(|asked| ("retry-after", asked)).into_iter().collect();
        script = script.then(status, &asked, r#"{"status":"running"}"#)?;
    }
    for _ in 0..3 {
        script = script.then(202, &[], "")?;
    }
    script = script.then(202, &[("retry-after", "Thu, 01 Jan 1970 00:01:00 GMT")], "")?;
    script = script.then(200, &[], r#"{"id":"i","status":"succeeded"}"#)?;
    let waits = Waits::default();
    let client = Client::builder().transport(script.clone()).clock(waits.clone()).build()?;
    let copied = Copy.request("d", "i").send(&client).await?.wait(&client).await?;
    assert_eq!(copied, item("i"));
    let waits = waits.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    // Asked for: 7, 3, 1 instead of 0, 90 and 60; without: what the back-off has come to.
    assert_eq!(waits, [7, 3, 4, 1, 90, 30, 30, 30, 30, 60]);
    Ok(())
}

#[tokio::test]
async fn waiting_ends_with_the_entity() -> Outcome {
    let script = Script::default()
        .then(202, &[("operation-location", "/operations/o"), ("retry-after", "0")], "")?
        .then(
            200,
            &[],
            r#"{"status":"succeeded","resourceLocation":"https://graph.microsoft.com/v1.0/me/drive/items/new"}"#,
        )?
        .then(200, &[], r#"{"id":"new"}"#)?;
    let client = Client::builder().transport(script.clone()).clock(Waits::default()).build()?;
    let created = DriveItem::items().create_async(&item("x")).send(&client).await?.wait(&client).await?;
    assert_eq!(created, item("new"));
    assert_eq!(script.received().len(), 3);
    Ok(())
}

#[tokio::test]
async fn what_is_done_at_once_needs_no_monitor() -> Outcome {
    let script = Script::default().then(201, &[("location", "/me/drive/items/i")], r#"{"id":"i"}"#)?;
    let client = script.client()?;
    let created = DriveItem::items().create_async(&item("x")).send(&client).await?;
    assert!(created.is_finished());
    assert_eq!(created.poll(&client).await?, Progress::Done(item("i")));
    assert_eq!(created.clone().wait(&client).await?, item("i"));
    assert_eq!(script.received().len(), 1);
    Ok(())
}

#[tokio::test]
async fn an_operation_that_fails_says_why() -> Outcome {
    let failed = r#"{"status":"failed","error":{"code":"nameAlreadyExists","message":"There is one"}}"#;
    let script = Script::default().then(202, &[("location", "/m")], "")?.then(200, &[], failed)?.then(404, &[], "")?;
    let client = script.client()?;
    let copy = Copy.request("d", "i").send(&client).await?;
    let error = copy.poll(&client).await.err().ok_or("it went well")?;
    assert_eq!((error.code(), error.request_id()), (Some("nameAlreadyExists"), Some("r-1")));
    let gone = copy.poll(&client).await.err().ok_or("it is there")?;
    assert_eq!(gone.to_string(), "404 Not Found (request-id r-1)");
    Ok(())
}

#[tokio::test]
async fn nobody_is_asked_who_could_be_overheard() -> Outcome {
    let outcome = r#"{"status":"succeeded","resourceLocation":"https://example.org/secret"}"#;
    for (monitor, answer, message) in [
        ("http://example.org/secret", "", "the link to example.org is not `https`, so it is not followed"),
        ("/m", outcome, "the link leads to another service than the client's (example.org), so it is not followed"),
    ] {
        let script = Script::default().then(202, &[("location", monitor)], "")?.then(200, &[], answer)?;
        let client = script.client()?;
        let error = Copy.request("d", "i").send(&client).await?.poll(&client).await.err().ok_or("it was asked")?;
        assert_eq!(error.to_string(), message);
        assert!(matches!(error, Error::Request(_)) && !format!("{error:?}").contains("secret"), "{error:?}");
    }
    Ok(())
}

#[tokio::test]
async fn redirects_without_end_are_an_error() -> Outcome {
    let mut script = Script::default().then(202, &[("location", "https://example.org/m")], "")?;
    for _ in 0..10 {
        script = script.then(302, &[("location", "/again")], "")?;
    }
    let client = script.client()?;
    let error = Copy.request("d", "i").send(&client).await?.poll(&client).await.err().ok_or("it ended")?;
    assert_eq!(error.status(), Some(http::StatusCode::FOUND));
    assert_eq!(script.received().last().map(String::as_str), Some("GET https://example.org/again no token"));
    assert!(script.received().len() < 10);
    Ok(())
}
