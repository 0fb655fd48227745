//! Create, get, update, replace, delete.

use serde_json::{Value as Json, json};

use super::{ROOT, ask, ask_with, delete, get};
use crate::Emulator;

fn with_ada() -> Emulator {
    let emulator = Emulator::new();
    emulator.seed("users", json!({ "id": "ada", "displayName": "Ada", "jobTitle": "Countess", "age": 36 }));
    emulator
}

#[test]
fn a_create_assigns_an_id() {
    let emulator = Emulator::new();
    let path = "deviceManagement/deviceConfigurations/c1/deviceStatuses";
    let body = json!({ "@odata.type": "#t", "@odata.etag": "not stored", "b": 1, "a": { "x": null } });
    let created = ask(&emulator, &format!("POST {path}"), &body);
    let id = created.text("/id").to_owned();
    assert_eq!(created.status, 201);
    assert_eq!(id.len(), 36);
    assert_eq!(created.header("location"), format!("{ROOT}/{path}/{id}"));
    assert_eq!(created.header("etag"), created.text("/@odata.etag"));
    let names: Vec<_> = created.body.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names, ["@odata.type", "@odata.etag", "id", "b", "a"]);

    let read = get(&emulator, created.header("location"));
    assert_eq!((read.status, &read.body), (200, &created.body));
    assert_eq!(read.header("etag"), created.header("etag"));
    assert_eq!(get(&emulator, &format!("https://graph.microsoft.com/beta/{path}/{id}")).body, created.body);
}

#[test]
fn a_duplicate_id_is_409() {
    let emulator = Emulator::new();
    emulator.declare_collection("users");
    let eve = json!({ "name": "Eve", "id": "eve" });
    assert_eq!(ask(&emulator, "POST users", &eve).status, 201);
    assert_eq!(ask(&emulator, "POST users", &eve).code(), (409, "nameAlreadyExists"));
    assert_eq!(ask(&emulator, "POST users", &json!({ "id": "" })).text("/id").len(), 36);
    assert_eq!(ask(&emulator, "POST users", &json!({ "id": 5 })).status, 400);
}

#[test]
fn a_key_is_one_segment() {
    let emulator = Emulator::new();
    emulator.declare_collection("users");
    for id in ["a/b", "$ada", "o'neil", "f(x)", "50%", "ü+ &?#", "delta", "a('b')"] {
        let created = ask(&emulator, "POST users", &json!({ "id": id }));
        let read = get(&emulator, created.header("location"));
        assert_eq!((read.status, read.text("/id")), (200, id), "{}", created.header("location"));
    }
    assert_eq!(get(&emulator, "users/a%2Fb").text("/id"), "a/b");
    assert_eq!(get(&emulator, "users('o''neil')").text("/id"), "o'neil");
    assert_eq!(get(&emulator, "users(%27$ada%27)").text("/id"), "$ada");
    assert_eq!(get(&emulator, "users/a/b").status, 404);
    assert_eq!(get(&emulator, "users/%FF").status, 400);
}

#[test]
fn a_key_in_parentheses_is_not_an_operation() {
    let emulator = Emulator::new();
    emulator.seed("me/messages", json!({ "@odata.type": "#microsoft.graph.message", "id": "m" }));
    let keys = ["delta", "delta()", "microsoft.graph.delta", "microsoft.graph.message", "f(x=1)", "root:", "a(''b'')"];
    for key in keys {
        let path = format!("me/messages('{key}')");
        assert_eq!(get(&emulator, &path).code(), (404, "Request_ResourceNotFound"), "{path}");
        assert_eq!(ask(&emulator, &format!("PUT {path}"), &json!({})).status, 201, "{path}");
        assert_eq!(get(&emulator, &path).text("/id"), key.replace("''", "'"), "{path}");
        let cast = get(&emulator, &format!("me/messages/microsoft.graph.message('{key}')"));
        assert_eq!(cast.status, 404, "{key}: of no type");
    }
    assert_eq!(get(&emulator, "me/messages/delta()").text("/id"), "delta()", "a known key is not an operation");
    assert_eq!(get(&emulator, "me/messages/graph.delta").status, 200);
    assert!(get(&emulator, "me/messages/graph.delta").body["@odata.deltaLink"].is_string());
}

#[test]
fn only_selected_properties_are_returned() {
    let read = get(&with_ada(), "users/ada?$select=displayName,missing");
    let names: Vec<_> = read.body.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names, ["@odata.etag", "displayName"]);
}

