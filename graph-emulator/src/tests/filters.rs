//! `$filter` over stored entities.

use serde_json::json;

use super::{encoded, get};
use crate::Emulator;

fn devices() -> Emulator {
    let emulator = Emulator::new();
    let path = "deviceManagement/managedDevices";
    emulator
        .seed(path, json!({
            "@odata.type": "#microsoft.graph.managedDevice", "id": "a", "name": "Ada's PC", "size": 5, "ratio": 0.5,
            "on": true, "seen": "2020-01-01T01:30:00.5+02:00", "day": "2020-02-29", "at": "07:59:59.25",
            "uptime": "PT1H", "guid": "ABCDEF12-0000-0000-0000-000000000001", "flags": "read,write", "bits": 6,
            "big": "9007199254740993", "tags": ["x", "y"],
            "owner": { "name": "Ada", "address": { "city": "London" }, "none": null },
            "mails": [{ "type": "work", "to": [{ "v": 1 }, { "v": 2 }] }, { "type": "home", "to": [] }],
        }))
        .seed(path, json!({
            "@odata.type": "#microsoft.graph.windowsDevice", "id": "b", "name": "bob", "size": -7, "ratio": "NaN",
            "on": false, "seen": "2020-01-01T00:00:00Z", "day": "2021-03-01", "at": "08:00:00", "uptime": "PT59M",
            "guid": "00000000-0000-0000-0000-000000000002", "flags": "read", "bits": 1, "big": 9_007_199_254_740_993_i64,
            "tags": [], "owner": { "name": "Bob", "address": { "city": "Paris" } }, "mails": [],
        }))
        .seed(path, json!({ "id": "c", "name": null }));
    emulator
}

fn found(emulator: &Emulator, filter: &str) -> String {
    let answered = get(emulator, &format!("deviceManagement/managedDevices?$filter={}", encoded(filter)));
    assert_eq!(answered.status, 200, "{filter}: {}", answered.body);
    answered.ids().concat()
}

#[test]
fn operators_and_literals_are_evaluated() {
    let emulator = devices();
    for (filter, ids) in [
        ("name eq 'Ada''s PC'", "a"),
        ("name eq 'BOB'", ""),
        ("size gt -7", "a"),
        ("size ge -7 and size le 5", "ab"),
        ("size lt 5.5", "ab"),
        ("ratio eq 0.5", "a"),
        ("ratio eq NaN", ""),
        ("ratio lt INF", "a"),
        ("big eq 9007199254740993", "ab"),
        ("big eq 9007199254740992", ""),
        ("on eq true", "a"),
        ("on", "a"),
        ("not on", "b"),
        ("seen eq 2019-12-31T23:30:00.500Z", "a"),
        ("seen lt 2020-01-01T00:00:00Z", "a"),
        ("seen ge 2020-01-01", "b"),
        ("day eq 2020-02-29", "a"),
        ("at lt 08:00", "a"),
        ("at eq 08:00:00.000", "b"),
        ("uptime eq duration'PT60M'", "a"),
        ("uptime lt duration'PT1H'", "b"),
        ("guid eq abcdef12-0000-0000-0000-000000000001", "a"),
        ("size in (1, 5,9)", "a"),
        ("id in ('b','c')", "bc"),
        ("flags has 'write'", "a"),
        ("flags has microsoft.graph.rights'read,write'", "a"),
        ("bits has 2", "a"),
        ("name eq microsoft.graph.names'bob'", "b"),
        ("owner/address/city eq 'Paris'", "b"),
        ("$it/owner/name eq 'Ada'", "a"),
        ("'bob' eq name", "b"),
        ("id eq 'a' or id eq 'b' and size eq 5", "a"),
        ("(id eq 'a' or id eq 'b') and size eq -7", "b"),
        ("  not ( id eq 'a' ) ", "bc"),
        ("@odata.type eq '#microsoft.graph.managedDevice'", "a"),
    ] {
        assert_eq!(found(&emulator, filter), ids, "{filter}");
    }
}

