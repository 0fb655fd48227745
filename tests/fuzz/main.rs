//! The readers of outside data, with random mutations: no input is a panic, and the token goes nowhere else.
//!
//! `GRAPH_FUZZ_INPUTS` and `GRAPH_FUZZ_SEED` set the number of inputs of each reader and the seed, `GRAPH_FUZZ_TARGET` a part of the names of
//! the readers. A failure names the reader, the seed and the input. `json_reader` compares the reader of JSON with `serde_json`, and graph-csdl's `any_text` reads `$metadata`.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use graph_core::client::transports::cassette::Cassette;
use graph_core::retry::{Attempt, Clock, Decision, Outcome};
use graph_core::{
    AccessToken, Batch, Binary, BoxFuture, Client, Credential, CredentialError, Error, Page, Poller, RetryPolicy,
    TokenRequest, Transport, TransportError, graph_action, graph_entity,
};
use graph_csdl::Metadata;
use graph_csdl::permissions::{PermissionTable, Scheme};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode};

use graph_tests::random::Random;
use graph_tests::sent::Sent;

#[graph_entity(path = "users")]
#[derive(Debug, Clone, Default, PartialEq)]
struct User {
    #[graph(key)]
    id: Option<String>,
    age: Option<i32>,
}

#[graph_entity(path = "me/drive/items", singleton(name = "at", template = "me/drive/root:/{itemPath}"))]
#[derive(Debug, Clone)]
struct DriveItem {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(path = "me/messages/{messageId}/attachments")]
#[derive(Debug, Clone)]
struct Attachment {
    #[graph(key)]
    id: Option<String>,
}

#[graph_action(path = "users/{userId}/copy", returns = Poller<User>)]
struct Copy;

const TOKEN: &str = "t0p-s3cret";

/// The content of the uploads: that of an attachment, for which the service has sessions.
static CONTENT: [u8; 3 * 1024 * 1024] = [7; 3 * 1024 * 1024];
const FRAGMENT: usize = 320 * 1024;
/// The size of a file: two fragments, of which the second one has 10 bytes.
const FILE: usize = FRAGMENT + 10;

/// Gives its answers in turn and then the last one again, and panics if the token goes elsewhere. Its clock flies.
#[derive(Clone)]
struct Answers(Arc<Mutex<State>>);

struct State {
    answers: Vec<Response<Bytes>>,
    requests: usize,
    sent: Sent,
    waited: Duration,
}

impl Answers {
    fn new(answers: Vec<Response<Bytes>>) -> Self {
        Self(Arc::new(Mutex::new(State { answers, requests: 0, sent: Sent::default(), waited: Duration::ZERO })))
    }

    fn client(&self) -> Option<Client> {
        Client::builder().credential(Renewing).transport(self.clone()).clock(self.clone()).build().ok()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Answers {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        let uri = request.uri();
        let authority = uri.authority().map(http::uri::Authority::as_str).unwrap_or_default().to_ascii_lowercase();
        // `:0443` is the port 443 as well, and an empty port the default one.
        let port = authority.strip_prefix("graph.microsoft.com");
        let is_own_port = |port: &str| {
            matches!(port, "" | ":") || port.strip_prefix(':').and_then(|port| port.parse().ok()) == Some(443_u16)
        };
        let is_own = uri.scheme_str() == Some("https") && port.is_some_and(is_own_port);
        assert!(is_own || !request.headers().contains_key("authorization"), "the token goes to {authority}");
        let mut state = self.state();
        state.sent.record(&request);
        let last = state.answers.len().saturating_sub(1);
        let answer = state.answers.get(state.requests.min(last)).filter(|_| state.requests < 12).cloned();
        state.requests += 1;
        Box::pin(std::future::ready(answer.ok_or_else(|| TransportError::new("no answer"))))
    }
}

impl Clock for Answers {
    fn now(&self) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + self.state().waited
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.state().waited += duration;
        Box::pin(std::future::ready(()))
    }
}

/// A credential that reads the claims of a challenge.
struct Renewing;

