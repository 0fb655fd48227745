//! Lists and pages.

use serde_json::json;

use super::{ask, delete, get, get_eventual};
use crate::Emulator;

fn with_users(page_size: usize, count: usize) -> Emulator {
    let emulator = Emulator::builder().page_size(page_size).build().unwrap();
    for number in 0..count {
        emulator.seed("users", json!({ "id": format!("u{number}"), "number": number }));
    }
    emulator
}

#[test]
fn an_unknown_path_is_404() {
    let emulator = Emulator::new();
    assert_eq!(get(&emulator, "users").status, 404);
    emulator.declare_collection("users");
    assert_eq!(get(&emulator, "users").body, json!({ "value": [] }));
    assert_eq!(get_eventual(&emulator, "users?$count=true").body, json!({ "@odata.count": 0, "value": [] }));
    assert_eq!(get(&emulator, "users/ada").status, 404);
}

#[test]
fn pages_have_each_entity_once() {
    let emulator = with_users(3, 8);
    let mut page = get_eventual(&emulator, "users?$count=true&%24select=id&$skip=1");
    assert_eq!(page.body["@odata.count"], 8);
    let mut ids = page.ids();
    let mut pages = 1;
    while !page.text("/@odata.nextLink").is_empty() {
        if pages == 1 {
            // Entities before and after the page may be deleted, and others created: the rest keep their order.
            delete(&emulator, "users/u1");
            delete(&emulator, "users/u5");
            emulator.seed("users", json!({ "id": "new" }));
        }
        let link = page.text("/@odata.nextLink").to_owned();
        assert!(link.starts_with("https://graph.microsoft.com/v1.0/users?$count=true&%24select=id&$skiptoken="));
        page = get_eventual(&emulator, &link);
        assert_eq!(page.body.get("@odata.count"), None);
        assert_eq!(page.body["value"][0].as_object().unwrap().len(), 2, "the selection goes along");
        ids.extend(page.ids());
        pages += 1;
    }
    assert_eq!(ids, ["u1", "u2", "u3", "u4", "u6", "u7", "new"]);
    assert_eq!(pages, 3);
}

#[test]
fn top_is_the_size_of_a_page() {
    let emulator = with_users(3, 4);
    let small = get(&emulator, "users?$top=2");
    assert_eq!(small.ids(), ["u0", "u1"]);
    let last = get(&emulator, small.text("/@odata.nextLink"));
    assert_eq!((last.ids(), last.body.get("@odata.nextLink")), (vec!["u2".to_owned(), "u3".to_owned()], None));
    assert_eq!(get(&emulator, "users?$top=1000").ids().len(), 3);
    assert_eq!(get(&emulator, "users?top=1&skip=3").ids(), ["u3"]);
    assert_eq!(get(&emulator, "users?$skip=4").body, json!({ "value": [] }));
}

#[test]
fn an_invalid_number_or_token_is_400() {
    let emulator = with_users(1, 2);
    let token = get(&emulator, "users").text("/@odata.nextLink").rsplit('=').next().unwrap().to_owned();
    emulator.declare_collection("groups");
    let foreign = format!("groups?$skiptoken={token}");
    let wrong = [
        "$top=-1",
        "$top=x",
        "$top=0",
        "$top=",
        "$skip=1.5",
        "$count=yes",
        "$select=",
        "$select=id,$expand",
        "$expand=members($select=$top)",
        "$skiptoken=x",
    ];
    for path in
        wrong.map(|query| format!("users?{query}")).iter().chain([&foreign, &format!("users?$skiptoken={token}0")])
    {
        assert_eq!(get(&emulator, path).code(), (400, "Request_BadRequest"), "{path}");
    }
    assert_eq!(ask(&with_users(1, 2), &format!("GET users?$skiptoken={token}"), &json!(null)).status, 400);
}