#[test]
fn functions_are_found_in_any_case() {
    let emulator = devices();
    for (filter, ids) in [
        ("startsWith(name,'Ada')", "a"),
        ("startswith(name,'ada')", ""),
        ("endsWith(name,'b') eq true", "b"),
        ("contains(name,'''s')", "a"),
        ("tolower(name) eq 'ada''s pc'", "a"),
        ("toUpper(name) eq 'BOB'", "b"),
        ("trim(concat(' ',name)) eq 'bob'", "b"),
        ("length(name) eq 8", "a"),
        ("indexof(name,'PC') eq 6", "a"),
        ("indexOf(name,'z') eq -1", "ab"),
        ("substring(name,1) eq 'ob'", "b"),
        ("substring(name,0,3) eq 'Ada'", "a"),
        ("substring(name,100) eq ''", "ab"),
        ("year(seen) eq 2020 and month(seen) eq 1 and day(seen) eq 1", "ab"),
        ("hour(seen) eq 1 and minute(seen) eq 30 and second(seen) eq 0", "a"),
        ("month(day) eq 2", "a"),
        ("date(seen) eq 2020-01-01", "ab"),
        ("time(seen) gt 01:00", "a"),
        ("seen lt now()", "ab"),
        ("round(ratio) eq 1 or floor(ratio) eq 0 and ceiling(ratio) eq 0", "a"),
        ("cast(size,Edm.String) eq '5'", "a"),
        ("cast(name,Edm.Int32) eq null", "abc"),
        ("cast(big,Edm.Int32) eq null", "abc"),
        ("cast(big,Edm.Int64) ne null", "ab"),
        ("cast(seen,Edm.DateTimeOffset) eq 2020-01-01T00:00Z", "b"),
        ("isof('microsoft.graph.windowsDevice')", "b"),
        ("isof($it,microsoft.graph.managedDevice)", "a"),
        ("microsoft.graph.windowsDevice/size eq -7", "b"),
        ("microsoft.graph.windowsDevice/size eq 5", ""),
        ("isof(on,'Edm.Boolean')", "ab"),
    ] {
        assert_eq!(found(&emulator, filter), ids, "{filter}");
    }
}

#[test]
fn null_is_neither_less_nor_true() {
    let emulator = devices();
    for (filter, ids) in [
        ("size eq null", "c"),
        ("null ne size", "ab"),
        ("size ne 5", "bc"),
        ("size gt null", ""),
        ("size le 5 or size eq null", "abc"),
        ("not (size gt 5)", "abc"),
        ("not startsWith(name,'A')", "b"),
        ("not (startsWith(name,'A') and size eq 5)", "bc"),
        ("startsWith(name,'A') or id eq 'c'", "ac"),
        ("owner/none eq null", "abc"),
        ("owner ne null", "ab"),
        ("owner/address/city ne 'Paris'", "ac"),
        ("size in (null)", "c"),
        ("missing eq null", "abc"),
    ] {
        assert_eq!(found(&emulator, filter), ids, "{filter}");
    }
}

#[test]
fn lambdas_are_evaluated_for_each_item() {
    let emulator = devices();
    emulator.seed("deviceManagement/managedDevices/b/users", json!({ "id": "u", "name": "Eve" }));
    for (filter, ids) in [
        ("tags/any(t:t eq 'x')", "a"),
        ("tags/any()", "a"),
        ("tags/all(t: t eq 'x')", "bc"),
        ("tags/$count gt 1", "a"),
        ("tags/$count eq 0", "bc"),
        ("not tags/any(t:t eq 'x')", "bc"),
        ("mails/any(m:m/type eq 'home' and m/to/$count eq 0)", "a"),
        ("mails/any(m:m/to/any(r:r/v eq 2 and m/type eq 'work' and size eq 5))", "a"),
        ("mails/any(m:m/to/any(m:m/v eq 2))", "a"),
        ("mails/any(m:m/to/all(r:r/v eq 3))", "a"),
        ("users/any(u:u/name eq 'Eve' and u/id eq 'u')", "b"),
        ("users/$count eq 1", "b"),
    ] {
        assert_eq!(found(&emulator, filter), ids, "{filter}");
    }
}

#[test]
fn an_invalid_filter_is_400_with_its_position() {
    let emulator = devices();
    for (filter, message) in [
        ("", "at position 0"),
        ("name eq", "an expression expected at position 7"),
        ("name is 'x'", "an operator or the end expected at position 5"),
        ("name eq 'x' xor on", "position 12"),
        ("size eq -", "'-' is not a literal at position 8"),
        ("size eq -5L", "'-5L' is not a literal at position 8"),
        ("name eq 'x", "unterminated string literal at position 8"),
        ("(name eq 'x'", "')' expected at position 12"),
        ("name eq 'x')", "position 11"),
        ("size eq 1 eq true", "position 10"),
        ("size eq 1 and", "position 13"),
        ("name eq \"x\"", "character '\"' is not valid at position 8"),
        ("frobnicate(name) eq 1", "unknown function with name 'frobnicate' was found at position 0"),
        ("length() eq 1", "with 0 arguments at position 0"),
        ("contains(name) eq 1", "with 1 arguments"),
        ("size in 5", "position 8"),
        ("tags/any(t eq 'x')", "':' expected at position 11"),
        ("seen eq datetime'2020-01-01'", "'datetime' before a string literal"),
        ("uptime eq duration'1H'", "'1H' is not a duration"),
        ("name eq 5", "incompatible types"),
        ("size eq 'x'", "incompatible types"),
        ("owner eq 5", "incompatible types"),
        ("seen eq 07:00", "incompatible types"),
        ("size", "a number is not a condition"),
        ("size/any(x:x eq 1)", "a number is not a collection"),
        ("mails/type eq 'x'", "'type' after a collection"),
        ("length(size) eq 1", "No function signature for 'length'"),
        ("cast(name) eq 1", "',' and a type expected at position 9"),
    ] {
        let refused = get(&emulator, &format!("deviceManagement/managedDevices?$filter={}", encoded(filter)));
        assert_eq!(refused.code(), (400, "BadRequest"), "{filter}");
        assert!(refused.text("/error/message").contains(message), "{filter}: {}", refused.text("/error/message"));
    }
}

