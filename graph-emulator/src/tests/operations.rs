//! Handlers and faults.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, LOCATION, RETRY_AFTER};
use http::{Method, Request, StatusCode};
use serde_json::{Value as Json, json};

use super::{ROOT, ask, delete, encoded, get, send};
use crate::{Emulator, Fault, Reply};

#[test]
fn a_handler_comes_before_stored_entities() {
    let emulator = Emulator::new();
    emulator.seed("users", json!({ "id": "ada" }));
    let own = emulator.clone();
    emulator.on(Method::POST, "users/{id}/rename", move |call| {
        own.seed("users", json!({ "id": call.key("id"), "name": call.json()["name"] }));
        Reply::status(StatusCode::NO_CONTENT)
    });
    for (path, name) in [("users/ada/rename", "A"), ("users('ada')/microsoft.graph.rename", "B")] {
        assert_eq!(ask(&emulator, &format!("POST {path}"), &json!({ "name": name })).status, 204);
        assert_eq!(get(&emulator, "users/ada").text("/name"), name);
    }
    assert_eq!(get(&emulator, "users/ada/rename").status, 404, "another method");
    emulator.on(Method::GET, "users/{id}", |_| Reply::error(StatusCode::FORBIDDEN, "accessDenied", "No."));
    assert_eq!(get(&emulator, "users/ada").code(), (403, "accessDenied"));
    emulator.on(Method::GET, "users/ada", |_| Reply::json(json!({ "id": "other" })));
    assert_eq!((get(&emulator, "users/ada").text("/id"), get(&emulator, "users/eve").status), ("other", 403));
    assert_eq!(emulator.request_log().len(), 8, "what a handler answers is in the request log too");
    let stranger = Request::get(format!("{ROOT}/users/ada")).body(Bytes::new()).unwrap();
    assert_eq!(send(&emulator, stranger).status, 401);
}

#[test]
fn a_function_gets_its_arguments() {
    let emulator = Emulator::new();
    emulator.on(Method::GET, "reports/usage(period={p},names={n})", |call| {
        Reply::json(
            json!({ "period": call.argument("period"), "names": call.argument("names"), "top": call.option("$top") }),
        )
    });
    let answered = get(
        &emulator,
        &format!("reports/microsoft.graph.usage(names=@n,period='D7')?@n={}&$top=5", encoded(r#"["a/b"]"#)),
    );
    assert_eq!(answered.body, json!({ "period": "D7", "names": ["a/b"], "top": "5" }));
    let encoded_slash = get(&emulator, "reports/usage(period='a%2Fb%27%27c',names=null)");
    assert_eq!(encoded_slash.body, json!({ "period": "a/b'c", "names": null, "top": null }));
    assert_eq!(get(&emulator, "reports/usage(names=@n,period='D7')").status, 400);
    assert_eq!(get(&emulator, "reports/usage(period='D7')").status, 501);
}

#[test]
fn a_handler_may_answer_anything() {
    let emulator = Emulator::new();
    emulator.on(Method::POST, "start", |call| {
        let accepted = Reply::json(json!({ "got": call.body().len() })).with_status(StatusCode::ACCEPTED);
        accepted.header(RETRY_AFTER, "3")
    });
    emulator.on(Method::GET, "report", |call| Reply::bytes("text/csv", call.headers()["accept"].as_bytes().to_vec()));
    let request = Request::post(format!("{ROOT}/start")).header("authorization", "Bearer t");
    let accepted = send(&emulator, request.body(Bytes::from_static(b"not json")).unwrap());
    assert_eq!((accepted.status, accepted.header("retry-after"), &accepted.body["got"]), (202, "3", &json!(8)));
    assert_eq!(ask(&emulator, "POST start", &Json::Null).status, 202, "no body");
    let report = super::ask_with(&emulator, "GET report", &[("accept", "a,b")], &Json::Null);
    assert_eq!((report.headers[CONTENT_TYPE].to_str().unwrap(), &report.body), ("text/csv", &json!("a,b")));
    let broken = Request::post(format!("{ROOT}/start")).header("authorization", "Bearer t");
    let broken = broken.header("content-type", "application/json").body(Bytes::from_static(b"{")).unwrap();
    assert_eq!(send(&emulator, broken).status, 400);
}

#[test]
fn an_open_handler_needs_no_token() {
    let emulator = Emulator::new();
    emulator.on_open(Method::GET, "monitors/{id}", |call| {
        let done = Reply::status(StatusCode::SEE_OTHER);
        done.header(LOCATION, format!("{}/items/{}", call.root(), call.key("id"))).header(RETRY_AFTER, "a\nb")
    });
    let stranger = Request::get("https://example.org:8443/beta/monitors/7").body(Bytes::new()).unwrap();
    let answered = send(&emulator, stranger);
    assert_eq!((answered.status, answered.header("location")), (303, "https://example.org:8443/beta/items/7"));
    assert!(!answered.headers.contains_key("retry-after"), "it is not a valid header value");
}

#[test]
fn a_fault_is_for_the_requests_that_it_names() {
    let emulator = Emulator::new();
    emulator.seed("users", json!({ "id": "a b" }));
    let throttled = Fault::status(StatusCode::TOO_MANY_REQUESTS).retry_after("0.5").times(2);
    emulator.fault(throttled.path("/users/a b").method(Method::DELETE));
    emulator.fault(
        Fault::status(StatusCode::BAD_GATEWAY)
            .header(HeaderName::from_static("x-a"), "b")
            .header(HeaderName::from_static("x-a"), "c"),
    );
    let first = get(&emulator, "users/a%20b");
    assert_eq!((first.code(), first.header("x-a")), ((502, "generalException"), "b"));
    assert_eq!(first.headers.get_all("x-a").iter().count(), 2);
    assert_eq!(get(&emulator, "users/a%20b").status, 200);
    for _ in 0..2 {
        let refused = delete(&emulator, "users/a%20b?x=1");
        assert_eq!((refused.code(), refused.header("retry-after")), ((429, "TooManyRequests"), "0.5"));
    }
    assert_eq!(delete(&emulator, "users/a%20b").status, 204);
    let statuses: Vec<_> = emulator.request_log().iter().map(|received| received.status.as_u16()).collect();
    assert_eq!(statuses, [502, 200, 429, 429, 204]);
}

#[test]
fn a_lost_response_is_performed_and_a_lost_request_is_not() {
    let emulator = Emulator::new();
    emulator.declare_collection("users");
    let create = |id: &str| {
        let request = Request::post(format!("{ROOT}/users")).header("authorization", "Bearer t");
        let body = Bytes::from(json!({ "id": id }).to_string());
        emulator.respond(request.header("content-type", "application/json").body(body).unwrap())
    };
    emulator.fault(Fault::lost_request()).fault(Fault::lost_response());
    assert!(create("a").is_err());
    assert!(create("b").is_err());
    assert_eq!(create("c").unwrap().status(), 201);
    assert_eq!(get(&emulator, "users").ids(), ["b", "c"]);
    assert_eq!(emulator.request_log().len(), 3);
}

/// Random paths: each has a response.
#[test]
fn no_path_breaks_the_reader() {
    const PARTS: [&str; 22] = [
        "/",
        "/",
        "users",
        "ada",
        "('",
        "')",
        "(",
        ")",
        "=",
        ",",
        "@p",
        "%27",
        "'",
        "$count",
        "$value",
        "$ref",
        "content",
        "delta",
        "microsoft.graph.user",
        "graph.f",
        "f",
        "%2F",
    ];
    let emulator = Emulator::new();
    emulator.seed("users", json!({ "@odata.type": "#microsoft.graph.user", "id": "ada", "f": { "f": 1 } }));
    emulator.on(Method::GET, "users/{id}/f(a={a},b={b})", |call| Reply::json(json!(call.argument("a"))));
    emulator.on(Method::GET, "f(='{x}", |_| Reply::status(StatusCode::OK));
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % limit as u64).unwrap()
    };
    for _ in 0..5000 {
        let path: String = (0..next(12)).map(|_| PARTS[next(PARTS.len())]).collect();
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            let body = if method.starts_with('P') { json!({}) } else { Json::Null };
            let answered = ask(&emulator, &format!("{method} {path}?@p=1"), &body);
            assert!([200, 201, 204, 400, 404, 405, 409, 501].contains(&answered.status), "{method} {path}");
        }
    }
}

