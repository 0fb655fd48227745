//! Names in any letter case without metadata: the stored names decide.

use http::Method;
use serde_json::json;

use super::{ROOT, ask, delete, encoded, get};
use crate::{Emulator, Reply};

fn stored() -> Emulator {
    let emulator = Emulator::new();
    emulator.seed("users", json!({ "id": "Ada", "displayName": "Ada", "address": { "city": "Rome" } }));
    emulator.seed("users", json!({ "id": "ada", "displayName": "other" }));
    emulator.seed("users/Ada/messages", json!({ "id": "m", "subject": "x" }));
    emulator.seed("deviceManagement/managedDevices", json!({ "id": "d", "name": "x", "Name": "y" }));
    emulator.seed_singleton("organization", json!({ "id": "o" }));
    emulator
}

#[test]
fn stored_paths_decide_the_spelling() {
    let emulator = stored();
    for (path, ids) in [
        ("Users", &["Ada", "ada"][..]),
        ("USERS/", &["Ada", "ada"]),
        ("users/Ada/Messages", &["m"]),
        ("Users('Ada')/MESSAGES", &["m"]),
        ("DeviceManagement/ManagedDevices", &["d"]),
        ("Users/Delta", &["Ada", "ada"]),
    ] {
        assert_eq!(get(&emulator, path).ids(), ids, "{path}");
        assert!(get(&emulator.clone().strict(), path).status >= 400, "{path}");
    }
    assert_eq!(get(&emulator, "Organization").text("/id"), "o");
    assert_eq!(get(&emulator, "users/ADA").status, 404, "a key has its own case");
    assert_eq!(ask(&emulator, "POST users/ada/MESSAGES", &json!({ "@odata.type": "#t", "id": "n" })).status, 201);
    assert_eq!(get(&emulator, "users/ada/messages").ids(), ["n"], "it is the name of another user's collection");
    let reference = json!({ "@odata.id": format!("{ROOT}/USERS/ada") });
    assert_eq!(ask(&emulator, "PUT Users/Ada/manager/$REF", &reference).status, 204);
    assert_eq!(get(&emulator, "users/Ada/Manager").text("/id"), "ada");
    assert_eq!(delete(&emulator, "users/Ada/MANAGER/$ref").status, 204);
    assert_eq!(get(&emulator, "users/Ada/manager").status, 404);
}

#[test]
fn stored_properties_decide_the_spelling() {
    let emulator = stored();
    for (query, ids) in [
        ("$filter=DisplayName eq 'Ada'", &["Ada"][..]),
        ("$filter=Address/CITY eq 'Rome'", &["Ada"]),
        ("$orderby=DISPLAYNAME desc", &["ada", "Ada"]),
        ("$search=displayname:other", &["ada"]),
    ] {
        let (name, value) = query.split_once('=').unwrap();
        let path = format!("users?$count=true&{name}={}", encoded(value));
        let answered = super::get_eventual(&emulator, &path);
        assert_eq!(answered.ids(), ids, "{query}: {}", answered.body);
    }
    let selected = get(&emulator, "users/Ada?$select=DISPLAYNAME&$expand=Messages($select=Subject)");
    assert_eq!(
        (selected.text("/displayName"), selected.text("/messages/0/subject")),
        ("Ada", "x"),
        "{}",
        selected.body
    );
    let exact = get(&emulator, "deviceManagement/managedDevices/d?$select=Name");
    assert_eq!((exact.body.get("name"), exact.text("/Name")), (None, "y"), "the exact name counts first");
    let neither = get(&emulator, "deviceManagement/managedDevices?$filter=NAME%20eq%20'x'");
    assert_eq!(neither.ids().len(), 0, "of two names none is meant");
    let strict = get(&emulator.strict(), "users/Ada?$select=DISPLAYNAME");
    assert_eq!(strict.body.get("displayName"), None);
}

#[test]
fn a_handler_is_called_in_any_case() {
    let emulator = Emulator::new();
    emulator.on(Method::POST, "users/{id}/sendMail", |call| Reply::json(json!(call.key("id"))));
    emulator.on(Method::GET, "reports/getUsage(period={period})", |call| Reply::json(json!([call.argument("period")])));
    emulator.on(Method::GET, "users/{id}/SENDMAIL", |_| Reply::json(json!("capitals")));
    emulator.on(Method::GET, "users/{id}/sendmail", |_| Reply::json(json!("small")));
    assert_eq!(ask(&emulator, "POST Users/Ada/SendMail", &json!({})).body, json!("Ada"));
    assert_eq!(get(&emulator, "Reports/GetUsage(Period='D7')").body, json!(["D7"]));
    assert_eq!(get(&emulator, "users/a/SENDMAIL").body, json!("capitals"), "the exact template counts first");
    assert!(ask(&emulator.strict(), "POST Users/Ada/SendMail", &json!({})).status >= 400);
}

#[test]
fn a_restored_file_keeps_the_spelling() {
    let path = std::env::temp_dir().join(format!("graph-emulator-spelling-{}.json", std::process::id()));
    let first = Emulator::builder().data_file(&path).build().unwrap();
    first.seed("users", json!({ "id": "ada" })).save().unwrap();
    drop(first);
    let second = Emulator::builder().data_file(&path).build().unwrap();
    assert_eq!(get(&second, "USERS").ids(), ["ada"]);
    drop(second);
    std::fs::remove_file(&path).unwrap();
    std::fs::remove_file(path.with_extension("json.lock")).unwrap();
}