#[test]
fn a_page_keeps_the_filter() {
    let emulator = Emulator::builder().page_size(2).build().unwrap();
    for number in 0..7 {
        emulator.seed("items", json!({ "id": number.to_string(), "even": number % 2 == 0 }));
    }
    let first = get(&emulator, "items?$filter=even%20eq%20true&$count=true");
    assert_eq!((first.ids().concat().as_str(), &first.body["@odata.count"]), ("02", &json!(4)));
    let last = get(&emulator, first.text("/@odata.nextLink"));
    assert_eq!((last.ids().concat().as_str(), last.body.get("@odata.nextLink")), ("46", None));
}

/// Random sequences of the tokens of filters: each has a response.
#[test]
fn no_text_breaks_the_reader() {
    const WORDS: [&str; 40] = [
        "(",
        ")",
        "(",
        ")",
        "'",
        "''",
        ",",
        ":",
        "/",
        "/",
        "-",
        "+",
        " ",
        " ",
        " ",
        "eq",
        "ne",
        "not",
        "and",
        "or",
        "in",
        "has",
        "any",
        "all",
        "$count",
        "name",
        "tags",
        "x",
        "cast",
        "isof",
        "length",
        "5",
        "1e999",
        "é",
        "\u{0}",
        "'a'",
        "null",
        "true",
        "duration'",
        "2020-01-01T00:00:00Z",
    ];
    let emulator = devices();
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % limit as u64).unwrap()
    };
    for _ in 0..3000 {
        let text: String = (0..next(24)).map(|_| WORDS[next(WORDS.len())]).collect();
        for option in ["filter", "orderby", "search", "expand", "select"] {
            let answered = get(&emulator, &format!("deviceManagement/managedDevices?${option}={}", encoded(&text)));
            assert!([200, 400, 501].contains(&answered.status), "{option}={text}: {}", answered.body);
        }
    }
}

#[test]
fn no_depth_exhausts_the_stack() {
    let emulator = devices();
    let (deep, long) = (2000, 900);
    let nested = [
        format!("{}on{}", "(".repeat(deep), ")".repeat(deep)),
        format!("{}on", "not ".repeat(deep)),
        format!("{}name{} eq 'x'", "trim(".repeat(deep), ")".repeat(deep)),
        "tags/any(x:".repeat(deep),
        format!("size in {}", "(".repeat(deep)),
        format!("cast({}", "cast(".repeat(deep)),
    ];
    for filter in nested {
        let refused = get(&emulator, &format!("deviceManagement/managedDevices?$filter={}", encoded(&filter)));
        assert_eq!(refused.status, 400, "{filter:.20}");
    }
    assert_eq!(found(&emulator, &vec!["id eq 'a'"; long].join(" or ")), "a");
    assert_eq!(found(&emulator, &format!("{}on{}", "(".repeat(40), ")".repeat(40))), "a");
}

#[test]
fn a_text_that_is_not_a_guid_differs_from_each_guid() {
    let emulator = Emulator::new();
    for (id, guid) in [("a", "00000000-0000-0000-0000-000000000001"), ("b", "abc"), ("c", "")] {
        emulator.seed("deviceManagement/managedDevices", json!({ "id": id, "guid": guid }));
    }
    for (filter, ids) in [
        ("guid eq 00000000-0000-0000-0000-000000000001", "a"),
        ("00000000-0000-0000-0000-000000000001 eq guid", "a"),
        ("guid ne 00000000-0000-0000-0000-000000000001", "bc"),
        ("guid in (00000000-0000-0000-0000-000000000002,00000000-0000-0000-0000-000000000001)", "a"),
        ("not (guid eq 00000000-0000-0000-0000-000000000001)", "bc"),
    ] {
        assert_eq!(found(&emulator, filter), ids, "{filter}");
    }
}

#[test]
fn a_name_may_look_like_an_operator() {
    let emulator = Emulator::new();
    emulator.seed("deviceManagement/managedDevices", json!({ "id": "a", "NOT": 1, "add": 2, "EQ": 3 }));
    for filter in ["NOT eq 1", "add eq 2", "2 eq add", "EQ eq 3", "3 eq EQ and NOT in (1)", "(NOT) eq 1"] {
        assert_eq!(found(&emulator, filter), "a", "{filter}");
    }
}
