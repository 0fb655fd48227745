//! `$batch`.

use http::StatusCode;
use serde_json::{Value as Json, json};

use super::{TestResponse, ask, ask_with, get};
use crate::{Emulator, Fault};

fn seeded() -> Emulator {
    let emulator = Emulator::new();
    emulator.seed("users", json!({ "id": "ada", "name": "Ada" })).declare_collection("groups");
    emulator.seed_media("users/ada/photo/$value", "image/png", [0xfb_u8, 0xff, 0].as_slice());
    emulator
}

fn batch(emulator: &Emulator, requests: &Json) -> TestResponse {
    ask(emulator, "POST $batch", &json!({ "requests": requests }))
}

fn item<'a>(answered: &'a TestResponse, id: &str) -> &'a Json {
    answered.body["responses"].as_array().unwrap().iter().find(|response| response["id"] == id).unwrap()
}

#[test]
fn each_request_of_a_batch_is_independent() {
    let emulator = seeded();
    let answered = batch(
        &emulator,
        &json!([
            { "id": "1", "method": "GET", "url": "/users/ada?$select=name" },
            { "id": "b", "method": "POST", "url": "groups", "body": { "id": "g" }, "headers": { "content-type": "application/json" } },
            { "id": "3", "method": "GET", "url": "/users/eve", "headers": { "client-request-id": "mine" } },
            { "id": "4", "method": "DELETE", "url": "/groups/g", "dependsOn": ["B"] },
            { "id": "5", "method": "GET", "url": "/users/$count", "headers": { "ConsistencyLevel": "eventual" } },
            { "id": "6", "method": "GET", "url": "/users/ada/photo/$value" },
            { "id": "7", "method": "GET", "url": "/users/delta()?$deltatoken=latest" },
        ]),
    );
    assert_eq!(answered.status, 200);
    let ids: Vec<_> =
        answered.body["responses"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["7", "6", "5", "4", "3", "b", "1"], "not in the order of the requests");
    assert_eq!(item(&answered, "1")["body"]["name"], "Ada");
    assert_eq!(
        item(&answered, "1")["headers"]["Content-Type"].as_str().unwrap().split(';').next(),
        Some("application/json")
    );
    assert_eq!(item(&answered, "b")["status"], 201);
    assert!(item(&answered, "b")["headers"]["Location"].as_str().unwrap().ends_with("/v1.0/groups/g"));
    assert_eq!(item(&answered, "3")["status"], 404);
    assert_eq!(item(&answered, "3")["headers"]["Client-Request-Id"], "mine");
    assert_eq!((&item(&answered, "4")["status"], item(&answered, "4").get("body")), (&json!(204), None));
    assert_eq!(item(&answered, "5")["body"], "1");
    assert_eq!(
        (&item(&answered, "6")["body"], &item(&answered, "6")["headers"]["Content-Type"]),
        (&json!("-_8A"), &json!("image/png"))
    );
    assert!(
        item(&answered, "7")["body"]["@odata.deltaLink"]
            .as_str()
            .unwrap()
            .starts_with("https://graph.microsoft.com/v1.0/")
    );
    let request_log: Vec<_> =
        emulator.request_log().iter().map(|r| format!("{} {}", r.method, r.path_and_query)).collect();
    assert_eq!(request_log.first().unwrap(), "GET /v1.0/users/ada?$select=name");
    assert_eq!((request_log.len(), request_log.last().unwrap().as_str()), (8, "POST /v1.0/$batch"));
    assert_eq!(emulator.request_log().first().unwrap().headers["authorization"], "Bearer ***");
}

/// The page "Combine multiple HTTP requests using JSON batching" has spaces in the URLs of its sample; a name may have any
/// letter.
#[test]
fn a_url_in_a_batch_need_not_be_encoded() {
    let emulator = seeded();
    emulator.seed("users", json!({ "id": "ulf", "name": "Ulf \u{c5}s <b>" }));
    let urls = ["name eq null", "name eq 'Ada'", "name eq 'Ulf \u{c5}s <b>'", "name%20eq%20'Ulf+%C3%85s%20%3Cb%3E'"];
    let request = |url: &&str| json!({ "id": url, "method": "GET", "url": format!("users?$filter={url}&$select=id") });
    let answered = batch(&emulator, &urls.iter().map(request).collect());
    let found = urls.map(|url| item(&answered, url)["body"]["value"][0]["id"].clone());
    assert_eq!(found, [json!(null), json!("ada"), json!("ulf"), json!("ulf")]);
}

