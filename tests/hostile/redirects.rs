//! Redirects.

use super::call::Call;
use super::transport::{Answer, answer, ok};
use super::{Row, row};

const TOO_MANY: &str = "error: the request got no complete response: the service redirected it more than 5 times; \
                        `RetryPolicy::max_redirects` sets this limit";

pub(super) fn rows() -> Vec<Row> {
    let to = |location: &str| answer(302, "").with("location", location);
    let ada = || ok(r#"{"id":"ada"}"#);
    let one = |name: &str, first: Answer, expected: &str| {
        row(format!("redirect: {name}"), Call::Get, vec![first, ada()], expected)
    };
    let long = format!("https://evil.example/{}", "x".repeat(70_000));
    let mut rows = vec![
        one("own", to("https://graph.microsoft.com/v1.0/users/eve"), "ada"),
        one("a path", to("/v1.0/users/eve"), "ada"),
        one("another host", to("https://evil.example/x"), "ada"),
        one("http", to("http://graph.microsoft.com/v1.0/users/eve"), "error: 302"),
        one("http elsewhere", to("http://evil.example/"), "error: 302"),
        one("loopback", to("http://127.0.0.1:8080/"), "error: 302"),
        one("loopback with TLS", to("https://127.0.0.1/"), "ada"),
        one("a user", to("https://graph.microsoft.com@evil.example/"), "error: 302"),
        one("a user of the own host", to("https://eve@graph.microsoft.com/"), "error: 302"),
        one("two slashes", to("//evil.example/x"), "error: 302"),
        one("backslashes", to("\\\\evil.example\\x"), "error: 302"),
        one("a slash and a backslash", to("/\\evil.example"), "ada"),
        one("a relative path", to("eve"), "error: 302"),
        one("a question", to("?a=b"), "error: 302"),
        one("a fragment", to("#a"), "error: 302"),
        one("nothing", to(""), "error: 302"),
        one("no header", answer(302, ""), "error: 302"),
        one("javascript", to("javascript:alert(1)"), "error: 302"),
        one("file", to("file:///etc/passwd"), "error: 302"),
        one("a line", to("https://evil.example/\r\nx: y"), "error: 302"),
        one("no text", answer(302, "").with("location", b"https://\xff/".to_vec()), "error: 302"),
        one("spaces", to("https://evil.example/a b"), "error: 302"),
        one("70,000 characters", to(&long), "error: 302"),
        one("two of them", to("https://graph.microsoft.com/a").with("location", "https://evil.example/"), "ada"),
        one("300", answer(300, "").with("location", "/a"), "error: 300"),
        one("301", answer(301, "").with("location", "/a"), "ada"),
        one("303", answer(303, "").with("location", "/a"), "ada"),
        one("305", answer(305, "").with("location", "https://evil.example/"), "error: 305"),
        one("307", answer(307, "").with("location", "https://evil.example/"), "ada"),
        one("308", answer(308, "").with("location", "/a"), "ada"),
    ];
    rows.push(row("redirect: to itself", Call::Get, vec![to("/v1.0/users/ada?$select=id,age")], TOO_MANY));
    let there_and_back: Vec<_> = (0..20)
        .map(|number| to(if number % 2 == 0 { "https://evil.example/" } else { "https://graph.microsoft.com/v1.0/x" }))
        .collect();
    rows.push(row("redirect: there and back", Call::Get, there_and_back, TOO_MANY));
    let temporary = || answer(307, "").with("location", "https://evil.example/");
    for call in [Call::Create, Call::Update, Call::Delete, Call::Batch] {
        let expected = if call == Call::Batch { "307 307 307" } else { "error: 307" };
        rows.push(row(format!("redirect: 307 of {call:?}"), call, vec![temporary()], expected));
    }
    let challenged = answer(401, "").with("www-authenticate", "Bearer claims=\"e30=\"");
    rows.push(row(
        "redirect: a challenge elsewhere",
        Call::Get,
        vec![to("https://evil.example/"), challenged],
        "error: 401",
    ));
    rows
}
