//! Delta queries.

use super::call::Call;
use super::transport::{answer, ok};
use super::{Row, row};

const DELTA: &str = r#""@odata.deltaLink":"https://graph.microsoft.com/v1.0/users/delta?$deltatoken=d""#;
const NEXT: &str = r#""@odata.nextLink":"https://graph.microsoft.com/v1.0/users/delta?$skiptoken=s""#;

pub(super) fn rows() -> Vec<Row> {
    let page = |items: &str, link: &str| ok(format!(r#"{{"value":[{items}],{link}}}"#));
    let bare = |body: &str| ok(body);
    let ada = r#"{"id":"a"}"#;
    let gone = |code: &str| answer(410, format!(r#"{{"error":{{"code":"{code}"}}}}"#));
    [
        ("right", vec![page(ada, DELTA)], "a"),
        ("two pages", vec![page(ada, NEXT), page(r#"{"id":"b"}"#, DELTA)], "a,b"),
        ("no link", vec![bare(r#"{"value":[]}"#)], "error: delta link"),
        ("a delta link that is null", vec![page(ada, r#""@odata.deltaLink":null"#)], "error: delta link"),
        ("an empty delta link", vec![page(ada, r#""@odata.deltaLink":"""#)], "error: delta link"),
        ("a delta link that is a number", vec![page(ada, r#""@odata.deltaLink":5"#)], "error"),
        ("both links", vec![page(ada, &format!("{NEXT},{DELTA}")), page(r#"{"id":"b"}"#, DELTA)], "a,b"),
        ("a loop", vec![page(ada, NEXT)], "error: already read"),
        (
            "a next link elsewhere",
            vec![page(ada, r#""@odata.nextLink":"https://evil.example/""#)],
            "error: evil.example",
        ),
        ("expired", vec![gone("syncStateNotFound")], "error: no longer valid"),
        ("resync", vec![gone("resyncRequired")], "error: no longer valid"),
        ("410 for another reason", vec![gone("x")], "error: 410"),
        ("410 without a body", vec![answer(410, "")], "error: 410"),
        ("removed", vec![page(r#"{"id":"a","@removed":{"reason":"deleted"}}"#, DELTA)], "!a"),
        ("removed for no reason", vec![page(r#"{"id":"a","@removed":{}}"#, DELTA)], "!a"),
        ("removed is null", vec![page(r#"{"id":"a","@removed":null}"#, DELTA)], "a"),
        ("removed is text", vec![page(r#"{"id":"a","@removed":"deleted"}"#, DELTA)], "!a"),
        ("removed without a key", vec![page(r#"{"@removed":{"reason":"deleted"}}"#, DELTA)], "error"),
        ("removed with an escaped name", vec![page(r#"{"id":"a","@\u0072emoved":{"reason":"deleted"}}"#, DELTA)], "!a"),
        ("removed within an item", vec![page(r#"{"id":"a","x":{"@removed":{}}}"#, DELTA)], "a"),
        ("removed first", vec![page(r#"{"@removed":{"reason":"changed"},"id":"a"}"#, DELTA)], "!a"),
        ("a key that is a number", vec![page(r#"{"id":5,"@removed":{}}"#, DELTA)], "!5"),
        ("an item that is null", vec![page("null", DELTA)], "error"),
        ("an item that is an error", vec![page(r#"{"error":{"code":"x"}}"#, DELTA)], "error: x"),
        ("cut off", vec![bare(r#"{"value":[{"id":"a"}],"@odata.delta"#)], "error"),
        ("HTML", vec![bare("<html></html>")], "error"),
        ("an entity", vec![bare(ada)], "error"),
    ]
    .into_iter()
    .map(|(name, answers, expected)| row(format!("delta: {name}"), Call::Delta, answers, expected))
    .chain([row(
        "delta: pages without end",
        Call::Delta,
        vec![ok(format!(r#"{{"value":[],{}}}"#, NEXT.replace("=s", "={number}"))).numbered()],
        "error: 10000 pages in a row",
    )])
    .collect()
}
