//! `$search` over stored entities.

use serde_json::json;

use super::{encoded, get};
use crate::Emulator;

#[test]
fn a_search_ignores_case() {
    let emulator = Emulator::new();
    emulator
        .seed("items", json!({ "id": "a", "name": "Video Team", "note": "say \"hi\" C:\\x", "n": 5 }))
        .seed("items", json!({ "id": "b", "name": "Sales", "note": "video", "tags": ["Blue"] }))
        .seed("items", json!({ "@odata.type": "#video", "id": "c", "name": null }));
    for (search, ids) in [
        (r#""video""#, "ab"),
        (r#""name:VIDEO""#, "a"),
        (r#""name:video" OR "tags:blue""#, "ab"),
        (r#""video" AND "sales""#, "b"),
        (r#""video" "sales""#, "b"),
        (r#"NOT "video""#, "c"),
        (r#""video" AND NOT ("name:sales" OR "name:x")"#, "a"),
        (r#""note:say \"hi\"""#, "a"),
        (r#""note:C:\\x""#, "a"),
        (r#""missing:x""#, ""),
        (r#""n:5""#, ""),
    ] {
        let answered = get(&emulator, &format!("items?$search={}", encoded(search)));
        assert_eq!(answered.ids().concat(), ids, "{search}");
        let count = get(&emulator, &format!("items/$count?$search={}", encoded(search)));
        assert_eq!(count.body, ids.len(), "{search}");
    }
    assert_eq!(get(&emulator, "items?$search=video").ids(), get(&emulator, "items?SEARCH=%22video%22").ids());
    assert_eq!(get(&emulator.strict(), "items?$search=video").code(), (400, "BadRequest"));
}

#[test]
fn a_count_is_plain_text() {
    let emulator = Emulator::builder().page_size(1).build().unwrap();
    emulator.seed("items", json!({ "id": "a", "n": 1 })).seed("items", json!({ "id": "b", "n": 2 }));
    let count = get(&emulator, "items/$count");
    assert_eq!((count.status, count.header("content-type"), &count.body), (200, "text/plain", &json!(2)));
    assert_eq!(get(&emulator, "items/$count?$filter=n%20gt%201").body, 1);
    assert_eq!(get(&emulator, "items/a/$count").status, 400);
    assert_eq!(get(&emulator, "none/$count").status, 404);
    assert_eq!(get(&emulator, "items/$count?$top=1").status, 501);
    assert_eq!(super::delete(&emulator, "items/$count").status, 405);
}
