//! Control from outside.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;

use serde_json::{Value as Json, json};

use super::served::exchange;
use super::{ask, ask_with, get};
use crate::{Emulator, Fault, Reply, Script, Serving};
use http::{Method, StatusCode};

/// A served emulator.
struct Served {
    serving: Serving,
    emulator: Emulator,
}

impl Served {
    async fn new(emulator: Emulator) -> Self {
        Self { serving: emulator.serve().await.unwrap(), emulator }
    }

    fn address(&self) -> &str {
        self.serving.url().strip_prefix("http://").unwrap()
    }

    /// Sends `METHOD path` to a control path, and returns the status and the body.
    fn control(&self, request: &str, body: &Json) -> (u16, Json) {
        self.control_with(request, "", body)
    }

    fn control_with(&self, request: &str, headers: &str, body: &Json) -> (u16, Json) {
        let (method, path) = request.split_once(' ').unwrap();
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let head = format!("{method} /_emulator/{path} HTTP/1.1{headers}");
        let response = exchange(self.address(), &head, body.as_bytes()).unwrap();
        let (head, body) = response.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, if body.is_empty() { Json::Null } else { super::as_json(body.as_bytes()) })
    }

    fn refused(&self, request: &str, body: &Json) -> (u16, String) {
        let (status, body) = self.control(request, body);
        (status, body["error"]["message"].as_str().unwrap_or_default().to_owned())
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mistake_changes_nothing_and_names_the_field() {
    let served = Served::new(Emulator::new()).await;
    let half = json!([{ "path": "users", "entities": [{ "id": "ada" }] }, { "path": "groups" }]);
    let (status, message) = served.refused("POST entities", &half);
    assert_eq!(status, 400);
    assert!(message.starts_with("'[1].path' needs exactly one of 'entities'"), "{message}");
    assert_eq!(served.control("GET entities", &Json::Null).1["collections"], json!([]));
    for (request, body, expected) in [
        ("POST faults", json!([{ "kind": "refused" }, { "kind": "x" }]), "'[1].kind' can't be 'x'"),
        ("POST operations", json!({ "method": "POST", "path": "a" }), "'response' is missing: add, for example,"),
        (
            "POST operations",
            json!({ "method": "POST", "path": "a", "response": { "json": 1, "text": "" } }),
            "'response' has two bodies",
        ),
        ("POST script", json!({ "fault": [] }), "'fault' is not a known field here: did you mean 'faults'?"),
        (
            "POST script",
            json!({ "entities": { "path": "u", "entities": [1] } }),
            "'entities.entities' can't be an array",
        ),
        ("POST entities", json!({ "path": "users", "entities": [{ "id": 5 }] }), "'entities' can't be an array"),
        ("POST entities", json!({ "path": "users/ada", "entity": { "id": "" } }), "'entity' can't be an object"),
        ("POST entities", json!({ "path": "/", "entity": {} }), "'path' can't be \"/\""),
        ("POST entities", json!({ "path": "a/b/".repeat(200), "entity": {} }), "'path' can't be"),
        (
            "POST faults",
            json!({ "kind": "status", "status": 503, "headers": { "Content-Length": "5" } }),
            "'headers' can't be an object",
        ),
        (
            "POST operations",
            json!({ "method": "GET", "path": "a", "response": { "headers": { "transfer-encoding": "gzip" } } }),
            "'response.headers' can't be an object",
        ),
        (
            "POST operations",
            json!({ "method": "GET", "path": "a", "response": { "status": 204, "json": 1 } }),
            "'response' has a body, which status 204 has not: remove one.",
        ),
        (
            "POST operations",
            json!({ "method": "GET", "path": "a(b={b)", "response": {} }),
            "'path' can't be \"a(b={b)\"",
        ),
        ("POST faults", json!({ "kind": "refused", "path": "users/{id" }), "'path' can't be \"users/{id\""),
        ("POST faults", json!({ "kind": "throttled", "retryAfter": "a\nb" }), "'retryAfter' can't be \"a\\nb\""),
        ("POST faults", json!({ "kind": "throttled", "retryAfter": { "date": u64::MAX } }), "'retryAfter' can't be"),
        ("POST faults", json!({ "kind": "redirect", "url": "x\ny" }), "'url' can't be"),
        ("PATCH settings", json!({ "pageSize": 0 }), "'pageSize' can't be 0: write, for example, \"pageSize\": 20."),
        ("PUT storm", json!({ "seed": "x" }), "'seed' can't be \"x\""),
        ("POST reset/all", json!({}), "'/_emulator/reset/all' does not exist: use one of entities, operations,"),
        (
            "GET requests?status=bad",
            Json::Null,
            "'status' can't be 'bad': write, for example, status=404 or status=4xx.",
        ),
        ("GET requests?state=1", Json::Null, "'state' is not a known parameter"),
        ("GET entities/users?top=x", Json::Null, "'top' can't be 'x'"),
        (
            "PUT faults",
            json!({}),
            "Specified HTTP method is not allowed for the request target; allowed: GET, POST, DELETE.",
        ),
        ("POST faults", Json::Null, "The body is empty: send a JSON document."),
    ] {
        let (status, message) = served.refused(request, &body);
        assert!([400, 404, 405].contains(&status) && message.starts_with(expected), "{request}: {status} {message}");
        assert!(!message.contains("::"), "{message}");
    }
    assert_eq!(served.control("GET faults", &Json::Null).1["value"], json!([]));
    assert_eq!(served.emulator.request_count(), 0, "control requests are not in the log");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_path_of_graph_controls_the_emulator() {
    let served = Served::new(Emulator::new()).await;
    served.emulator.declare_collection("users");
    for path in ["/v1.0/_emulator/faults", "/v1.0/../_emulator/faults", "/_emulators/faults", "//_emulator/faults"] {
        let head = format!("POST {path} HTTP/1.1\r\nAuthorization: Bearer t\r\nContent-Type: application/json");
        let response = exchange(served.address(), &head, br#"{"kind":"refused"}"#).unwrap();
        assert!(response.starts_with("HTTP/1.1 4") || response.starts_with("HTTP/1.1 501"), "{path}: {response}");
    }
    let inner = json!({ "id": "1", "method": "POST", "url": "../_emulator/faults", "body": { "kind": "refused" }, "headers": { "content-type": "application/json" } });
    ask(&served.emulator, "POST $batch", &json!({ "requests": [inner] }));
    assert_eq!(get(&served.emulator, "https://graph.microsoft.com/_emulator/faults").status, 404);
    assert_eq!(served.control("GET faults", &Json::Null).1["value"], json!([]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_of_another_site_is_refused() {
    let served = Served::new(Emulator::new()).await;
    let own = format!("\r\nOrigin: http://{}", served.address());
    assert_eq!(served.control_with("GET settings", &own, &Json::Null).0, 200);
    let (status, body) = served.control_with("POST reset", "\r\nOrigin: https://example.org", &json!({}));
    assert_eq!((status, &body["error"]["code"]), (403, &json!("accessDenied")));
    // The name resolves to loopback: the browser sends no `Origin` with a GET.
    let mut stream = TcpStream::connect(served.address()).unwrap();
    write!(stream, "GET /_emulator/requests HTTP/1.1\r\nHost: rebound.example.org\r\nConnection: close\r\n\r\n")
        .unwrap();
    let mut status = String::new();
    BufReader::new(stream).read_line(&mut status).unwrap();
    assert!(status.starts_with("HTTP/1.1 403"), "{status}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_is_filtered_and_has_no_secrets() {
    let served = Served::new(Emulator::builder().page_size(2).build().unwrap()).await;
    served.emulator.declare_collection("users");
    let user =
        json!({ "id": "ada", "@odata.type": "#microsoft.graph.user", "passwordProfile": { "password": "hidden" } });
    ask(&served.emulator, "POST users", &user);
    ask_with(&served.emulator, "GET users/eve", &[("cookie", "hidden")], &Json::Null);
    let form = "client_id=a&client_secret=hidden&grant_type=client_credentials&scope=a/.default";
    let head = "POST /tenant/oauth2/v2.0/token HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded";
    let token = exchange(served.address(), head, form.as_bytes()).unwrap();
    let token = token.split(".emulated-").nth(1).unwrap().split('"').next().unwrap();
    let (_, all) = served.control("GET requests", &Json::Null);
    assert!(!all.to_string().contains("hidden") && !all.to_string().contains(token), "{all}");
    assert_eq!((&all["count"], &all["value"][0]["request"]["json"]["id"]), (&json!(3), &json!("ada")));
    assert_eq!(all["value"][0]["response"]["json"]["id"], "ada");
    for (query, numbers) in [
        ("method=post", vec![1, 3]),
        ("path=users/{id}", vec![2]),
        ("path=users", vec![1]),
        ("status=4xx", vec![2]),
        ("status=404", vec![2]),
        ("status=201&method=GET", vec![]),
        ("after=1", vec![2, 3]),
        ("last=1", vec![3]),
    ] {
        let query = query.replace('{', "%7B").replace('}', "%7D");
        let (_, found) = served.control(&format!("GET requests?{query}"), &Json::Null);
        let found: Vec<_> =
            found["value"].as_array().unwrap().iter().filter_map(|one| one["number"].as_u64()).collect();
        assert_eq!(found, numbers, "{query}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reset_repeats_the_script() {
    let script: Script = r#"{ "pageSize": 2, "entities": { "path": "users", "entities": [{ "id": "ada" }] } }
                            { "operations": { "method": "POST", "path": "ping", "response": { "status": 202 } } }"#
        .parse()
        .unwrap();
    let served = Served::new(Emulator::builder().script(script).build().unwrap()).await;
    served.emulator.on(Method::GET, "kept", |_| Reply::status(StatusCode::NO_CONTENT)).fault(Fault::refused().nth(9));
    let more = json!({ "pageSize": 7, "entities": { "path": "users", "entities": [{ "id": "bob" }] } });
    assert_eq!(served.control("POST script", &more).0, 204);
    assert_eq!(get(&served.emulator, "users").ids(), ["ada", "bob"]);
    assert_eq!(served.control("POST reset", &json!({})).0, 204);
    assert_eq!(get(&served.emulator, "users").ids(), ["ada"]);
    assert_eq!(served.control("GET settings", &Json::Null).1["pageSize"], 2);
    assert_eq!(served.control("GET faults", &Json::Null).1["value"], json!([]));
    assert_eq!(served.control("GET operations", &Json::Null).1["value"].as_array().map(Vec::len), Some(1));
    assert_eq!(get(&served.emulator, "kept").status, 204, "a handler in Rust stays");
}

#[test]
fn a_script_says_where_it_is_wrong() {
    for (text, expected) in [
        ("{", "The script is not JSON: EOF while parsing"),
        ("{} {\"pageSize\": \"x\"}", "Document 2: 'pageSize' can't be \"x\""),
        ("[]", "The document can't be an array: write, for example, {\"entities\""),
    ] {
        let error = text.parse::<Script>().unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_size_is_that_of_all_clones() {
    let served = Served::new(Emulator::new()).await;
    for id in ["a", "b", "c"] {
        served.emulator.seed("users", json!({ "id": id }));
    }
    assert_eq!(served.control("PATCH settings", &json!({ "pageSize": 2 })).1["pageSize"], 2);
    assert_eq!(get(&served.emulator, "users").ids().len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn events_come_until_the_server_stops() {
    let served = Served::new(Emulator::new()).await;
    served.emulator.declare_collection("users");
    get(&served.emulator, "users?$top=1");
    let mut stream = TcpStream::connect(served.address()).unwrap();
    let host = served.address();
    write!(stream, "GET /_emulator/events?last=1 HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
    let mut lines = BufReader::new(stream).lines().map(Result::unwrap);
    let mut next = |start: &str| lines.find(|line| line.starts_with(start)).unwrap();
    assert_eq!(next("content-type"), "content-type: text/event-stream");
    assert_eq!(next("id: "), "id: 1");
    get(&served.emulator, "users?$top=2");
    assert_eq!(next("id: "), "id: 2");
    assert!(next("data: ").contains(r#""url":"/v1.0/users?$top=2""#));
    served.serving.shutdown().await;
    assert_eq!(lines.last().as_deref(), Some(""), "the body ends");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_root_is_a_page() {
    let served = Served::new(Emulator::new()).await;
    for path in ["/_emulator", "/_emulator/"] {
        let page = exchange(served.address(), &format!("GET {path} HTTP/1.1"), b"").unwrap();
        assert!(page.contains("content-type: text/html; charset=utf-8\r\n"), "{page}");
        assert!(page.contains("content-security-policy: default-src 'none';") && page.contains("<title>"), "{page}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_permissions_of_the_requests_in_the_log() {
    let served = Served::new(Emulator::new()).await;
    let (status, message) = served.refused("GET permissions", &Json::Null);
    assert_eq!((status, message.contains("--permissions")), (400, true));
    let table = r#"{"permissions": {"User.Read.All": {"schemes": {"Application": {}}, "pathSets": [
        {"schemeKeys": ["Application"], "methods": ["GET"], "paths": {"/users/{id}": ""}}]}}}"#;
    let served = Served::new(Emulator::builder().permissions(table).build().unwrap()).await;
    for path in ["users/ada", "users/bob?$select=id", "soils"] {
        get(&served.emulator, path);
    }
    let granted = json!([{ "name": "User.Read.All", "also": [] }]);
    let expected = json!({
        "count": 3,
        "kept": 3,
        "requests": [
            { "method": "GET", "path": "soils", "delegated": null, "personal": null, "application": null },
            { "method": "GET", "path": "users/{id}", "delegated": [], "personal": [], "application": granted },
        ],
        "least": { "delegated": [], "personal": [], "application": ["User.Read.All"] },
    });
    assert_eq!(served.control("GET permissions", &Json::Null), (200, expected));
    let change = json!({ "granted": { "application": ["User.Read.All"] } });
    let settings = json!({ "pageSize": 100, "granted": { "delegated": null, "application": ["User.Read.All"] } });
    assert_eq!(served.control("PATCH settings", &change), (200, settings));
    assert_eq!(get(&served.emulator, "users/ada").status, 401);
    let (status, message) =
        served.refused("PATCH settings", &json!({ "granted": { "application": ["User.Red.All"] } }));
    assert_eq!((status, message.contains("did you mean 'User.Read.All'?")), (400, true));
    assert_eq!(served.control("POST reset", &Json::Null).0, 204);
    assert_eq!(get(&served.emulator, "users/ada").status, 404);
}