#[test]
fn a_patch_merges_and_null_clears() {
    let emulator = with_ada();
    let patched = ask(&emulator, "PATCH users/ada", &json!({ "jobTitle": null, "age": 37, "id": "ada" }));
    assert_eq!((patched.status, &patched.body), (204, &Json::Null), "a directory object does not come back");
    let etag = patched.header("etag");
    let expected = json!({ "@odata.etag": etag, "id": "ada", "displayName": "Ada", "jobTitle": null, "age": 37 });
    assert_eq!(get(&emulator, "users/ada").body, expected);
    emulator.seed("me/messages", json!({ "id": "m", "subject": "a", "body": "b" }));
    let patched = ask(&emulator, "PATCH me/messages/m", &json!({ "subject": null }));
    assert_eq!((patched.status, patched.text("/body"), patched.body.get("subject")), (200, "b", Some(&Json::Null)));
    assert_eq!(get(&emulator, "me/messages/m").body, patched.body);

    let minimal = ask_with(&emulator, "PATCH users/ada", &[("prefer", "a=b, return=minimal")], &json!({ "age": 38 }));
    assert_eq!((minimal.status, &minimal.body), (204, &Json::Null));
    assert_eq!(get(&emulator, "users/ada").body["age"], 38);
    assert!(ask(&emulator, "PATCH users/ada", &json!({ "id": "eve", "age": 39 })).status < 300);
    let renamed = get(&emulator, "users/ada");
    assert_eq!((renamed.text("/id"), &renamed.body["age"]), ("ada", &json!(39)), "a key in the body says nothing");
    assert_eq!(ask(&emulator.clone().strict(), "PATCH users/ada", &json!({ "id": "eve" })).status, 400);
    assert_eq!(ask(&emulator, "PATCH users/eve", &json!({})).code(), (404, "Request_ResourceNotFound"));
    assert_eq!(ask(&emulator, "PATCH users/ada", &json!({ "m@odata.bind": [] })).status, 501);
}

#[test]
fn a_put_replaces_or_creates() {
    let emulator = with_ada();
    let replaced = ask(&emulator, "PUT users/ada", &json!({ "jobTitle": "Poet" }));
    let etag = replaced.header("etag");
    let expected = json!({ "@odata.etag": etag, "id": "ada", "jobTitle": "Poet", "displayName": null, "age": null });
    assert_eq!((replaced.status, &replaced.body), (200, &expected));
    let created = ask(&emulator, "PUT users/eve", &json!({ "jobTitle": "Spy" }));
    assert_eq!((created.status, created.text("/id")), (201, "eve"));
    assert_eq!(created.header("location"), format!("{ROOT}/users/eve"));
    assert_eq!(ask(&emulator, "PUT users/eve", &json!({ "id": "ada", "age": 1 })).text("/id"), "eve");
    assert_eq!(ask(&emulator.clone().strict(), "PUT users/eve", &json!({ "id": "ada" })).status, 400);
    assert_eq!(ask(&emulator, "PUT teams/a", &json!({})).status, 404);
    assert_eq!(ask_with(&emulator, "PUT users/new", &[("if-match", "*")], &json!({})).status, 412);
    assert_eq!(get(&emulator, "users").ids(), ["ada", "eve"]);
}

#[test]
fn a_delete_deletes_entities_below() {
    let emulator = with_ada();
    emulator.seed("users/ada/messages", json!({ "id": "m" })).seed("users", json!({ "id": "adam" }));
    assert_eq!(delete(&emulator, "users/ada").status, 204);
    assert_eq!(delete(&emulator, "users/ada").status, 404);
    ask(&emulator, "POST users", &json!({ "id": "ada" }));
    assert_eq!(get(&emulator, "users/ada/messages/m").status, 404);
    assert_eq!(get(&emulator, "users/adam").status, 200);
}

#[test]
fn a_stale_etag_is_412() {
    let emulator = with_ada();
    let stale = get(&emulator, "users/ada").header("etag").to_owned();
    assert!(stale.starts_with("W/\""));
    let current = ask_with(&emulator, "PATCH users/ada", &[("if-match", &stale)], &json!({ "age": 1 }));
    assert_eq!(current.status, 204);
    for method in ["GET", "PATCH", "PUT", "DELETE"] {
        let body = if method.starts_with('P') { json!({}) } else { Json::Null };
        let refused = ask_with(&emulator, &format!("{method} users/ada"), &[("if-match", &stale)], &body);
        assert_eq!(refused.code(), (412, "preconditionFailed"), "{method}");
    }
    let either = format!("{stale}, {}", current.header("etag"));
    assert_eq!(ask_with(&emulator, "GET users/ada", &[("if-match", &either)], &Json::Null).status, 200);
    assert_eq!(ask_with(&emulator, "DELETE users/ada", &[("if-match", "*")], &Json::Null).status, 204);
}

#[test]
fn a_singleton_is_an_entity() {
    let emulator = Emulator::new();
    emulator.seed_singleton("me", json!({ "displayName": "Me", "@odata.context": "not stored" }));
    ask(&emulator, "PATCH me", &json!({ "age": 1 }));
    let me = get(&emulator, "me");
    let expected = json!({ "@odata.etag": me.header("etag"), "id": "me", "displayName": "Me", "age": 1 });
    assert_eq!(me.body, expected, "the signed-in user has a key as each user has");
    assert_eq!(ask(&emulator.clone().strict(), "PUT me", &json!({ "id": "x" })).status, 400);
    assert_eq!(ask(&emulator, "PUT me", &json!({ "id": "x" })).text("/id"), "me", "a key in the body says nothing");
    assert_eq!(ask(&emulator, "PUT me", &json!({ "age": 2 })).body["age"], 2);
    assert_eq!(ask(&emulator, "POST me/messages", &json!({ "@odata.type": "#t" })).status, 201);
    emulator.seed("users", json!({ "id": "ada" })).seed_singleton("users/eve", json!({}));
    assert_eq!(get(&emulator, "users").ids(), ["me", "ada", "eve"]);
    emulator.seed_singleton("counter", json!({ "n": 1 }));
    let counter = get(&emulator, "counter");
    assert_eq!(counter.body, json!({ "@odata.etag": counter.header("etag"), "n": 1 }), "any other one has none");
}
