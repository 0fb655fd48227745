//! Links to next pages. What has no `://` is a path of the client's own service, whatever it looks like.

use serde_json::json;

use super::call::Call;
use super::transport::ok;
use super::{Row, row};

const ROOT: &str = "https://graph.microsoft.com/v1.0";

pub(super) fn rows() -> Vec<Row> {
    let last = || ok(r#"{"value":[{"id":"b"}]}"#);
    let first = |link: &serde_json::Value| ok(json!({ "value": [{ "id": "a" }], "@odata.nextLink": link }).to_string());
    let own = |rest: &str| format!("{ROOT}{rest}");
    let long = own(&format!("/users?$skiptoken={}", "x".repeat(70_000)));
    let longest = format!("https://evil.example/{}", "x".repeat(2_000_000));
    let no_host = "x".repeat(2_000_000);
    let marks = "?".repeat(300_000);
    let followed = "a,b";
    let mut rows: Vec<Row> = [
        ("own", own("/users?$skiptoken=2"), followed),
        ("own in capitals", "HTTPS://GRAPH.MICROSOFT.COM/v1.0/users?$skiptoken=2".to_owned(), followed),
        ("own with its port", "https://graph.microsoft.com:443/v1.0/users".to_owned(), followed),
        ("own, of another version", "https://graph.microsoft.com/beta/users".to_owned(), followed),
        ("own, of another path", "https://graph.microsoft.com/evil".to_owned(), followed),
        ("own with spaces", own("/users?$filter=a eq 'b'"), followed),
        ("own with other letters", own("/users?$filter=a eq 'é'"), followed),
        ("empty", String::new(), "a"),
        ("another host", "https://evil.example/v1.0/users".to_owned(), "error: evil.example"),
        ("a longer host", "https://graph.microsoft.com.evil.example/users".to_owned(), "error: evil.example"),
        ("a shorter host", "https://microsoft.com/users".to_owned(), "error: microsoft.com"),
        ("another cloud", "https://graph.microsoft.us/v1.0/users".to_owned(), "error: graph.microsoft.us"),
        ("a user", "https://graph.microsoft.com@evil.example/".to_owned(), "error: evil.example"),
        ("a user of the own host", "https://evil@graph.microsoft.com/v1.0/users".to_owned(), "error"),
        ("a user and a password", "https://graph.microsoft.com:443@evil.example/".to_owned(), "error"),
        ("another port", "https://graph.microsoft.com:8443/v1.0/users".to_owned(), "error"),
        ("a port that is too large", "https://graph.microsoft.com:99999/v1.0/users".to_owned(), "error"),
        ("an empty port", "https://graph.microsoft.com:/v1.0/users".to_owned(), followed),
        ("http", "http://graph.microsoft.com/v1.0/users".to_owned(), "error"),
        ("http with the port of https", "http://graph.microsoft.com:443/v1.0/users".to_owned(), "error"),
        ("ftp", "ftp://graph.microsoft.com/v1.0/users".to_owned(), "error"),
        ("file", "file:///etc/passwd".to_owned(), "error"),
        ("javascript", "javascript:alert(1)".to_owned(), followed),
        ("data", "data:text/html,x".to_owned(), followed),
        ("no scheme", "graph.microsoft.com/v1.0/users".to_owned(), followed),
        ("two slashes", "//evil.example/users".to_owned(), "error"),
        ("backslashes", "https:\\\\evil.example\\users".to_owned(), followed),
        ("a backslash in the host", "https://graph.microsoft.com\\@evil.example/".to_owned(), "error"),
        ("a fragment in the host", "https://evil.example#@graph.microsoft.com/".to_owned(), "error"),
        ("a question in the host", "https://evil.example?@graph.microsoft.com/".to_owned(), "error: evil.example"),
        ("an encoded host", "https://graph%2Emicrosoft%2Ecom/".to_owned(), "error"),
        ("a host with a dot at its end", "https://graph.microsoft.com./v1.0/users".to_owned(), "error"),
        ("a host of other letters", "https://graph.micrоsoft.com/v1.0/users".to_owned(), "error"),
        ("a full-width dot", "https://graph。microsoft.com/users".to_owned(), "error"),
        ("an address", "https://127.0.0.1/users".to_owned(), "error: 127.0.0.1"),
        ("an address of metadata", "http://169.254.169.254/metadata".to_owned(), "error"),
        ("an address of version 6", "https://[::1]/users".to_owned(), "error"),
        ("half an address", "https://[::1/users".to_owned(), "error"),
        ("white space before it", " https://graph.microsoft.com/v1.0/users".to_owned(), "error"),
        ("a line in it", own("/users\r\nHost: evil.example"), followed),
        ("a zero in it", own("/users\0"), followed),
        ("a path up", own("/../../../evil"), followed),
        ("70,000 characters", long, "error"),
        ("another host and 2 MB", longest, "error"),
        ("2 MB without a host", no_host, "error"),
        ("many questions", marks, "error"),
        ("only a scheme", "https://".to_owned(), "error"),
        ("only a colon", ":".to_owned(), followed),
        ("a percent", own("/users?a=%zz"), followed),
    ]
    .into_iter()
    .map(|(name, link, expected)| row(format!("link: {name}"), Call::All, vec![first(&json!(link)), last()], expected))
    .collect();
    for (name, link, expected) in [
        ("null", json!(null), "a"),
        ("a number", json!(5), "error"),
        ("a list", json!([own("/users")]), "error"),
        ("an object", json!({ "url": own("/users") }), "error"),
        ("false", json!(false), "error"),
    ] {
        rows.push(row(format!("link: {name}"), Call::All, vec![first(&link), last()], expected));
    }
    let relative = |context: &str, link: &str| {
        ok(json!({ "@odata.context": context, "value": [{ "id": "a" }], "@odata.nextLink": link }).to_string())
    };
    for (name, context, link, expected) in [
        ("own context", "https://graph.microsoft.com/v1.0/$metadata#users", "users?$skiptoken=2", followed),
        ("another context", "https://evil.example/v1.0/$metadata#users", "users?$skiptoken=2", "error: evil.example"),
        ("another context and a host", "https://graph.microsoft.com/", "//evil.example/x", "error: evil.example"),
        ("a relative context", "$metadata#users", "users?$skiptoken=2", followed),
        ("a context that is no URL", ":::", "users", followed),
    ] {
        rows.push(row(format!("link: relative, {name}"), Call::All, vec![relative(context, link), last()], expected));
    }
    let twice =
        format!(r#"{{"@odata.nextLink":"{ROOT}/a","value":[{{"id":"a"}}],"@odata.nextLink":"https://evil.example/"}}"#);
    rows.push(row("link: two of them", Call::All, vec![ok(twice), last()], "error"));
    rows
}
