//! Pages and their order.

use super::call::Call;
use super::transport::ok;
use super::{Row, row};

const LINK: &str = "https://graph.microsoft.com/v1.0/users?$skiptoken=";

fn page(ids: &str, link: &str) -> String {
    let users: Vec<_> = ids.split(',').filter(|id| !id.is_empty()).map(|id| format!(r#"{{"id":"{id}"}}"#)).collect();
    let link = if link.is_empty() { String::new() } else { format!(r#","@odata.nextLink":"{LINK}{link}""#) };
    format!(r#"{{"value":[{}]{link}}}"#, users.join(","))
}

pub(super) fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    for call in [Call::All, Call::Stream] {
        for (name, pages, expected) in [
            ("in order", vec![page("a,b", "1"), page("c", "")], "a,b,c"),
            ("the same page twice", vec![page("a", "1"), page("a", "2"), page("b", "")], "a,a,b"),
            ("empty pages", vec![page("", "1"), page("", "2"), page("a", "")], "a"),
            ("a loop of one", vec![page("a", "1")], "error: already read"),
            ("a loop of two", vec![page("a", "1"), page("b", "2"), page("c", "1")], "error: already read"),
            ("a loop of empty pages", vec![page("", "1")], "error: already read"),
            ("no value", vec![page("a", "1"), "{}".to_owned()], "error"),
            ("a value that is null", vec![page("a", "1"), r#"{"value":null}"#.to_owned()], "a"),
            ("a value that is an object", vec![r#"{"value":{}}"#.to_owned()], "error"),
            ("an item that is null", vec![r#"{"value":[null]}"#.to_owned()], "error"),
            ("an item that is a list", vec![r#"{"value":[[]]}"#.to_owned()], "error"),
            (
                "an item that is an error",
                vec![r#"{"value":[{"id":"a"},{"error":{"code":"x"}}]}"#.to_owned()],
                "error: x",
            ),
            ("an error instead", vec![page("a", "1"), r#"{"error":{"code":"x"}}"#.to_owned()], "error: x"),
            ("an error beside", vec![r#"{"value":[{"id":"a"}],"error":{"code":"x"}}"#.to_owned()], "error: x"),
            ("two values", vec![r#"{"value":[{"id":"a"}],"value":[{"id":"b"}]}"#.to_owned()], "b"),
            ("a count that is text", vec![r#"{"@odata.count":"many","value":[]}"#.to_owned()], "error"),
            ("a negative count", vec![r#"{"@odata.count":-1,"value":[]}"#.to_owned()], "error"),
            ("a wrong count", vec![r#"{"@odata.count":99,"value":[{"id":"a"}]}"#.to_owned()], "a"),
            ("cut off in the second", vec![page("a", "1"), r#"{"value":[{"id":"b"},{"i"#.to_owned()], "error"),
            ("HTML in the second", vec![page("a", "1"), "<html></html>".to_owned()], "error"),
            ("nothing in the second", vec![page("a", "1"), String::new()], "error"),
        ] {
            let answers = pages.into_iter().map(ok).collect();
            rows.push(row(format!("{call:?}: {name}"), call, answers, expected));
        }
        let endless = ok(page("", "{number}")).numbered();
        rows.push(row(
            format!("{call:?}: empty pages without end"),
            call,
            vec![endless],
            "error: 10000 pages in a row",
        ));
    }
    rows
}
