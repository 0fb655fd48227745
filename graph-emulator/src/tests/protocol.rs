//! Tokens, errors, ids, unimplemented features, and the request log.

use bytes::Bytes;
use http::Request;
use serde_json::{Value as Json, json};

use super::{ROOT, ask, ask_with, get, send};
use crate::Emulator;

fn seeded() -> Emulator {
    let emulator = Emulator::new();
    emulator.seed("users", json!({ "id": "ada", "name": "Ada" }));
    emulator
}

#[test]
fn the_token_is_checked_first() {
    for authorization in [None, Some("Bearer "), Some("Bearer"), Some("Basic eDp5")] {
        let mut request = Request::builder().method("BREW").uri("https://example.org/nowhere");
        if let Some(value) = authorization {
            request = request.header("authorization", value);
        }
        let refused = send(&seeded(), request.body(Bytes::from_static(b"{")).unwrap());
        assert_eq!(refused.code(), (401, "InvalidAuthenticationToken"), "{authorization:?}");
        assert_eq!(refused.header("www-authenticate"), "Bearer");
    }
}

#[test]
fn each_answer_has_an_id_and_echoes_the_clients() {
    let emulator = seeded();
    let ids = ["users/ada", "nowhere"].map(|path| {
        let headers = [("client-request-id", "mine")];
        let answered = ask_with(&emulator, &format!("GET {path}"), &headers, &Json::Null);
        assert_eq!(answered.header("client-request-id"), "mine");
        answered.header("request-id").to_owned()
    });
    assert!(ids.iter().all(|id| id.len() == 36));
    assert!(ids.iter().min() < ids.iter().max());
}

#[test]
fn a_body_is_a_json_object() {
    let emulator = seeded();
    for (content_type, body, status) in [
        ("application/json", "{", 400),
        ("application/json", "", 400),
        ("application/json", "[]", 400),
        ("text/plain", "{}", 415),
        ("", "{}", 415),
        ("application/json; charset=utf-8", "{}", 201),
    ] {
        let request = Request::post(format!("{ROOT}/users")).header("authorization", "bearer t");
        let request = request.header("content-type", content_type).body(Bytes::from(body)).unwrap();
        assert_eq!(send(&emulator, request).status, status, "{content_type} {body}");
    }
}

#[test]
fn unsupported_methods_are_405() {
    let emulator = seeded();
    for request in ["PATCH users", "PUT users", "DELETE users", "HEAD users/ada", "OPTIONS users"] {
        let body = if request.starts_with('P') { json!({}) } else { Json::Null };
        let refused = ask(&emulator, request, &body);
        assert_eq!(refused.code(), (405, "methodNotAllowed"), "{request}");
        assert!(refused.header("allow").contains("GET"));
    }
    assert_eq!(get(&emulator, "https://graph.microsoft.com/v2.0/users").status, 404);
}

