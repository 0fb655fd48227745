//! What changed since.

use serde_json::{Value as Json, json};

use super::{Answered, ROOT, ask, ask_with, delete, get};
use crate::Emulator;

fn seeded(page_size: usize) -> Emulator {
    let emulator = Emulator::new().with_page_size(page_size);
    for id in ["a", "b", "c"] {
        emulator.seed("users", json!({ "id": id, "name": id, "age": 1 }));
    }
    emulator
}

/// Follows a round to its end: what it gave, and the link to the next.
fn round(emulator: &Emulator, start: &str) -> (Vec<Json>, String) {
    let (mut changes, mut next) = (Vec::new(), start.to_owned());
    loop {
        let page = get(emulator, &next);
        assert_eq!(page.status, 200, "{}", page.body);
        changes.extend(page.body["value"].as_array().unwrap().iter().cloned());
        let links = (page.text("/@odata.nextLink"), page.text("/@odata.deltaLink"));
        assert!(links.0.is_empty() != links.1.is_empty(), "one of both");
        if !links.1.is_empty() {
            return (changes, links.1.to_owned());
        }
        next = links.0.to_owned();
    }
}

/// `id`, or `-id reason` for what went.
fn short(changes: &[Json]) -> String {
    let one = |change: &Json| match change["@removed"]["reason"].as_str() {
        Some(reason) => format!("-{} {reason}", change["id"].as_str().unwrap()),
        None => change["id"].as_str().unwrap().to_owned(),
    };
    changes.iter().map(one).collect::<Vec<_>>().join(",")
}

#[test]
fn a_round_gives_what_changed_once_and_as_it_is_now() {
    let emulator = seeded(2);
    let (all, link) = round(&emulator, "users/delta");
    assert_eq!(short(&all), "a,b,c");
    assert_eq!(short(&round(&emulator, &link).0), "");
    ask(&emulator, "PATCH users/b", &json!({ "age": 2 }));
    ask(&emulator, "PATCH users/a", &json!({ "age": 3 }));
    ask(&emulator, "PATCH users/b", &json!({ "age": 4 }));
    ask(&emulator, "POST users", &json!({ "id": "d" }));
    delete(&emulator, "users/c");
    delete(&emulator, "users/d");
    ask(&emulator, "POST users", &json!({ "id": "d" }));
    let (changes, next) = round(&emulator, &link);
    assert_eq!(short(&changes), "a,b,-c changed,d");
    assert_eq!(
        (&changes[1]["age"], &changes[2]),
        (&json!(4), &json!({ "id": "c", "@removed": { "reason": "changed" } }))
    );
    assert_eq!(short(&round(&emulator, &next).0), "");
    assert_eq!(short(&round(&emulator, &link).0), "a,b,-c changed,d", "a link can be followed again");
    assert_eq!(short(&round(&emulator, "users/delta").0), "a,b,d", "a first round knows of none that went before");
}

#[test]
fn what_changes_within_a_round_comes_in_it() {
    let emulator = seeded(1);
    let first = get(&emulator, "users/delta()");
    delete(&emulator, "users/a");
    ask(&emulator, "PATCH users/b", &json!({ "age": 2 }));
    let (rest, link) = round(&emulator, first.text("/@odata.nextLink"));
    assert_eq!(short(&rest), "c,-a changed,b");
    assert_eq!(short(&round(&emulator, &link).0), "");
}

#[test]
fn options_and_preferences_go_along() {
    let emulator = seeded(10);
    let page = get(&emulator, "users/microsoft.graph.delta?$select=name&$top=2");
    assert_eq!(page.ids(), ["a", "b"]);
    assert_eq!(page.body["value"][0].as_object().unwrap().len(), 3, "ETag, id and name");
    let link = page.text("/@odata.nextLink");
    assert!(link.starts_with(&format!("{ROOT}/users/microsoft.graph.delta?$select=name&$top=2&$skiptoken=")), "{link}");
    let (rest, link) = round(&emulator, link);
    assert_eq!(short(&rest), "c");
    assert!(link.contains("/users/microsoft.graph.delta?$select=name&$top=2&$deltatoken="), "{link}");
    let preferring = [("prefer", "odata.maxpagesize=1")];
    let small = ask_with(&emulator, "GET users/delta", &preferring, &Json::Null);
    assert_eq!((small.ids().len(), small.header("preference-applied")), (1, "odata.maxpagesize=1"));
    assert_eq!(get(&emulator, "users/delta?$filter=x%20eq%201").status, 501);
    assert_eq!(ask(&emulator, "POST users/delta", &json!({})).status, 405);
}