impl Credential for Renewing {
    fn token<'a>(&'a self, request: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, CredentialError>> {
        let token = format!("{TOKEN}{}", request.claims.as_deref().map_or(0, str::len));
        Box::pin(std::future::ready(Ok(AccessToken::new(token))))
    }
}

/// The result of a future that never waits.
fn now<T>(future: impl Future<Output = T>) -> Option<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}

fn client(answers: Vec<Response<Bytes>>) -> Option<Client> {
    Answers::new(answers).client()
}

fn response(status: u16, headers: &[(&'static str, &str)], body: &str) -> Response<Bytes> {
    let mut response = Response::new(Bytes::copy_from_slice(body.as_bytes()));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_bytes(value.as_bytes()) {
            response.headers_mut().append(HeaderName::from_static(name), value);
        }
    }
    response
}

/// Uses each part of an error's messages.
fn check<T>(result: Result<T, Error>) {
    if let Err(error) = result {
        let (text, debug) = (error.to_string(), format!("{error:?}"));
        assert!(!text.is_empty() && !text.contains(TOKEN) && !debug.contains(TOKEN), "{text}");
    }
}

fn error_body(text: &str) {
    let Some(client) = client(vec![response(400, &[("request-id", text)], text)]) else { return };
    if let Some(result) = now(User::users().entity("a").get().send(&client)) {
        assert_eq!(result.as_ref().err().and_then(Error::status), Some(StatusCode::BAD_REQUEST));
        check(result);
    }
}

fn wait(text: &str) {
    let name = if text.len().is_multiple_of(3) { "retry-after-ms" } else { "retry-after" };
    let Ok(value) = HeaderValue::from_bytes(text.as_bytes()) else { return };
    let headers = HeaderMap::from_iter([(HeaderName::from_static(name), value)]);
    let outcome = Outcome::Status { status: StatusCode::TOO_MANY_REQUESTS, headers: &headers };
    let attempt = Attempt::new(&Method::POST, outcome);
    let decision = RetryPolicy::default().decide(&attempt, DateTime::UNIX_EPOCH, 0.5);
    // The wait never exceeds the budget.
    assert!(!matches!(decision, Decision::Wait(wait) if wait > Duration::from_secs(100)), "{decision:?}");
}

fn link(text: &str) {
    let page = serde_json::json!({ "value": [{ "id": "a" }], "@odata.nextLink": text }).to_string();
    let last = response(200, &[], r#"{"value":[]}"#);
    let Some(client) = client(vec![response(200, &[], &page), last]) else { return };
    now(User::users().list().collect_all(&client, 10)).into_iter().for_each(check);
}

fn redirect(text: &str) {
    let Some(client) = client(vec![response(302, &[("location", text)], ""), response(200, &[], "{}")]) else { return };
    now(User::users().entity("a").get().send(&client)).into_iter().for_each(check);
}

fn monitor(text: &str) {
    let accepted = response(202, &[("location", "https://graph.microsoft.com/v1.0/o")], "");
    let Some(client) = client(vec![accepted, response(200, &[], text), response(200, &[], r#"{"id":"a"}"#)]) else {
        return;
    };
    let call = async { Copy.request("a").send(&client).await?.wait(&client).await };
    now(call).into_iter().for_each(check);
}

fn challenge(text: &str) {
    let refused = response(401, &[("www-authenticate", text)], "");
    let Some(client) = client(vec![refused, response(200, &[], r#"{"id":"a"}"#)]) else { return };
    now(User::users().entity("a").get().send(&client)).into_iter().for_each(check);
}

fn batch(text: &str) {
    let Some(client) = client(vec![response(200, &[], text)]) else { return };
    let mut batch = Batch::new();
    let one = batch.add(User::users().entity("a").get());
    let two = batch.add(User::users().create(&User::default()));
    let three = batch.after(&two).add(User::users().list());
    if let Some(Ok(mut answers)) = now(batch.send(&client)) {
        check(answers.take(one));
        check(answers.take(two));
        check(answers.take(three));
    }
}

fn delta(text: &str) {
    let Some(client) = client(vec![response(200, &[], text)]) else { return };
    now(User::users().delta().round(&client)).into_iter().for_each(check);
}

fn page(text: &str) {
    let Some(client) = client(vec![response(200, &[], text)]) else { return };
    let read: Option<Result<Page<User>, Error>> = now(User::users().list().send(&client));
    read.into_iter().for_each(check);
}

fn literal(text: &str) {
    // A text that is read and written is read again as the same value.
    if let Ok(duration) = text.parse::<graph_core::Duration>() {
        assert_eq!(duration.to_string().parse(), Ok(duration), "{text}");
    }
    if let Ok(binary) = text.parse::<Binary>() {
        let written = serde_json::to_string(&binary).unwrap_or_default();
        assert_eq!(serde_json::from_str::<Binary>(&written).ok(), Some(binary), "{text}");
    }
    let user = User { id: Some(text.to_owned()), age: None };
    let request = User::users().list().filter(User::ID.eq(text));
    let (query, path) = (request.query().clone(), User::users().entity(text).get().path().to_string());
    assert!(query.is_ascii() && path.is_ascii(), "{text}");
    assert!(!path.contains(['?', '#']) && path.matches('/').count() <= 1, "{path}");
    let json = serde_json::to_string(&user).unwrap_or_default();
    assert_eq!(serde_json::from_str::<User>(&json).ok(), Some(user), "{text}");
}

fn metadata(text: &str) {
    if let Ok(metadata) = Metadata::parse_lazy(text) {
        metadata.definitions().for_each(drop);
        let _ = metadata.path(text).map_err(|error| error.to_string());
    }
}

fn cassette(text: &str) {
    if let Ok(cassette) = text.parse::<Cassette>() {
        let written = cassette.to_string();
        assert_eq!(written.parse::<Cassette>().map(|again| again.to_string()).ok(), Some(written), "{text}");
    }
}

fn permissions(text: &str) {
    let Ok(table) = PermissionTable::parse(text) else { return };
    for found in ["trees/1", "me/trees/$ref", text].into_iter().filter_map(|path| table.at(path)) {
        for method in found.methods() {
            for scheme in Scheme::ALL {
                let _ = found.grants(method, scheme);
            }
        }
    }
}

/// The state of an upload session: of a new one, after the first fragment, or before the first one of an upload that is resumed.
fn session(text: &str) {
    let created = response(200, &[], r#"{"uploadUrl":"https://up.example/s?sig=1"}"#);
    let rest = response(202, &[], r#"{"nextExpectedRanges":["327680-"]}"#);
    let done = response(201, &[], r#"{"id":"a"}"#);
    let status = if text.len().is_multiple_of(5) { 202 } else { 200 };
    let state = response(status, &[], text);
    let is_resumed = text.len() % 3 == 2;
    let answers = Answers::new(match text.len() % 3 {
        1 => vec![created, state.clone(), state, done],
        _ => vec![state, rest, done],
    });
    let Some(client) = answers.client() else { return };
    let upload = DriveItem::at("a.bin").upload().fragment_size(FRAGMENT);
    let upload = if is_resumed { upload.resume("https://up.example/s?sig=1".into()) } else { upload };
    let result = now(upload.send(Bytes::from_static(CONTENT.get(..FILE).unwrap_or_default()), &client));
    // No byte is lost: another process may have sent those of a session that is resumed.
    let is_sent = answers.state().sent.length() == FILE as u64;
    assert!(is_resumed || is_sent || !matches!(result, Some(Ok(_))), "not all bytes were sent");
    result.into_iter().for_each(check);
}

/// `Content-Range` of a part, of the rest after a lost connection, and of a range beyond the content. The body is the range.
fn content_range(text: &str) {
    const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";
    let mut numbers = text.split(|char: char| !char.is_ascii_digit()).filter_map(|number| number.parse::<usize>().ok());
    let range = numbers.next().zip(numbers.next().and_then(|last| last.checked_add(1)));
    let body = range.and_then(|(first, after)| LETTERS.get(first..after)).unwrap_or("cdefg");
    let tagged = |name, value| [(name, value), ("etag", "\"1\"")];
    let content = User::users().entity("a").content();
    let part = response(206, &tagged("content-range", text), body);
    let (request, answers, expected) = match text.len() % 4 {
        0 => (content.range(2..7), vec![part], "cdefg"),
        1 => (content.range(2..), vec![part], LETTERS.get(2..).unwrap_or_default()),
        2 => (content, vec![response(200, &tagged("content-length", "9"), "abcd"), part], "abcdefghi"),
        _ => {
            let first = response(206, &tagged("content-range", "bytes 2-8/*"), "cdefghi");
            (content.range(2..), vec![first, response(416, &tagged("content-range", text), "")], "cdefghi")
        }
    };
    let Some(client) = client(answers) else { return };
    let read = async {
        let mut read = Vec::new();
        request.download(&client).await?.write_to(&mut read).await?;
        Ok(read)
    };
    let result: Option<Result<Vec<u8>, Error>> = now(read);
    if let Some(Ok(read)) = &result {
        // It may be shorter only if the content ends there.
        let total = text.rsplit('/').next().and_then(|total| total.trim().parse().ok());
        let is_end = text.len() % 4 < 2 && total == Some(2 + read.len());
        let read = String::from_utf8_lossy(read);
        assert!(expected == read || expected.starts_with(&*read) && is_end, "{text}: {read}");
    }
    result.into_iter().for_each(check);
}

/// The id of an attachment: of the `Location`, or of the body.
fn attachment(text: &str) {
    let created = response(200, &[], r#"{"uploadUrl":"https://up.example/s"}"#);
    let body = if text.contains('"') { text } else { "" };
    let Some(client) = client(vec![created, response(201, &[("location", text)], body)]) else { return };
    let upload = Attachment::attachments("m").upload_attachment("a.bin");
    let result = now(upload.send(Bytes::from_static(&CONTENT), &client));
    assert!(!matches!(&result, Some(Ok(id)) if id.is_empty()), "{text}");
    result.into_iter().for_each(check);
}

/// The status and the headers of an answer, each in a line, and another request after it.
fn limits(text: &str) {
    let (status, fields) = text.split_once('\n').unwrap_or((text, ""));
    let mut first = response(status.parse().unwrap_or(429), &[], r#"{"id":"a"}"#);
    for (name, value) in fields.lines().filter_map(|line| line.split_once(':')) {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name.trim()), HeaderValue::try_from(value.trim())) {
            first.headers_mut().append(name, value);
        }
    }
    // Redirects and challenges have targets of their own.
    first.headers_mut().remove("location");
    let answers = Answers::new(vec![first, response(200, &[], r#"{"id":"a"}"#)]);
    let Some(client) = answers.client() else { return };
    for number in 1_u32..=2 {
        let result = now(User::users().entity("a").get().send(&client));
        // The waits of a call never exceed its budget.
        let waited = answers.state().waited;
        assert!(waited <= Duration::from_secs(100) * number, "{waited:?}");
        assert!(result.is_some(), "the clock flies, so no call waits");
        result.into_iter().for_each(check);
    }
}

/// The encrypted resource of a notification.
#[cfg(feature = "optional")]
fn encrypted(text: &str) {
    use std::sync::OnceLock;

    use graph_core::notification::{ClientState, Keys, Notification, Notifications};

    static KEYS: OnceLock<Keys> = OnceLock::new();
    // Those of the seed.
    const DATA: &str = "6qYyi6sfwX/0xv3ZSeeB3PuGaHu6q8FZsQpOIWJzb/g0JeQuTsDzjT6nsA3pfeAU5gJfez17J6uzeQlUgbnkSY/vnsyN7R6LikTZWtLQdGjkhldDYk6HIZzw8CaILvgG";
    const SIGNATURE: &str = "jyttEzo7K0YT/mLlo1JuuQHNlqKAlqKng14lNkHRk3Q=";

    let keys = KEYS.get_or_init(|| {
        let pem = include_str!("../../graph-core/src/notification/keys/pkcs8.pem");
        Keys::new().with_pem("c", pem).unwrap_or_default()
    });
    let body = format!(
        r#"{{"value":[{{"subscriptionId":"s","changeType":"created","resource":"r","clientState":"{TOKEN}","encryptedContent":{text}}}]}}"#
    );
    let state = ClientState::new(TOKEN);
    let Ok(read) = Notifications::read(body.as_bytes(), |_| Some(&state)) else { return };
    for item in read.items {
        let Ok(Notification::Change(change)) = item else { continue };
        let Some(content) = &change.encrypted_content else { continue };
        let shown = match keys.decrypt_json(content) {
            // The signature covers each byte of the data.
            Ok(_) => {
                let bytes = |text: &str| text.parse::<Binary>().ok();
                assert!(
                    bytes(&content.data) == bytes(DATA) && bytes(&content.data_signature) == bytes(SIGNATURE),
                    "{text}"
                );
                format!("{:?}", keys.decrypt::<User>(content).map_err(|error| error.to_string()))
            }
            Err(error) => format!("{error} {error:?}"),
        };
        assert!(!shown.contains(TOKEN) && !format!("{change:?}").contains(TOKEN), "{text}");
    }
}

#[cfg(feature = "optional")]
fn notification(text: &str) {
    use graph_core::notification::{ClientState, Notifications};

    let state = ClientState::new(TOKEN);
    if let Ok(read) = Notifications::read(text.as_bytes(), |_| Some(&state)) {
        for item in read.items {
            let shown = item.map_or_else(|rejected| format!("{rejected} {rejected:?}"), |item| format!("{item:?}"));
            assert!(!shown.contains(TOKEN), "{text}");
        }
    }
}

#[cfg(feature = "optional")]
fn token_answer(text: &str) {
    use graph_core::identity::ClientSecretCredential;

    let status = if text.contains("error") { 400 } else { 200 };
    let answers = Answers::new(vec![response(status, &[], text)]);
    let Ok(credential) = ClientSecretCredential::new("contoso.com", "c", TOKEN) else { return };
    let service = Answers::new(vec![response(200, &[], "{}")]);
    let client = Client::builder().credential(credential.transport(answers)).transport(service.clone()).clock(service);
    let Ok(client) = client.build() else { return };
    now(User::users().entity("a").get().send(&client)).into_iter().for_each(check);
}

/// A reader, and the texts that are mutated for it.
struct Target {
    name: &'static str,
    read: fn(&str),
    seeds: &'static [&'static str],
}

const TARGETS: &[Target] = &[
    Target {
        name: "error body",
        read: error_body,
        seeds: &[
            r#"{"error":{"code":"itemNotFound","message":"m","target":"t","details":[{"code":"d","message":"m","details":[]}],"innerError":{"date":"2026-01-01T00:00:00","request-id":"r","client-request-id":"c","innerError":{"code":"i"}}}}"#,
            r#"{"error":{"code":"BadRequest","message":"{\"_version\":3,\"Message\":\"m\",\"CustomApiErrorPhrase\":\"\"}"}}"#,
            r#"{"error":"invalid_grant","error_description":"d"}"#,
            "<!DOCTYPE html><html><head><title>502 Bad &amp; Gateway</title></head><h1>a</h1></html>",
        ],
    },
    Target {
        name: "retry-after",
        read: wait,
        seeds: &[
            "120",
            "0.5",
            "1, 30",
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ],
    },
    Target {
        name: "link",
        read: link,
        seeds: &[
            "https://graph.microsoft.com/v1.0/users?$skiptoken=a",
            "https://graph.microsoft.com:443/v1.0/users",
            "https://user@graph.microsoft.com/",
            "//graph.microsoft.com/x",
            "users?$skiptoken=b#c",
        ],
    },
    Target {
        name: "redirect",
        read: redirect,
        seeds: &[
            "https://graph.microsoft.com/v1.0/me",
            "/v1.0/me",
            "https://contoso.sharepoint.com/x?y=z#f",
            "//host/x",
        ],
    },
    Target {
        name: "monitor",
        read: monitor,
        seeds: &[
            r#"{"status":"succeeded","resourceLocation":"https://graph.microsoft.com/v1.0/users/a","resourceId":"a","percentageComplete":100.0}"#,
            r#"{"id":"o","status":{"state":"failed","description":"d"},"error":{"code":"x","message":"m"},"lastActionDateTime":"2026-01-01T00:00:00Z"}"#,
            r#"{"status":"running","percentageComplete":1}"#,
        ],
    },
    Target {
        name: "challenge",
        read: challenge,
        seeds: &[
            r#"Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZX19fQ==""#,
        ],
    },
    Target {
        name: "batch reply",
        read: batch,
        seeds: &[
            r#"{"responses":[{"id":"2","status":201,"headers":{"Location":"https://graph.microsoft.com/v1.0/users/b","Content-Type":"application/json"},"body":{"id":"b"}},{"id":"1","status":200,"headers":{"Retry-After":"1"},"body":{"id":"a","age":1}},{"id":"3","status":429,"headers":{"Retry-After":"0.5"},"body":{"error":{"code":"TooManyRequests"}}}]}"#,
            r#"{"responses":[{"id":"1","status":200,"headers":{"Content-Type":"image/png"},"body":"AQID"},{"id":"3","status":200,"body":"{\"value\":[]}"}]}"#,
        ],
    },
    Target {
        name: "delta",
        read: delta,
        seeds: &[
            r#"{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#users","@odata.deltaLink":"https://graph.microsoft.com/v1.0/users/delta?$deltatoken=d","value":[{"id":"a"},{"id":"b","@removed":{"reason":"deleted"}},{"id":"c","deleted":{"state":"deleted"}}]}"#,
        ],
    },
    Target {
        name: "page",
        read: page,
        seeds: &[
            r#"{"@odata.count":2,"@odata.nextLink":"https://graph.microsoft.com/v1.0/users?$skiptoken=a","value":[{"id":"a","age":1},{"id":null,"x":[{"y":"\u00e9"}]}]}"#,
        ],
    },
    Target {
        name: "literal",
        read: literal,
        seeds: &["P1DT2H3M4.5S", "-P3D", "AQID", "_-8=", "a'b/c?d#e", "..", "%2F", "root:/a b:/x"],
    },
    Target {
        name: "metadata",
        read: metadata,
        seeds: &[
            r#"<Schema Namespace="n" Alias="a"><EntityType Name="t" BaseType="a.b" Abstract="true"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/><NavigationProperty Name="r" Type="Collection(a.t)"/></EntityType><EnumType Name="e" IsFlags="true"><Member Name="m" Value="1"/></EnumType><Action Name="f" IsBound="true"><Parameter Name="p" Type="a.t"/></Action><EntityContainer Name="c"><EntitySet Name="s" EntityType="a.t"/></EntityContainer></Schema>"#,
        ],
    },
    Target {
        name: "cassette",
        read: cassette,
        seeds: &[
            r#"{"version":1,"exchanges":[{"request":{"method":"POST","url":"https://graph.microsoft.com/v1.0/users","headers":{"content-type":"application/json"},"json":{"id":"a"}},"response":{"status":201,"headers":{"location":"https://graph.microsoft.com/v1.0/users/a"},"base64":"AQID"}},{"request":{"method":"GET","url":"https://graph.microsoft.com/v1.0/me"},"error":"lost"}]}"#,
        ],
    },
    Target {
        name: "permission table",
        read: permissions,
        seeds: &[
            r#"{"permissions":{"Tree.Read":{"authorizationType":"oAuth2","schemes":{"DelegatedWork":{"privilegeLevel":2,"requiresAdminConsent":true},"Application":{"id":"a"}},"pathSets":[{"schemeKeys":["DelegatedWork","Application"],"methods":["GET","POST"],"paths":{"/trees/{id}":"least=DelegatedWork,Application;AlsoRequires=Tool.Read","/me/trees":"","/trees/tallest(above={value})":""}}]}}}"#,
        ],
    },
    Target {
        name: "upload session",
        read: session,
        seeds: &[
            r#"{"uploadUrl":"https://up.example/s?sig=1","expirationDateTime":"2030-01-01T00:00:00Z","nextExpectedRanges":["0-"]}"#,
            r#"{"uploadUrl":"https://graph.microsoft.com/v1.0/up","nextExpectedRanges":["327680-"]}"#,
            r#"{"@odata.context":"x","ExpirationDateTime":"2030-01-01T00:00:00Z","NextExpectedRanges":["327680-327685","327687-327689"]}"#,
            r#"{"expirationDateTime":"2030-01-01T00:00:00Z","nextExpectedRanges":["327680"]}"#,
            r#"{"nextExpectedRanges":["100-199","327680-"],"x":null}"#,
            r#"{"nextExpectedRanges":[327680]}"#,
            r#"{"expirationDateTime":null,"nextExpectedRanges":[]}"#,
            r#"{"id":"a","size":327690,"file":{"hashes":{"quickXorHash":"BzjAAQ5wgAMc4AAHMgAFAAAAAAA="}}}"#,
        ],
    },
    Target {
        name: "content range",
        read: content_range,
        seeds: &["bytes 2-6/9", "bytes 2-8/9", "bytes 4-8/9", "bytes 2-6/*", "bytes */9", "bytes 2-8/*", "bytes=2-6"],
    },
    Target {
        name: "attachment",
        read: attachment,
        seeds: &[
            "https://outlook.office.com/api/v2.0/Users('a@b')/Messages('AA=')/Attachments('AAMk%2FB=')?x=y",
            "https://graph.microsoft.com/v1.0/me/messages/m/attachments/a%3D/#f",
            "/Attachments('a''b')",
            r#"{"id":"","name":"a.bin"}"#,
            r##"{"@odata.type":"#microsoft.graph.fileAttachment","id":"AAMk=","name":"a.bin"}"##,
        ],
    },
    Target {
        name: "limits",
        read: limits,
        seeds: &[
            "429\nretry-after: 30\nratelimit-limit: 1200\nratelimit-remaining: 0\nratelimit-reset: 5",
            "200\nRateLimit-Limit: 1200\nRateLimit-Remaining: 0\nRateLimit-Reset: 31",
            "200\nx-ms-throttle-limit-percentage: 0.95\nx-ms-throttle-scope: Tenant_Application/ReadWrite/9/9\nx-ms-throttle-information: ResourceUnitLimitExceeded",
            "503\nretry-after: Thu, 01 Jan 1970 00:00:30 GMT\nx-ms-throttle-limit-percentage: 1.8\nratelimit-reset: 99",
            "429\nretry-after-ms: 1500\nx-ms-retry-after-ms: 99999\nretry-after: 1, 30\nx-ms-resource-unit: 5",
            "504\nratelimit-remaining: 0\nratelimit-remaining: 7\nratelimit-reset: 101\nretry-after: 0.5",
        ],
    },
    #[cfg(feature = "optional")]
    Target {
        name: "notification",
        read: notification,
        seeds: &[
            r##"{"value":[{"subscriptionId":"s","subscriptionExpirationDateTime":"2026-01-01T00:00:00Z","changeType":"Updated","resource":"users/a","resourceData":{"@odata.type":"#Microsoft.Graph.User","@odata.id":"users/a","id":"a"},"clientState":"c","tenantId":""},{"subscriptionId":"s","lifecycleEvent":"missed","clientState":"c","tenantId":"t"}],"validationTokens":["a.b.c"]}"##,
        ],
    },
    #[cfg(feature = "optional")]
    Target {
        name: "encrypted content",
        read: encrypted,
        // Encrypted by OpenSSL for the key of graph-core's tests.
        seeds: &[
            r#"{"data":"6qYyi6sfwX/0xv3ZSeeB3PuGaHu6q8FZsQpOIWJzb/g0JeQuTsDzjT6nsA3pfeAU5gJfez17J6uzeQlUgbnkSY/vnsyN7R6LikTZWtLQdGjkhldDYk6HIZzw8CaILvgG","dataKey":"i4R8Wcfq+YQWFHnxyv34kYZeZTZTiLTPUsws2lQLJrg8GX+DgVuDPS4ZCj3snzDhEZjQihmQPxI8Xq96M1rEiM6j2aQbKZ9DhXPjfxsswG+rYIokKCPA+zm7/ZrKr3RAiDbXqlOTaUjFymSDj/xTM+Gpi9Uy9Mo82pEy7TDjK59ZRuiuOiiBGwJBOJY188njWJucQNrEGPcK1s1Adg8bD2LO87v3K7ij7yxkCz76M9V7U9JoBi32b1vLskee0dI9cDISYPy0gs6qMqOvc9kRZlI9WTiJhIBGbbsEN22/IJ5PIxtfrlUz0NIlCZVaE/nOmgRe9PngQRv/SV0c/ADAKw==","dataSignature":"jyttEzo7K0YT/mLlo1JuuQHNlqKAlqKng14lNkHRk3Q=","encryptionCertificateId":"c","encryptionCertificateThumbprint":""}"#,
            r#"{"data":"AA==","dataKey":"AQ==","dataSignature":"Ag==","encryptionCertificateId":"c","encryptionCertificateThumbprint":"07"}"#,
        ],
    },
    #[cfg(feature = "optional")]
    Target {
        name: "token answer",
        read: token_answer,
        seeds: &[
            r#"{"token_type":"Bearer","expires_in":3599,"ext_expires_in":3599,"refresh_in":"1800","access_token":"eyJ0.eyJ4.c2ln"}"#,
            r#"{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided. Trace ID: a","error_codes":[7000215],"claims":"{}","suberror":"x"}"#,
        ],
    },
];

/// The parts that a mutation inserts.
const PARTS: &[&str] = &[
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    "[[[[[[[[",
    ",",
    ":",
    "null",
    "true",
    "0",
    "-1",
    "1e999",
    "99999999999999999999",
    ".",
    "'",
    "\\u0000",
    "\\ud800",
    "\u{feff}",
    "é",
    "€",
    "\u{1f600}",
    " ",
    "\r\n",
    "\t",
    "\0",
    "/",
    "//",
    "://",
    "https://",
    "http://",
    "evil.example",
    "@",
    "#",
    "?",
    "%",
    "%2f",
    "%00",
    "..",
    ";",
    "=",
    "&",
    "<",
    ">",
    "</",
    "<title>",
    "<!--",
    "GMT",
    "Mon, ",
    "\"error\":{\"code\":\"x\"},",
    "\"value\":[",
    "\"id\":\"1\",",
    "\"status\":200,",
    "\"@removed\":{},",
    "\"body\":null,",
    "claims=\"",
    "PT",
    "P",
    "-P",
    "S",
    "+",
    "_",
    "Type=\"",
    "Name=\"x\"",
    ":443",
    ":99999",
    ":8443",
];

#[test]
fn no_input_of_a_reader_is_a_panic_or_gives_the_token_away() {
    let setting = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let (inputs, seed) = (setting("GRAPH_FUZZ_INPUTS").unwrap_or(1_000), setting("GRAPH_FUZZ_SEED").unwrap_or(1));
    let chosen = std::env::var("GRAPH_FUZZ_TARGET").unwrap_or_default();
    let targets: Vec<&Target> = TARGETS.iter().filter(|target| target.name.contains(&chosen)).collect();
    assert!(!targets.is_empty(), "no reader has `{chosen}` in its name");
    for Target { name, read, seeds } in targets {
        let mut random = Random::seeded(seed);
        for number in 0..inputs {
            let text = seeds.get(random.below(seeds.len())).copied().unwrap_or_default();
            let input = if number == 0 { text.to_owned() } else { random.mutated(text, PARTS) };
            let result = catch_unwind(AssertUnwindSafe(|| read(&input)));
            assert!(result.is_ok(), "{name}, seed {seed}, input {number}: {input:?}");
        }
    }
}