#[test]
fn a_body_is_of_its_content_type() {
    let emulator = seeded();
    let put = |id: &str, content_type: &str, body: Json| {
        json!({ "id": id, "method": "PUT", "url": format!("users/ada/files/{id}/content"),
                "headers": { "Content-Type": content_type }, "body": body })
    };
    let answered = batch(
        &emulator,
        &json!([
            put("t", "text/plain; charset=utf-8", json!("a\"b")),
            put("u", "image/png", json!("-_8A")),
            put("p", "image/png", json!("+/8A")),
            put("d", "image/png", json!("_w==")),
            put("j", "application/json", json!([1, "x"])),
        ]),
    );
    assert!(answered.body["responses"].as_array().unwrap().iter().all(|one| one["status"] == 200), "{}", answered.body);
    let received: Vec<_> = emulator.request_log().into_iter().map(|received| received.body.to_vec()).collect();
    let expected: [&[u8]; 5] = [b"a\"b", &[0xfb, 0xff, 0], &[0xfb, 0xff, 0], &[0xff], br#"[1,"x"]"#];
    assert_eq!(received[..5], expected);
    for (content_type, body) in [("image/png", json!("!")), ("image/png", json!({})), ("text/plain", json!(5))] {
        assert_eq!(
            batch(&emulator, &json!([put("x", content_type, body)])).code(),
            (400, "BadRequest"),
            "{content_type}"
        );
    }
}

#[test]
fn a_request_that_depends_on_a_failure_is_424() {
    let emulator = seeded();
    let get = |id: &str, url: &str, depends_on: Json| json!({ "id": id, "method": "GET", "url": url, "dependsOn": depends_on });
    let answered = batch(
        &emulator,
        &json!([
            get("a", "users/ada", json!([])),
            get("b", "users/eve", json!(["a"])),
            get("c", "users/ada", json!(["a", "b"])),
            get("d", "users/ada", json!(["c"])),
            get("e", "users/ada", json!(["a"])),
        ]),
    );
    let statuses = ["a", "b", "c", "d", "e"].map(|id| item(&answered, id)["status"].as_u64().unwrap());
    assert_eq!(statuses, [200, 404, 424, 424, 200]);
    assert_eq!(item(&answered, "c")["body"]["error"]["code"], "FailedDependency");
    assert_eq!(emulator.request_log().len(), 4, "what is not done is not received");
}

#[test]
fn an_invalid_batch_is_400_and_nothing_is_performed() {
    let emulator = seeded();
    let good = json!({ "id": "1", "method": "POST", "url": "groups", "headers": { "content-type": "application/json" }, "body": {} });
    let with = |name: &str, value: Json| {
        let mut request = json!({ "id": "2", "method": "GET", "url": "users" });
        request[name] = value;
        json!([good, request])
    };
    for requests in [
        json!(null),
        json!([]),
        json!({}),
        json!([5]),
        json!([good, good]),
        json!([{ "id": "a", "method": "GET", "url": "x" }, { "id": "A", "method": "GET", "url": "x" }]),
        with("id", json!(2)),
        with("id", json!("")),
        with("method", json!("G T")),
        with("url", json!("")),
        with("url", json!("https://graph.microsoft.com/v1.0/users")),
        with("url", json!("//example.org/users")),
        with("url", json!("/$batch")),
        with("headers", json!([])),
        with("headers", json!({ "x": 5 })),
        with("headers", json!({ "a b": "x" })),
        with("body", json!({})),
        with("dependsOn", json!("1")),
        with("dependsOn", json!([1])),
        with("dependsOn", json!(["3"])),
        with("dependsOn", json!(["2"])),
    ] {
        assert_eq!(batch(&emulator, &requests).code(), (400, "BadRequest"), "{requests}");
    }
    let many = |count: usize| {
        (0..count).map(|id| json!({ "id": id.to_string(), "method": "GET", "url": "users" })).collect::<Json>()
    };
    assert_eq!(batch(&emulator, &many(20)).status, 200);
    assert!(batch(&emulator, &many(21)).text("/error/message").contains("exceeds the maximum value of 20"));
    assert_eq!(get(&emulator, "groups").body["value"], json!([]));
    assert_eq!(ask_with(&emulator, "POST $batch?x=1", &[], &json!({ "requests": many(1) })).status, 501);
    assert_eq!(get(&emulator, "$batch").status, 405);
    let stranger = http::Request::post("https://x/v1.0/$batch").body(bytes::Bytes::new()).unwrap();
    assert_eq!(super::send(&emulator, stranger).status, 401);
}

#[test]
fn one_of_a_batch_may_fail() {
    let emulator = seeded();
    emulator.fault(Fault::status(StatusCode::TOO_MANY_REQUESTS).retry_after("7").path("users/ada"));
    emulator.fault(Fault::lost_response().path("groups"));
    let requests = json!([
        { "id": "1", "method": "GET", "url": "/users/ada" },
        { "id": "2", "method": "GET", "url": "/users" },
        { "id": "3", "method": "GET", "url": "/groups" },
    ]);
    let answered = batch(&emulator, &requests);
    assert_eq!(
        (&item(&answered, "1")["status"], &item(&answered, "1")["headers"]["Retry-After"]),
        (&json!(429), &json!("7"))
    );
    assert_eq!(item(&answered, "1")["body"]["error"]["code"], "TooManyRequests");
    assert_eq!((&item(&answered, "2")["status"], &item(&answered, "3")["status"]), (&json!(200), &json!(200)));
    assert_eq!(item(&batch(&emulator, &requests), "1")["status"], 200, "once");
    emulator.fault(Fault::status(StatusCode::SERVICE_UNAVAILABLE).path("$batch"));
    assert_eq!(batch(&emulator, &requests).code(), (503, "serviceNotAvailable"));
}

#[test]
fn more_headers_than_a_request_can_have_are_400() {
    let emulator = seeded();
    let many =
        |count: usize| (0..count).map(|n| (format!("x-{n}"), Json::from("1"))).collect::<serde_json::Map<_, _>>();
    for (count, status) in [(100, 200), (24_576, 400), (40_000, 400)] {
        let request = json!({ "id": "1", "method": "GET", "url": "/users", "headers": many(count) });
        let answered = batch(&emulator, &json!([request]));
        assert_eq!(answered.status, status, "{count}: {}", answered.text("/error/message"));
    }
}
