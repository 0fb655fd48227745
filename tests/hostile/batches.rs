//! Replies to batches of three requests: a read, a write, and a read that depends on it. The first one has a call of its own, since
//! it may be repeated.

use super::call::Call;
use super::transport::{Answer, answer, ok};
use super::{Row, row};

const ADA: &str = r#"{"id":"1","status":200,"body":{"id":"ada"}}"#;
const NEW: &str = r#"{"id":"2","status":201,"body":{"id":"new"}}"#;
const ALL: &str = r#"{"id":"3","status":200,"body":{"value":[{"id":"a"}]}}"#;

pub(super) fn rows() -> Vec<Row> {
    let reply = |items: &[&str]| format!(r#"{{"responses":[{}]}}"#, items.join(","));
    let rest = |first: &str| reply(&[first, NEW, ALL]);
    let many = vec![ADA; 50_000];
    let body = |body: &str| rest(&format!(r#"{{"id":"1","status":200,"body":{body}}}"#));
    let headers =
        |headers: &str| rest(&format!(r#"{{"id":"1","status":200,"headers":{headers},"body":{{"id":"ada"}}}}"#));
    let head: Vec<_> = (0..40_000).map(|number| format!(r#""h{number}":"v""#)).collect();
    let whole = "ada new [a]";
    let replies = [
        ("right", rest(ADA), whole),
        ("in another order", reply(&[ALL, ADA, NEW]), whole),
        ("no list", r#"{"responses":{}}"#.to_owned(), "200 200 200"),
        ("a list that is null", r#"{"responses":null}"#.to_owned(), "200 200 200"),
        ("an empty list", reply(&[]), "lost lost lost"),
        ("no responses", "{}".to_owned(), "200 200 200"),
        ("nothing", String::new(), "200 200 200"),
        ("a list alone", format!("[{ADA}]"), "200 200 200"),
        ("HTML", "<html></html>".to_owned(), "200 200 200"),
        ("one is missing", reply(&[ADA, ALL]), "ada lost [a]"),
        ("one is null", reply(&["null", ADA, NEW, ALL]), whole),
        ("one is a number", reply(&["5", ADA, NEW, ALL]), whole),
        ("one is a list", reply(&["[[]]", ADA, NEW, ALL]), whole),
        ("one twice", reply(&[ADA, r#"{"id":"1","status":200,"body":{"id":"eve"}}"#, NEW, ALL]), whole),
        ("50,000 times", reply(&many), "ada lost lost"),
        ("an unknown id", reply(&[r#"{"id":"99","status":200}"#, ADA, NEW, ALL]), whole),
        ("an id that is a number", rest(r#"{"id":1,"status":200,"body":{"id":"ada"}}"#), whole),
        ("an id that is negative", rest(r#"{"id":-1,"status":200,"body":{"id":"ada"}}"#), "lost new [a]"),
        ("an id of many digits", rest(r#"{"id":"99999999999999999999999","status":200}"#), "lost new [a]"),
        ("an id that is null", rest(r#"{"id":null,"status":200}"#), "lost new [a]"),
        ("no id", rest(r#"{"status":200,"body":{"id":"ada"}}"#), "lost new [a]"),
        ("id zero", rest(r#"{"id":"0","status":200,"body":{"id":"ada"}}"#), "lost new [a]"),
        ("no status", rest(r#"{"id":"1","body":{"id":"ada"}}"#), "lost new [a]"),
        ("a status that is text", rest(r#"{"id":"1","status":"200","body":{"id":"ada"}}"#), whole),
        ("a status of zero", rest(r#"{"id":"1","status":0}"#), "lost new [a]"),
        ("a status of 1000", rest(r#"{"id":"1","status":1000}"#), "lost new [a]"),
        ("a negative status", rest(r#"{"id":"1","status":-200}"#), "lost new [a]"),
        ("a status that is a fraction", rest(r#"{"id":"1","status":200.5}"#), "lost new [a]"),
        ("a body that is null", body("null"), "200 new [a]"),
        ("a body that is missing", rest(r#"{"id":"1","status":200}"#), "200 new [a]"),
        ("a body that is text", body("\"text\""), "200 new [a]"),
        ("a body that is JSON in a string", body(r#""{\"id\":\"ada\"}""#), whole),
        ("a body that is a list", body("[]"), "200 new [a]"),
        ("a body that is an error", body(r#"{"error":{"code":"x"}}"#), "200 new [a]"),
        ("a body of 200,000 levels", body(&format!("{}{}", "[".repeat(200_000), "]".repeat(200_000))), "200 new [a]"),
        ("headers that are a list", headers("[]"), whole),
        ("headers that are null", headers("null"), whole),
        ("headers with an invalid name", headers(r#"{"a b":"c"}"#), whole),
        ("headers with a line", headers(r#"{"a":"b\r\nc: d"}"#), whole),
        ("headers that are numbers", headers(r#"{"retry-after":5}"#), whole),
        ("40,000 headers", headers(&format!("{{{}}}", head.join(","))), whole),
        ("an image that is not Base64", headers(r#"{"Content-Type":"image/png"}"#), whole),
        ("an error beside", format!(r#"{{"error":{{"code":"x"}},"responses":[{ADA},{NEW},{ALL}]}}"#), whole),
        ("an error instead", r#"{"error":{"code":"x"}}"#.to_owned(), "200 200 200"),
        ("cut off in the second", format!(r#"{{"responses":[{ADA},{{"id":"2","sta"#), "ada lost lost"),
        ("cut off after the second", format!(r#"{{"responses":[{ADA},{NEW},"#), "ada new lost"),
        ("two lists", format!(r#"{{"responses":[{ADA}],"responses":[{NEW},{ALL}]}}"#), whole),
        ("text after it", format!("{} x", rest(ADA)), whole),
        (
            "a failed dependency",
            reply(&[ADA, r#"{"id":"2","status":400}"#, r#"{"id":"3","status":424}"#]),
            "ada 400 424",
        ),
        ("throttled forever", rest(r#"{"id":"1","status":429,"headers":{"Retry-After":"1"}}"#), "429 new [a]"),
        (
            "a wait that is absurd",
            rest(r#"{"id":"1","status":429,"headers":{"Retry-After":"99999999999999999999"}}"#),
            "429 new [a]",
        ),
        ("5xx forever", rest(r#"{"id":"1","status":503}"#), "503 new [a]"),
        ("5xx of a write", reply(&[ADA, r#"{"id":"2","status":503}"#, ALL]), "ada 503 [a]"),
        (
            "a redirect elsewhere",
            rest(r#"{"id":"1","status":302,"headers":{"Location":"https://evil.example/"}}"#),
            "302 new [a]",
        ),
        (
            "a next link elsewhere",
            rest(r#"{"id":"1","status":200,"body":{"id":"ada"},"@odata.nextLink":"https://evil.example/"}"#),
            whole,
        ),
        (
            "a next link of the reply",
            format!(r#"{{"responses":[{ADA}],"@nextLink":"https://evil.example/"}}"#),
            "ada lost lost",
        ),
    ];
    let one = |name: &str, answers: Vec<Answer>, expected: &str| {
        row(format!("batch: {name}"), Call::Batch, answers, expected)
    };
    let mut rows: Vec<_> =
        replies.into_iter().map(|(name, body, expected)| one(name, vec![ok(body)], expected)).collect();
    let mut not_text = format!(r#"{{"responses":[{ADA},{NEW},{{"id":"3","status":200,"body":""#).into_bytes();
    not_text.extend(b"\xff\"}]}");
    rows.push(one("not UTF-8 in the third", vec![ok(not_text)], "ada new lost"));
    let again = r#"{"id":"1","status":429,"headers":{"Retry-After":"1"}}"#;
    rows.push(one("throttled once", vec![ok(rest(again)), ok(rest(again)), ok(reply(&[ADA]))], whole));
    rows.push(one("throttled, then missing", vec![ok(rest(again)), ok(rest(again)), ok(reply(&[]))], "lost new [a]"));
    rows.push(one(
        "throttled, then other requests",
        vec![ok(rest(again)), ok(rest(again)), ok(reply(&[NEW, ADA]))],
        whole,
    ));
    rows.push(one("503 as a whole", vec![answer(503, "")], "503 503 503"));
    rows.push(one("429 as a whole, once", vec![answer(429, ""), ok(rest(ADA))], whole));
    rows.push(one("401 as a whole, once", vec![answer(401, ""), ok(rest(ADA))], whole));
    rows
}