#[test]
fn unimplemented_features_are_501() {
    let emulator = seeded();
    for path in [
        "users?$unknown=x",
        "users?startDateTime=x",
        "users?$select=a/b",
        "users?$filter=a add 1 eq 2",
        "users?$filter=totalseconds(a) eq 2",
        "users?$filter=a eq @p",
        "users?$filter='x' in tags",
        "users?$filter=cast(microsoft.graph.user)/a eq 1",
        "users?$filter=a eq binary'AA'",
        "users?$filter=n eq 1 add 0",
        "users?$filter=n in (1 mul 1)",
        "users?$filter=not (n eq 1 div 2)",
        "users?$filter=-n eq -1",
        "users?$filter=n eq -(1)",
        "users?$filter=n eq - 1",
        "users?$filter=n eq --1",
        "users?$filter=n ADD 1 eq 2",
        "users?$orderby=-n",
        "users?$orderby=a add 1",
        "users?$expand=manager($levels=2)",
        "users?$expand=members/$ref",
        "users?$expand=*",
        "users/ada/microsoft.graph.user",
        "users(appId='x')",
        "users/ada/name",
        "",
        "$metadata",
    ] {
        let refused = get(&emulator, &path.replace(' ', "%20"));
        assert_eq!(refused.code(), (501, "notImplemented"), "{path}");
        assert!(refused.text("/error/message").starts_with("The emulator does not implement"), "{path}");
    }
    for path in [
        "users?$filter=NOT b",
        "users?$filter=Not(n eq 1)",
        "users?$filter=b AND b",
        "users?$filter=b Or b",
        "users?$filter=n EQ 1",
        "users?$filter=n IN (1)",
        "users?$filter=tags/any(t:t EQ 'x')",
        "users?$orderby=n DESC",
    ] {
        let refused = get(&emulator.clone().strict(), &path.replace(' ', "%20"));
        assert_eq!(refused.code(), (501, "notImplemented"), "{path}: in capitals they are known, and not exact");
        assert_ne!(get(&emulator, &path.replace(' ', "%20")).status, 501, "{path}");
    }
    for path in
        ["users/ada", "users/validate", "users/ada/name", "users/ada/microsoft.graph.sendMail", "users?$select=id"]
    {
        assert_eq!(ask(&emulator, &format!("POST {path}"), &json!({})).code(), (501, "notImplemented"), "{path}");
    }
    for (header, request) in [("if-none-match", "GET users/ada"), ("if-match", "GET users")] {
        assert_eq!(ask_with(&emulator, request, &[(header, "*")], &Json::Null).status, 501, "{request}");
    }
}

#[test]
fn only_a_possible_collection_gets_the_hint() {
    let emulator = seeded();
    for (path, has_hint) in [
        ("groups", true),
        ("users/ada/messages", true),
        ("groups/$count", true),
        ("groups/$ref", true),
        ("groups/delta", true),
        ("users/eve", false),
        ("users('eve')", false),
        ("users/eve/messages", false),
        ("users/eve/$ref", false),
        ("users/ada/photo/$value", false),
    ] {
        let missing = get(&emulator, path);
        assert_eq!(missing.code(), (404, "Request_ResourceNotFound"), "{path}");
        let message = missing.text("/error/message");
        assert_eq!(message.contains("declare an empty collection"), has_hint, "{path}: {message}");
        assert!(message.starts_with("Resource '") && message.contains("does not exist"), "{path}: {message}");
    }
    let patched = ask(&emulator, "PATCH users/eve", &json!({}));
    assert!(!patched.text("/error/message").contains("Emulator"), "{}", patched.body);
}

#[test]
fn the_request_log_keeps_no_token() {
    let emulator = seeded();
    ask(&emulator, "POST users?x=%20", &json!({ "secret": "s3" }));
    let request = Request::get(format!("{ROOT}/users")).header("authorization", "Bearer t0ken");
    send(&emulator.clone(), request.body(Bytes::new()).unwrap());
    let request_log = emulator.request_log();
    let lines: Vec<_> =
        request_log.iter().map(|r| format!("{} {} {}", r.method, r.path_and_query, r.status.as_u16())).collect();
    assert_eq!(lines, ["POST /v1.0/users?x=%20 501", "GET /v1.0/users 200"]);
    assert_eq!(request_log.first().unwrap().body, r#"{"secret":"s3"}"#);
    assert_eq!(request_log.last().unwrap().headers["authorization"], "Bearer ***");
    let shown = format!("{request_log:?}");
    assert!(!shown.contains("s3") && !shown.contains("t0ken"), "{shown}");
    emulator.clear_request_log();
    assert!(emulator.request_log().is_empty());
}

#[test]
fn a_path_has_at_most_256_segments() {
    let emulator = Emulator::new();
    emulator.seed("users", json!({ "id": "ada" }));
    let path = |managers| format!("users/ada{}", "/manager".repeat(managers));
    assert_eq!(get(&emulator, &path(254)).status, 404);
    for managers in [255, 7_000] {
        assert_eq!(get(&emulator, &path(managers)).status, 400);
    }
}
