//! Bodies of errors.

use super::call::Call;
use super::transport::{answer, ok};
use super::{Row, row};

pub(super) fn rows() -> Vec<Row> {
    let nested = |depth: usize| {
        let inner = r#"{"code":"x","innerError":"#.repeat(depth);
        format!(r#"{{"error":{inner}null{}}}"#, "}".repeat(depth))
    };
    let documents = (0..12).fold("end".to_owned(), |inner, _| {
        serde_json::json!({ "error": { "code": "x", "message": inner } }).to_string()
    });
    let details: Vec<_> = (0..20_000).map(|_| r#"{"code":"d","message":"m"}"#).collect();
    let long = "m".repeat(512 * 1024);
    let bodies = [
        ("nothing", String::new(), "error: 400 Bad Request"),
        ("an error", r#"{"error":{"code":"x","message":"m"}}"#.to_owned(), "error: 400 x: m"),
        ("names in capitals", r#"{"ERROR":{"CODE":"x","MESSAGE":"m"}}"#.to_owned(), "error: 400 x: m"),
        ("no object", r#"{"error":5}"#.to_owned(), "error: 400 Bad Request"),
        ("a list", r#"{"error":[{"code":"x"}]}"#.to_owned(), "error: 400"),
        ("a text", r#"{"error":"invalid_grant","error_description":"d"}"#.to_owned(), "error: 400 invalid_grant: d"),
        ("a code that is a number", r#"{"error":{"code":5,"message":"m"}}"#.to_owned(), "error: 400"),
        (
            "a message that is an object",
            r#"{"error":{"code":"x","message":{"value":"m"}}}"#.to_owned(),
            "error: 400 x: m",
        ),
        ("a message that is a list", r#"{"error":{"code":"x","message":["m"]}}"#.to_owned(), "error: 400 x"),
        ("null", "null".to_owned(), "error: 400 Bad Request"),
        ("a bare list", "[1,2]".to_owned(), "error: 400 Bad Request"),
        ("HTML", "<html><head><title>400 Bad</title></head></html>".to_owned(), "error: 400 Bad"),
        ("HTML without an end", format!("<html><title>{}", "a".repeat(200_000)), "error: 400 Bad Request"),
        ("many titles", format!("<html>{}", "<title>".repeat(200_000)), "error: 400"),
        ("many tags", format!("<html>{}", "<".repeat(200_000)), "error: 400 Bad Request"),
        ("many headings", format!("<html>{}</h1>", "<h1".repeat(100_000)), "error: 400 Bad Request"),
        ("many comments", "<!--".repeat(250_000), "error: 400 Bad Request"),
        ("cut off", r#"{"error":{"code":"x","message":"m"#.to_owned(), "error: 400 Bad Request"),
        ("100 inner errors", nested(100), "error: 400 x"),
        ("200,000 inner errors", nested(50_000), "error: 400 Bad Request"),
        ("documents in documents", documents, "error: 400 x"),
        (
            "20,000 details",
            format!(r#"{{"error":{{"code":"x","details":[{}]}}}}"#, details.join(",")),
            "error: 400 x: m",
        ),
        ("a message of 512 KiB", format!(r#"{{"error":{{"code":"x","message":"{long}"}}}}"#), "error: 400 x: mmm"),
        ("200,000 levels", "[".repeat(200_000), "error: 400 Bad Request"),
        ("control characters", r#"{"error":{"code":"x","message":"a\u001b[31mb\r\nc"}}"#.to_owned(), "error: 400 x"),
        (
            "a request id that is an object",
            r#"{"error":{"code":"x","innerError":{"request-id":{}}}}"#.to_owned(),
            "error: 400 x",
        ),
        ("a date that is a number", r#"{"error":{"code":"x","innerError":{"date":5}}}"#.to_owned(), "error: 400 x"),
        ("text around it", "\u{feff}\n{\"error\":{\"code\":\"x\"}} trailing".to_owned(), "error: 400 x"),
    ];
    let mut rows: Vec<Row> = bodies
        .into_iter()
        .map(|(name, body, expected)| row(format!("error: {name}"), Call::Get, vec![answer(400, body)], expected))
        .collect();
    rows.push(row(
        "error: not UTF-8",
        Call::Get,
        vec![answer(400, b"{\"error\":{\"code\":\"\xff\"}}".to_vec())],
        "error: 400",
    ));
    for status in
        [401, 403, 404, 405, 409, 410, 412, 413, 415, 418, 421, 423, 428, 431, 451, 499, 501, 505, 507, 511, 520, 599]
    {
        let name = format!("error: status {status}");
        rows.push(row(
            name,
            Call::Get,
            vec![answer(status, r#"{"error":{"code":"x"}}"#)],
            format!("error: {status} x"),
        ));
    }
    for status in [408, 429, 500, 502, 503, 504, 509] {
        let body = || r#"{"error":{"code":"x"}}"#;
        let (again, forever) = (format!("error: {status} once"), format!("error: {status} forever"));
        rows.push(row(again, Call::Get, vec![answer(status, body()), ok(r#"{"id":"ada"}"#)], "ada"));
        rows.push(row(forever, Call::Get, vec![answer(status, body())], format!("error: {status} x")));
        // The service may have acted on a create, except if it is throttled.
        let expected = if status == 429 { "ada".to_owned() } else { format!("error: {status} x") };
        let create = format!("error: {status} once for a create");
        rows.push(row(create, Call::Create, vec![answer(status, body()), ok(r#"{"id":"ada"}"#)], expected));
    }
    rows
}
