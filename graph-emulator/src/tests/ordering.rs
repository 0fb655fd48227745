//! `$orderby`, with pages and counts.

use serde_json::{Value as Json, json};

use super::{encoded, get};
use crate::Emulator;

fn ordered(emulator: &Emulator, order: &str) -> String {
    let answered = get(emulator, &format!("items?$orderby={}", encoded(order)));
    assert_eq!(answered.status, 200, "{order}: {}", answered.body);
    answered.ids().concat()
}

fn with(values: &[Json]) -> Emulator {
    let emulator = Emulator::new();
    for (id, value) in ('a'..).zip(values) {
        emulator.seed("items", json!({ "id": id, "v": value, "in": { "v": value } }));
    }
    emulator
}

#[test]
fn null_comes_first_and_equals_stay() {
    let emulator = with(&[json!(2), json!(null), json!(1.5), json!(-3), json!(2)]);
    assert_eq!(ordered(&emulator, "v"), "bdcae");
    assert_eq!(ordered(&emulator, "v asc"), "bdcae");
    assert_eq!(ordered(&emulator, "v desc"), "aecdb");
    assert_eq!(ordered(&emulator, "in/v desc, id desc"), "eacdb");
    assert_eq!(ordered(&emulator, "v desc,id"), "aecdb");
    assert_eq!(ordered(&emulator, "v eq 2 desc,id desc"), "eadcb");
    let dates =
        with(&[json!("2020-01-01T01:00:00+02:00"), json!("2020-01-01T00:00:00.5Z"), json!("2020-01-01T00:00:00Z")]);
    assert_eq!(ordered(&dates, "v"), "acb");
    assert_eq!(ordered(&with(&[json!("b"), json!("2020-01-01T01:00:00+02:00"), json!("B")]), "v"), "bca");
    let texts =
        ["sixteen bytes ab", "sixteen bytes abc", "", "sixteen bytes ab", "z", "sixteen bytes aa", "é"].map(Json::from);
    assert_eq!(ordered(&with(&texts), "v"), "cfadbeg", "texts with the same beginning");
    assert_eq!(ordered(&with(&texts), "v desc"), "gebadfc");
    let mixed = [json!(9_007_199_254_740_993_i64), json!(9_007_199_254_740_992_i64), json!(0.5), json!("x")];
    assert_eq!(ordered(&with(&mixed[..2]), "v"), "ba");
    assert_eq!(get(&with(&mixed), "items?$orderby=v").code(), (400, "BadRequest"));
}

#[test]
fn an_invalid_order_is_400() {
    let emulator = with(&[json!(1), json!([1])]);
    for order in ["", "id,", "id up", "id desc asc", "id descending", "in", "v", ",id"] {
        let refused = get(&emulator, &format!("items?$orderby={}", encoded(order)));
        assert_eq!(refused.code(), (400, "BadRequest"), "{order}");
    }
}

#[test]
fn the_order_of_the_first_page_stays() {
    let emulator = with(&[5, 4, 3, 2, 1, 0].map(Json::from)).with_page_size(2);
    let first = get(&emulator, "items?$orderby=v&$filter=v%20lt%205&$count=true&$select=id&$skip=1");
    assert_eq!((first.ids().concat().as_str(), &first.body["@odata.count"]), ("ed", &json!(5)));
    emulator.seed("items", json!({ "id": "e", "v": 4 })).seed("items", json!({ "id": "new", "v": 0 }));
    emulator.seed("items", json!({ "id": "c", "v": 9 }));
    let link = first.text("/@odata.nextLink");
    assert!(link.contains("$orderby=v&$filter=v%20lt%205&$count=true&$select=id&$skiptoken="), "{link}");
    for _ in 0..2 {
        let last = get(&emulator, link);
        assert_eq!(
            (last.ids().concat().as_str(), last.body.get("@odata.count")),
            ("b", None),
            "a page can be asked twice"
        );
        assert_eq!(last.body.get("@odata.nextLink"), None);
    }
}

#[test]
fn a_preference_sets_the_size_of_a_page() {
    let emulator = with(&[json!(1), json!(2), json!(3)]);
    let page = super::ask_with(&emulator, "GET items", &[("prefer", "odata.maxpagesize=2")], &Json::Null);
    assert_eq!((page.ids().concat().as_str(), page.header("preference-applied")), ("ab", "odata.maxpagesize=2"));
    assert!(!page.text("/@odata.nextLink").is_empty());
}

#[test]
fn the_orders_of_the_last_first_pages_are_kept() {
    let emulator = Emulator::builder().page_size(1).build().unwrap();
    emulator.seed("devices/d/x", json!({ "id": "a", "n": 1 })).seed("devices/d/x", json!({ "id": "b", "n": 2 }));
    let first_page = || get(&emulator, "devices/d/x?$orderby=n%20desc").text("/@odata.nextLink").to_owned();
    let oldest = first_page();
    assert_eq!(get(&emulator, &oldest).ids(), ["a"]);
    let next: Vec<_> = (0..1000).map(|_| first_page()).collect();
    let refused = get(&emulator, &oldest);
    assert_eq!(refused.status, 400);
    assert!(refused.text("/error/message").contains("too old"), "{}", refused.body);
    for link in [&next[0], &next[999]] {
        assert_eq!(get(&emulator, link).ids(), ["a"], "{link}");
    }
}
