//! Upload sessions: their URL, the bytes that they lack, and the result.

use serde_json::json;

use super::call::Call;
use super::transport::{Answer, answer, ok};
use super::{Row, row};

const STALLED: &str = "error: accepts no bytes after the first";
const UNCONFIRMED: &str = "error: the service did not confirm it";
const NO_URL: &str = "error: without an `uploadUrl`";

fn created() -> Answer {
    ok(r#"{"uploadUrl":"https://up.example/s?sig=1","nextExpectedRanges":["0-"]}"#)
}

fn state(ranges: &str) -> Answer {
    answer(202, format!(r#"{{"expirationDateTime":"2030-01-01T00:00:00Z","nextExpectedRanges":{ranges}}}"#))
}

/// The second fragment, of 10 bytes, is missing.
fn rest() -> Answer {
    state(r#"["327680-"]"#)
}

fn done() -> Answer {
    answer(201, r#"{"id":"ada"}"#)
}

pub(super) fn rows() -> Vec<Row> {
    [urls(), starts(), ranges(), results(), refusals(), deferred(), resumed(), attachments()]
        .into_iter()
        .flatten()
        .collect()
}

fn upload(name: &str, answers: Vec<Answer>, expected: &str) -> Row {
    row(format!("upload: {name}"), Call::Upload, answers, expected)
}

/// `uploadUrl`.
fn urls() -> Vec<Row> {
    let long = format!("https://up.example/{}", "x".repeat(70_000));
    let url = |(name, url, expected): (&str, serde_json::Value, &str)| {
        let session = ok(json!({ "uploadUrl": url, "nextExpectedRanges": ["0-"] }).to_string());
        upload(&format!("a URL that is {name}"), vec![session, rest(), done()], expected)
    };
    [
        ("right", json!("https://up.example/s"), "ada"),
        ("of the service", json!("https://graph.microsoft.com/v1.0/up"), "ada"),
        ("in capitals", json!("HTTPS://UP.EXAMPLE/s"), "ada"),
        ("null", json!(null), NO_URL),
        ("a number", json!(5), NO_URL),
        ("a list", json!(["https://up.example/s"]), NO_URL),
        ("an object", json!({ "href": "https://up.example/s" }), NO_URL),
        ("empty", json!(""), NO_URL),
        ("a path", json!("/v1.0/up"), "ada"),
        ("relative", json!("up/s"), "ada"),
        ("two slashes and a host", json!("//up.example/s"), "ada"),
        ("http", json!("http://up.example/s"), "error: up.example is not `https`"),
        ("loopback", json!("http://127.0.0.1/s"), "error: 127.0.0.1 is not `https`"),
        ("ftp", json!("ftp://up.example/s"), "error: up.example"),
        ("file", json!("file:///etc/passwd"), "error"),
        ("of a user", json!("https://graph.microsoft.com@up.example/s"), "error: up.example"),
        ("only a scheme", json!("https://"), "error"),
        ("of 70,000 characters", json!(long), "error"),
        ("with a line", json!("https://up.example/s\r\nx: y"), "ada"),
        ("half an address", json!("https://[::1/s"), "error"),
    ]
    .into_iter()
    .map(url)
    .collect()
}

/// The other parts of a new session.
fn starts() -> Vec<Row> {
    let url = r#""uploadUrl":"https://up.example/s""#;
    let session = |rest: &str| vec![ok(format!("{{{url},{rest}}}")), self::rest(), done()];
    vec![
        upload("no URL", vec![ok(r#"{"nextExpectedRanges":["0-"]}"#), done()], NO_URL),
        upload("a session that is empty", vec![ok("{}"), done()], NO_URL),
        upload("a session that is nothing", vec![ok(""), done()], NO_URL),
        upload("a session that is 204", vec![answer(204, ""), done()], NO_URL),
        upload("a session that is HTML", vec![ok("<html></html>"), done()], NO_URL),
        upload("a session that is a list", vec![ok(format!("[{{{url}}}]")), done()], NO_URL),
        upload("a session that is an item", vec![done()], NO_URL),
        upload("a session with an error", vec![ok(r#"{"error":{"code":"x"}}"#), done()], "error"),
        upload("a session that is refused", vec![answer(403, r#"{"error":{"code":"x"}}"#)], "error: 403 x"),
        upload(
            "a session that is a redirect",
            vec![answer(307, "").with("location", "https://evil.example/")],
            "error: 307",
        ),
        upload("a session that has expired", session(r#""expirationDateTime":"1601-01-01T00:00:00Z""#), "ada"),
        upload("an expiration that is text", session(r#""expirationDateTime":"soon""#), "ada"),
        upload("an expiration that is a number", session(r#""expirationDateTime":-1"#), "ada"),
        upload("a session that begins elsewhere", session(r#""nextExpectedRanges":["5-"]"#), "ada"),
    ]
}

/// `nextExpectedRanges` after the first fragment, and for ever.
fn ranges() -> Vec<Row> {
    let huge = format!("[{}]", vec![r#""327680-""#; 50_000].join(","));
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let mut rows: Vec<Row> = [
        ("right", r#"["327680-"]"#, "ada"),
        ("with an end", r#"["327680-327689"]"#, "ada"),
        ("numbers", "[327680]", "ada"),
        ("one text", r#""327680-""#, "ada"),
        ("with spaces", r#"[" 327680 - "]"#, "ada"),
        ("50,000 times the same", huge.as_str(), "ada"),
        // The session says nothing of what it lacks: what follows the fragment.
        ("null", "null", "ada"),
        ("not numbers", r#"["x"]"#, "ada"),
        ("a dash", r#"["-"]"#, "ada"),
        ("negative", r#"["-5"]"#, "ada"),
        ("negative numbers", "[-5]", "ada"),
        ("fractions", "[327680.5]", "ada"),
        ("larger than any number", r#"["99999999999999999999-"]"#, "ada"),
        ("objects", r#"[{"start":327680}]"#, "ada"),
        ("an object", r#"{"0":"327680-"}"#, "ada"),
        ("true", "true", "ada"),
        ("200,000 levels", deep.as_str(), "ada"),
        // Only a service without the second fragment says so.
        ("empty", "[]", STALLED),
        ("beyond what was sent", r#"["327685-"]"#, STALLED),
        ("beyond the file", r#"["999999999-"]"#, STALLED),
        ("the end of the file", r#"["327690-"]"#, STALLED),
        ("the largest number", r#"["18446744073709551615-18446744073709551615"]"#, STALLED),
        ("the end before the start", r#"["327680-5"]"#, STALLED),
    ]
    .into_iter()
    .map(|(name, text, expected)| {
        upload(&format!("ranges that are {name}"), vec![created(), state(text), done()], expected)
    })
    .collect();
    let back = state(r#"["0-"]"#);
    rows.extend([
        upload("ranges that go back", vec![created(), rest(), back.clone(), rest(), done()], "ada"),
        upload("ranges that go back for ever", vec![created(), rest(), back.clone()], STALLED),
        upload("ranges that stay", vec![created(), back], STALLED),
        upload("ranges that stay at the second fragment", vec![created(), rest()], STALLED),
        upload("ranges that are empty for ever", vec![created(), state("[]")], STALLED),
        upload("ranges that are empty after all", vec![created(), rest(), state("[]")], UNCONFIRMED),
        upload(
            "ranges that overlap",
            vec![created(), state(r#"["327680-327685","327683-327689"]"#), state(r#"["327683-"]"#), done()],
            "ada",
        ),
        upload(
            "ranges that are not in order",
            vec![created(), state(r#"["327685-","327680-327684"]"#), state(r#"["327685-"]"#), done()],
            "ada",
        ),
        upload("ranges of one byte", vec![created(), state(r#"["5-5"]"#)], STALLED),
        upload("another URL", vec![created(), ok(r#"{"uploadUrl":"https://evil.example/"}"#), done()], "ada"),
    ]);
    rows
}

/// The answer to the last fragment, or to the first one.
fn results() -> Vec<Row> {
    let last = |name: &str, answers: Vec<Answer>, expected: &str| {
        upload(&format!("a result that is {name}"), [vec![created(), rest()], answers].concat(), expected)
    };
    let first = |name: &str, body: Answer, expected: &str| {
        upload(&format!("a first fragment whose answer is {name}"), vec![created(), body, rest(), done()], expected)
    };
    vec![
        last("an item with 200", vec![ok(r#"{"id":"ada"}"#)], "ada"),
        last("an item without an id", vec![ok(r#"{"name":"a"}"#)], "-"),
        last("nothing", vec![ok("")], "error"),
        last("204", vec![answer(204, "")], "error"),
        last("HTML", vec![ok("<html></html>")], "error: not valid JSON"),
        last("a list", vec![ok("[]")], "error"),
        last("null", vec![ok("null")], "error"),
        last("cut off", vec![ok(r#"{"id":"ad"#)], "error"),
        last("an error with 200", vec![ok(r#"{"error":{"code":"x"}}"#)], "error: x"),
        last("of another type", vec![ok(r#"{"id":5}"#)], "error: `id` is not of the type"),
        last("202 and the item", vec![answer(202, r#"{"id":"ada"}"#), answer(202, r#"{"id":"ada"}"#)], UNCONFIRMED),
        last("lost", vec![done().cut(), rest(), done()], "ada"),
        last("lost, and the session is gone", vec![done().cut(), answer(404, "")], UNCONFIRMED),
        last("lost, and the session is HTML", vec![done().cut(), ok("<html></html>")], "error: not the state"),
        // Only the last fragment has a result.
        first("an item", done(), "ada"),
        first("nothing", ok(""), "ada"),
        first("204", answer(204, ""), "ada"),
        first("HTML", ok("<html></html>"), "ada"),
        upload("an item for ever", vec![created(), done()], "error: not the state"),
    ]
}

fn refusals() -> Vec<Row> {
    let refused =
        |name: &str, answers: Vec<Answer>, expected: &str| upload(name, [vec![created()], answers].concat(), expected);
    vec![
        refused("416", vec![answer(416, ""), rest(), done()], "ada"),
        refused("416 for ever", vec![answer(416, "")], "error: 416"),
        refused("416 and the beginning for ever", vec![answer(416, ""), state(r#"["0-"]"#)], STALLED),
        refused("404 once", vec![answer(404, ""), created(), rest(), done()], "ada"),
        refused("404 again", vec![answer(404, ""), created(), answer(404, "")], "error: does not exist any more"),
        refused("404 for ever", vec![answer(404, "<html></html>")], "error: 404"),
        refused("410 once", vec![answer(410, ""), created(), rest(), done()], "ada"),
        refused("a replacement without a URL", vec![answer(404, ""), ok("{}")], NO_URL),
        refused(
            "a replacement by http",
            vec![answer(404, ""), ok(r#"{"uploadUrl":"http://a.example"}"#)],
            "error: https",
        ),
        refused("401", vec![answer(401, "").with("www-authenticate", "Bearer claims=\"e30=\"")], "error: 401"),
        refused("409", vec![answer(409, r#"{"error":{"code":"nameAlreadyExists"}}"#)], "error: 409 nameAlreadyExists"),
        refused("302", vec![answer(302, "").with("location", "https://evil.example/"), done()], "error: 302"),
        refused("307", vec![answer(307, "").with("location", "/v1.0/me"), done()], "error: 307"),
        refused("502 with HTML", vec![answer(502, "<html></html>"), rest(), done()], "ada"),
        refused("503 for ever", vec![answer(503, "")], "error: 503"),
        refused("a wait beyond the budget", vec![answer(429, "").with("retry-after", "900")], "error: a wait of 900 s"),
        refused("lost for ever", vec![done().cut()], "error: was lost"),
    ]
}

/// A session whose file is created by a request after the last fragment.
fn deferred() -> Vec<Row> {
    let all = || state("[]");
    let row = |name: &str, answers: Vec<Answer>, expected: &str| {
        row(format!("deferred upload: {name}"), Call::Deferred, [vec![created()], answers].concat(), expected)
    };
    vec![
        row("right", vec![rest(), all(), done()], "ada"),
        row("nothing is missing too early", vec![all(), done()], STALLED),
        row("a state for ever", vec![rest(), all()], STALLED),
        row("nothing after the last request", vec![rest(), all(), answer(204, "")], "error"),
        row("HTML", vec![rest(), all(), ok("<html></html>")], "error: not valid JSON"),
        row("bytes are missing after all", vec![rest(), all(), state(r#"["0-"]"#), rest(), all(), done()], "ada"),
    ]
}

/// An upload that another process began: the session may have any of its bytes.
fn resumed() -> Vec<Row> {
    let row = |name: &str, answers: Vec<Answer>, expected: &str| {
        row(format!("resumed upload: {name}"), Call::Resume, answers, expected)
    };
    let gone = || answer(404, "");
    vec![
        row("at the second fragment", vec![rest(), done()], "ada"),
        row("at a later byte", vec![state(r#"["327685-"]"#), done()], "ada"),
        row("beyond the file", vec![state(r#"["999999999-"]"#)], STALLED),
        row("the state is nothing", vec![ok("")], "error: not the state"),
        row("the state is HTML", vec![ok("<html></html>")], "error: not the state"),
        row("the state is the item", vec![done()], "error: not the state"),
        row("the state says nothing", vec![ok(r#"{"expirationDateTime":5}"#), rest(), done()], "ada"),
        row("a redirect", vec![answer(302, "").with("location", "https://evil.example/")], "error: 302"),
        row("gone, and so is the file", vec![gone(), gone(), created(), rest(), done()], "ada"),
        row("gone, and the file is HTML", vec![gone(), ok("<html></html>"), created(), rest(), done()], "ada"),
        row("gone, and the file can't be read", vec![gone(), answer(403, "")], UNCONFIRMED),
        row("gone, and the size is no number", vec![gone(), ok(r#"{"size":"9"}"#), created(), rest(), done()], "ada"),
        row("gone, and the hash is another", vec![gone(), hashed("AAAA"), created(), rest(), done()], "ada"),
        // The name was not taken when the session began.
        row(
            "gone, and the hash is no text",
            vec![gone(), ok(r#"{"size":327690,"file":{"hashes":5}}"#), ok(r#"{"id":"ada"}"#)],
            "ada",
        ),
    ]
}

fn hashed(hash: &str) -> Answer {
    ok(json!({ "id": "eve", "size": 327_690, "file": { "hashes": { "quickXorHash": hash } } }).to_string())
}

/// The id of an attachment is in its `Location`, or in the body.
fn attachments() -> Vec<Row> {
    let at = |location: &[u8]| answer(201, "").with("location", location.to_vec());
    let outlook = "https://outlook.office.com/api/v2.0/Users('a')/Messages('m')/Attachments";
    let mut rows: Vec<Row> = [
        ("in parentheses", at(format!("{outlook}('ada')").as_bytes()), "ada"),
        ("a segment", at(b"https://graph.microsoft.com/v1.0/me/messages/m/attachments/ada?x=y#z"), "ada"),
        ("with a quote", at(format!("{outlook}('a''da')").as_bytes()), "a'da"),
        ("encoded", at(format!("{outlook}('a%2Fda')").as_bytes()), "a/da"),
        ("of another host", at(b"https://evil.example/ada"), "ada"),
        ("beside an object", answer(201, r#"{"id":"ada"}"#).with("location", "https://a/eve"), "ada"),
        ("without an end", at(format!("{outlook}('ada").as_bytes()), "error: has no `id`"),
        ("empty in parentheses", at(format!("{outlook}('')").as_bytes()), "error: has no `id`"),
        ("empty", at(b""), "error: has no `id`"),
        ("slashes", at(b"////"), "error: has no `id`"),
        ("no text", at(b"https://a/\xff"), "error: has no `id`"),
        ("not UTF-8 when it is decoded", at(b"https://a/%ff"), "error: has no `id`"),
        ("only a query", at(b"?id=ada"), "error: has no `id`"),
        ("missing", answer(201, ""), "error: has no `id`"),
        ("a number in the body", answer(201, r#"{"id":5}"#), "error: has no `id`"),
        ("empty in the body", answer(201, r#"{"id":""}"#), "error: has no `id`"),
        ("null in the body", answer(201, r#"{"id":null}"#), "error: has no `id`"),
        ("HTML", answer(201, "<html></html>"), "error: has no `id`"),
    ]
    .into_iter()
    .map(|(name, last, expected)| {
        row(format!("attachment: an id that is {name}"), Call::Attach, vec![created(), last], expected)
    })
    .collect();
    rows.extend([
        row("small attachment: right", Call::AttachSmall, vec![done()], "ada"),
        row("small attachment: HTML", Call::AttachSmall, vec![answer(201, "<html></html>")], "error: has no `id`"),
        row("small attachment: lost", Call::AttachSmall, vec![done().cut(), done()], "error: was lost"),
    ]);
    rows
}
