//! Headers: waits, challenges, and others.

use super::call::Call;
use super::transport::{answer, ok};
use super::{Row, row};

pub(super) fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    let ada = || ok(r#"{"id":"ada"}"#);
    let long = "9".repeat(60_000);
    let list = "1,".repeat(30_000);
    let days = "Mon,".repeat(15_000);
    // A wait beyond the budget of 100 s ends the call; what is no wait is a back-off.
    for (name, value, expected) in [
        ("retry-after", "1", "ada"),
        ("retry-after", "0", "ada"),
        ("retry-after", "0.5", "ada"),
        ("retry-after", " 1 ", "ada"),
        ("retry-after", "-1", "ada"),
        ("retry-after", "+1", "ada"),
        ("retry-after", "", "ada"),
        ("retry-after", "soon", "ada"),
        ("retry-after", "NaN", "ada"),
        ("retry-after", "inf", "ada"),
        ("retry-after", "1e3", "ada"),
        ("retry-after", "0x10", "ada"),
        ("retry-after", ".", "ada"),
        ("retry-after", "1.2.3", "ada"),
        ("retry-after", "99", "ada"),
        ("retry-after", "101", "error: requests a wait of 101 s"),
        ("retry-after", "1, 101", "error: requests a wait of 101 s"),
        ("retry-after", "1, , ,2", "ada"),
        ("retry-after", "99999999999999999999", "error: 429"),
        ("retry-after", "18446744073709551616.5", "error: 429"),
        ("retry-after", "Thu, 01 Jan 1970 00:00:05 GMT", "ada"),
        ("retry-after", "Thursday, 01-Jan-70 00:00:05 GMT", "ada"),
        ("retry-after", "Thu Jan  1 00:00:05 1970", "ada"),
        ("retry-after", "Thu, 01 Jan 1970 00:05:00 GMT", "error: requests a wait of 300 s"),
        ("retry-after", "Fri, 31 Dec 9999 23:59:59 GMT", "error: 429"),
        ("retry-after", "Thu, 32 Jan 1970 25:61:61 GMT", "ada"),
        ("retry-after", "Thu, 01 Jan 1970 00:00:05 GMT, 101", "error: requests a wait of 101 s"),
        ("retry-after", "Mon, Tue, Wed,", "ada"),
        ("retry-after", long.as_str(), "error: 429"),
        ("retry-after", list.as_str(), "ada"),
        ("retry-after", days.as_str(), "ada"),
        ("retry-after-ms", "1500", "ada"),
        ("retry-after-ms", "100001", "error: requests a wait of 100.001 s"),
        ("x-ms-retry-after-ms", "100001", "error: requests a wait of 100.001 s"),
        ("retry-after-ms", "soon", "ada"),
    ] {
        let shown: String = value.chars().take(40).collect();
        let answers = vec![answer(429, "").with(name, value), ada()];
        rows.push(row(format!("{name}: `{shown}`, {} bytes", value.len()), Call::Get, answers, expected));
    }
    let bytes = answer(429, "").with("retry-after", b"\xff\xfe".to_vec());
    rows.push(row("retry-after: no text", Call::Get, vec![bytes, ada()], "ada"));
    let both = answer(429, "").with("retry-after", "900").with("retry-after-ms", "5");
    rows.push(row("retry-after: two fields", Call::Get, vec![both, ada()], "ada"));
    let forever = answer(429, "").with("retry-after", "0");
    rows.push(row("retry-after: zero forever", Call::Get, vec![forever], "error: 429"));

    let quotes = "claims=\"".repeat(8_000);
    for (name, challenge, expected) in [
        ("bare", "Bearer", "ada"),
        ("claims", "Bearer claims=\"eyJhIjoxfQ==\"", "ada"),
        ("claims without an end", "Bearer claims=\"eyJhIjoxfQ==", "ada"),
        ("claims that are no Base64", "Bearer claims=\"%%%\"", "ada"),
        ("claims that are no text", "Bearer claims=\"/////w==\"", "ada"),
        ("another scheme", "Negotiate", "ada"),
        ("nothing", "", "ada"),
        ("many claims", quotes.as_str(), "ada"),
        ("another authority", "Bearer authorization_uri=\"https://evil.example/oauth2\"", "ada"),
    ] {
        let refused = answer(401, "").with("www-authenticate", challenge);
        rows.push(row(format!("challenge: {name}"), Call::Get, vec![refused.clone(), ada()], expected));
        rows.push(row(format!("challenge: {name}, forever"), Call::Get, vec![refused], "error: 401"));
    }
    for (name, field, value) in [
        ("etag", "etag", "W/\"\u{e9}"),
        ("content-length", "content-length", "99999999999999999999"),
        ("negative content-length", "content-length", "-1"),
        ("transfer-encoding", "transfer-encoding", "gzip, chunked"),
        ("content-type", "content-type", "\"; charset=\"\"; ="),
        ("set-cookie", "set-cookie", "a=b; Domain=evil.example"),
        ("request-id", "request-id", "\t"),
        ("location", "location", "https://evil.example/"),
        ("date", "date", "never"),
        ("strict-transport-security", "strict-transport-security", "max-age=999999999999999999"),
    ] {
        rows.push(row(format!("header: {name}"), Call::Get, vec![ada().with(field, value)], "ada"));
    }
    let many = (0..1_000).fold(ada(), |answer, _| answer.with("x-many", "1"));
    rows.push(row("header: a thousand", Call::Get, vec![many], "ada"));
    let id = answer(400, "").with("request-id", "i".repeat(60_000));
    rows.push(row("header: a long request id", Call::Get, vec![id], "error: 400 Bad Request"));
    rows
}