#[test]
fn latest_skips_what_is_there() {
    let emulator = seeded(1);
    let latest = get(&emulator, "users/delta?$deltatoken=latest");
    assert_eq!(latest.body["value"], json!([]));
    emulator.seed("users", json!({ "id": "d" }));
    delete(&emulator, "users/a");
    assert_eq!(short(&round(&emulator, latest.text("/@odata.deltaLink")).0), "d,-a changed");
}

#[test]
fn a_reference_that_is_removed_is_changed() {
    let emulator = seeded(10);
    emulator.seed("groups", json!({ "id": "g" }));
    for id in ["a", "b"] {
        ask(&emulator, "POST groups/g/members/$ref", &json!({ "@odata.id": format!("{ROOT}/users/{id}") }));
    }
    let (all, link) = round(&emulator, "groups/g/members/delta");
    assert_eq!(short(&all), "a,b");
    delete(&emulator, "groups/g/members/a/$ref");
    delete(&emulator, "users/b");
    assert_eq!(short(&round(&emulator, &link).0), "-a changed,-b deleted");
    assert_eq!(short(&round(&emulator, "users/delta").0), "a,c");
}

#[test]
fn an_old_or_foreign_token_is_410_and_tells_where_to_begin() {
    let emulator = seeded(1);
    emulator.declare_collection("groups");
    let (_, link) = round(&emulator, "users/delta?$select=name");
    let token = link.rsplit('=').next().unwrap().to_owned();
    let gone = |answered: Answered, location: &str| {
        assert_eq!(answered.code(), (410, "syncStateNotFound"));
        assert_eq!(answered.header("location"), format!("{ROOT}/{location}"));
    };
    gone(get(&emulator, &format!("groups/delta?$deltatoken={token}")), "groups/delta");
    gone(get(&emulator, "users/delta?$deltatoken=x&$select=name"), "users/delta?$select=name");
    gone(get(&emulator, "users/delta?$skiptoken=%C3%BC"), "users/delta");
    let next = get(&emulator, "users/delta").text("/@odata.nextLink").to_owned();
    emulator.expire_delta_tokens();
    gone(get(&emulator, &link), "users/delta?$select=name");
    gone(get(&emulator, &next), "users/delta");
    assert_eq!(short(&round(&emulator, "users/delta").0), "a,b,c");
    assert_eq!(get(&emulator, "teams/delta").status, 404);
}

#[test]
fn what_goes_at_once_comes_a_page_at_a_time() {
    let emulator = seeded(1);
    emulator.declare_collection("me/stuff");
    let ids: Vec<String> = (1..=9).map(|n| format!("m{n}")).collect();
    for id in &ids {
        emulator.seed("users/a/messages", json!({ "id": id }));
        let reference = json!({ "@odata.id": format!("{ROOT}/users/a/messages/{id}") });
        assert_eq!(ask(&emulator, "POST me/stuff/$ref", &reference).status, 204);
    }
    let latest = get(&emulator, "me/stuff/delta?$deltatoken=latest");
    delete(&emulator, "users/a");
    let (changes, link) = round(&emulator, latest.text("/@odata.deltaLink"));
    let expected: Vec<_> = ids.iter().map(|id| format!("-{id} deleted")).collect();
    assert_eq!(short(&changes), expected.join(","), "in the order of their coming");
    assert_eq!(short(&round(&emulator, &link).0), "");
}

/// The page "Use delta query": a property that was cleared comes as `null`.
#[test]
fn what_is_cleared_comes_as_null() {
    let emulator = seeded(10);
    emulator.seed("users", json!({ "id": "d", "address": { "city": "Rome", "zip": "1" } }));
    let (_, link) = round(&emulator, "users/delta?$select=name,age,address");
    ask(&emulator, "PATCH users/a", &json!({ "name": null }));
    ask(&emulator, "PUT users/b", &json!({ "name": "B" }));
    ask(&emulator, "PATCH users/d", &json!({ "address": { "city": null } }));
    let (changes, _) = round(&emulator, &link);
    assert_eq!((short(&changes), changes[0].get("name")), ("a,b,d".to_owned(), Some(&Json::Null)));
    assert_eq!((changes[1].get("name"), changes[1].get("age")), (Some(&json!("B")), Some(&Json::Null)));
    assert_eq!(changes[2]["address"].get("city"), Some(&Json::Null));
    let found = get(&emulator, "users?$filter=age%20eq%20null");
    assert_eq!(found.ids(), ["b", "d"], "`null` and nothing are one in a filter");
}
