//! Subscriptions: the answers to a create and to a renewal.

use super::call::Call;
use super::transport::{Answer, answer, ok};
use super::{Row, row};

const BOTH: [Call; 2] = [Call::Subscribe, Call::Renew];

pub(super) fn rows() -> Vec<Row> {
    let with = |end: &str| format!(r#"{{"id":"ada","expirationDateTime":{end}}}"#);
    let mut rows = Vec::new();
    let mut both = |name: &str, answer: &Answer, expected: &str| {
        rows.extend(BOTH.map(|call| row(format!("{call:?}: {name}"), call, vec![answer.clone()], expected)));
    };
    // The time in the tests is the beginning of 1970: a past end is due at once.
    for (name, end, expected) in [
        ("right", r#""1970-01-01T03:00:00Z""#, "ada 1970-01-01T03:00:00+00:00 1970-01-01T02:00:00+00:00"),
        (
            "of another offset",
            r#""1970-01-01T03:00:00+03:00""#,
            "ada 1970-01-01T00:00:00+00:00 1970-01-01T00:00:00+00:00",
        ),
        (
            "with seven digits",
            r#""1969-01-01T00:00:00.1234567Z""#,
            "ada 1969-01-01T00:00:00.123456700+00:00 1970-01-01T00:00:00+00:00",
        ),
        ("in the past", r#""0001-01-01T00:00:00Z""#, "ada 0001-01-01T00:00:00+00:00 1970-01-01T00:00:00+00:00"),
        ("far away", r#""9999-12-31T23:59:59Z""#, "ada 9999-12-31T23:59:59+00:00 9999-12-29T23:59:59+00:00"),
        ("null", "null", "ada - -"),
        ("empty", r#""""#, "ada - -"),
        ("text", r#""soon""#, "error: `expirationDateTime`"),
        ("a number", "1767225600", "error: `expirationDateTime`"),
        ("a date", r#""2026-01-01""#, "error: `expirationDateTime`"),
        ("without an offset", r#""2026-01-01T00:00:00""#, "error: `expirationDateTime`"),
        ("of a day that is none", r#""2026-02-30T00:00:00Z""#, "error: `expirationDateTime`"),
        ("of an hour that is none", r#""2026-01-01T25:00:00Z""#, "error: `expirationDateTime`"),
        ("of a year that is too large", r#""99999999-01-01T00:00:00Z""#, "error: `expirationDateTime`"),
        ("in the form of Exchange", r#""/Date(1767225600000)/""#, "error: `expirationDateTime`"),
        ("an object", "{}", "error: `expirationDateTime`"),
        ("a list", "[]", "error: `expirationDateTime`"),
    ] {
        both(&format!("an end that is {name}"), &ok(with(end)), expected);
    }
    for (name, body, expected) in [
        ("no id", r#"{"expirationDateTime":null}"#, "- - -"),
        ("an id that is null", r#"{"id":null}"#, "- - -"),
        ("an id that is a number", r#"{"id":5}"#, "error: `id` is not of the type"),
        ("a list", "[]", "error"),
        ("HTML", "<html></html>", "error: not valid JSON"),
        ("cut off", r#"{"id":"ada""#, "error"),
        ("an error", r#"{"error":{"code":"x"}}"#, "error: x"),
        ("changes that are unknown", r#"{"id":"ada","changeType":"moved,,created"}"#, "ada - -"),
        ("changes that are a list", r#"{"id":"ada","changeType":["created"]}"#, "error: `changeType`"),
        ("a state that is a number", r#"{"id":"ada","clientState":5}"#, "error: `clientState`"),
        ("another type", r##"{"@odata.type":"#microsoft.graph.user","id":"ada"}"##, "ada - -"),
    ] {
        both(name, &ok(body), expected);
    }
    both("403", &answer(403, r#"{"error":{"code":"ExtensionError"}}"#), "error: 403 ExtensionError");
    both("a redirect", &answer(302, "").with("location", "https://evil.example/"), "error: 302");
    rows.extend([
        row("Subscribe: nothing", Call::Subscribe, vec![answer(201, "")], "error"),
        row("Subscribe: 204", Call::Subscribe, vec![answer(204, "")], "error"),
        row("Subscribe: null", Call::Subscribe, vec![ok("null")], "error"),
        row("Subscribe: an empty object", Call::Subscribe, vec![ok("{}")], "error: the body is empty"),
        // An update may be answered without the entity.
        row("Renew: nothing", Call::Renew, vec![ok("")], "no content"),
        row("Renew: null", Call::Renew, vec![ok("null")], "no content"),
        row("Renew: an empty object", Call::Renew, vec![ok("{}")], "no content"),
        row("Renew: 204", Call::Renew, vec![answer(204, "")], "no content"),
        row("Renew: 404", Call::Renew, vec![answer(404, "")], "error: 404"),
    ]);
    rows
}