#[test]
fn an_action_without_a_handler_is_not_a_create() {
    let emulator = Emulator::new();
    emulator.seed("me/messages", json!({ "id": "m0" }));
    let folder = json!({ "destinationId": "archive" });
    for (path, body) in [
        ("me/messages/m0/move", &folder),
        ("me/messages('m0')/reply", &Json::Null),
        ("me/messages/m0/reply", &json!({})),
        ("me/messages/m0/move/$ref", &folder),
        ("me/sendMail", &folder),
        ("me/messages/validate", &folder),
        ("me/messages/m0/microsoft.graph.move", &folder),
        ("nothing", &Json::Null),
    ] {
        let refused = ask(&emulator, &format!("POST {path}"), body);
        assert_eq!(refused.code(), (501, "notImplemented"), "{path}");
        assert!(refused.text("/error/message").contains("handler"), "{path}: {}", refused.body);
        let absent = get(&emulator, path.trim_end_matches("/$ref")).status;
        assert!([404, 501].contains(&absent), "{path}: nothing was made");
    }
    let mime = Request::post(format!("{ROOT}/me/sendMail")).header("authorization", "Bearer t");
    let mime = mime.header("content-type", "text/plain").body(Bytes::from_static(b"RnJvbTo=")).unwrap();
    assert_eq!(send(&emulator, mime).status, 501, "an action's body may be no JSON");
    let typed = json!({ "@odata.type": "#microsoft.graph.attachment" });
    assert_eq!(ask(&emulator, "POST me/messages/m0/attachments", &typed).status, 201);
    assert_eq!(ask(&emulator, "POST me/messages/m0/attachments", &json!({})).status, 201, "a collection by now");
    emulator.declare_collection("me/messages/m0/extensions");
    assert_eq!(ask(&emulator, "POST me/messages/m0/extensions", &json!({})).status, 201);
    assert_eq!(ask(&emulator, "POST me/messages", &Json::Null).status, 415, "a create has a body");
}
