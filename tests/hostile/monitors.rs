//! Status monitors of long-running operations.

use super::call::Call;
use super::transport::{Answer, answer, ok};
use super::{Row, row};

pub(super) fn rows() -> Vec<Row> {
    let accepted = |location: &str| answer(202, "").with("location", location);
    let here = || accepted("https://graph.microsoft.com/v1.0/operations/1");
    let copy = |name: &str, answers: Vec<Answer>, expected: &str| {
        row(format!("monitor: {name}"), Call::Copy, answers, expected)
    };
    let then = |body: &str| vec![here(), ok(body), ok(r#"{"id":"ada"}"#)];
    let at = |location: &str| format!(r#"{{"status":"succeeded","resourceLocation":"{location}"}}"#);
    let mut rows = vec![
        copy("no location", vec![answer(202, "")], "error: status monitor"),
        copy("an empty location", vec![accepted(""), ok(r#"{"id":"ada"}"#)], "error"),
        copy("http", vec![accepted("http://graph.microsoft.com/v1.0/o"), ok("{}")], "error: graph.microsoft.com"),
        copy("loopback", vec![accepted("http://127.0.0.1/o"), ok("{}")], "error: 127.0.0.1"),
        copy("a user", vec![accepted("https://a@graph.microsoft.com/o"), ok("{}")], "error"),
        copy("file", vec![accepted("file:///etc/passwd"), ok("{}")], "error"),
        copy("javascript", vec![accepted("javascript:alert(1)"), ok(r#"{"id":"ada"}"#)], "ada"),
        copy("no text", vec![answer(202, "").with("location", b"\xff".to_vec()), ok("{}")], "error"),
        copy("elsewhere", vec![accepted("https://evil.example/o"), ok(r#"{"id":"ada"}"#)], "ada"),
        copy("two slashes", vec![accepted("//evil.example/o"), ok(r#"{"id":"ada"}"#)], "ada"),
        copy("succeeded with a resource", then(&at("https://graph.microsoft.com/v1.0/users/ada")), "ada"),
        copy("a resource elsewhere", then(&at("https://evil.example/x")), "error: evil.example"),
        copy("a resource by http", then(&at("http://graph.microsoft.com/v1.0/users/ada")), "error"),
        copy("a resource with a user", then(&at("https://graph.microsoft.com@evil.example/")), "error"),
        copy("a resource that is empty", then(&at("")), "error"),
        copy("a resource that is a path", then(&at("/users/ada")), "ada"),
        copy("a resource up", then(&at("/../../x")), "ada"),
        copy("failed", then(r#"{"status":"failed","error":{"code":"x"}}"#), "error: 200 x"),
        copy("failed without a reason", then(r#"{"status":"failed"}"#), "error: failed"),
        copy("a status that is a number", then(r#"{"status":5}"#), "error"),
        copy("a status that is null", then(r#"{"status":null}"#), "error"),
        copy("a status that is a list", then(r#"{"status":["running"]}"#), "error"),
        copy(
            "a status of 512 KiB",
            then(&format!(r#"{{"status":"{}","percentageComplete":1}}"#, "r".repeat(512 << 10))),
            "ada",
        ),
        copy("percent that is enormous", then(r#"{"status":"running","percentageComplete":1e400}"#), "ada"),
        copy("percent that is text", then(r#"{"status":"running","percentageComplete":"NaN"}"#), "ada"),
        copy("two states", then(r#"{"status":"running","status":"failed"}"#), "error"),
        copy("HTML", then("<html></html>"), "error: not JSON"),
        copy("cut off", then(r#"{"status":"runn"#), "error: not JSON"),
        copy("nothing", then(""), "error"),
        copy("a list", then("[]"), "error"),
        copy(
            "200,000 levels",
            then(&format!(r#"{{"status":"running","x":{}{}}}"#, "[".repeat(200_000), "]".repeat(200_000))),
            "ada",
        ),
        copy("an error", vec![here(), answer(404, r#"{"error":{"code":"x"}}"#)], "error: 404 x"),
        copy("401 forever", vec![here(), answer(401, "")], "error: 401"),
        copy(
            "throttled, then done",
            vec![here(), answer(429, "").with("retry-after", "2"), ok(r#"{"id":"ada"}"#)],
            "ada",
        ),
        copy(
            "a redirect to the outcome",
            vec![
                here(),
                answer(303, "").with("location", "https://graph.microsoft.com/v1.0/users/ada"),
                ok(r#"{"id":"ada"}"#),
            ],
            "ada",
        ),
        copy(
            "a redirect elsewhere",
            vec![here(), answer(303, "").with("location", "https://evil.example/"), ok(r#"{"id":"ada"}"#)],
            "ada",
        ),
        copy(
            "a redirect by http",
            vec![here(), answer(303, "").with("location", "http://evil.example/"), ok("{}")],
            "error",
        ),
        copy(
            "redirects forever",
            vec![here(), answer(303, "").with("location", "https://graph.microsoft.com/v1.0/x")],
            "error",
        ),
        copy("an outcome that is HTML", vec![here(), ok(at("/users/ada")), ok("<html></html>")], "error"),
        copy("an outcome that is refused", vec![here(), ok(at("/users/ada")), answer(403, "")], "error: 403"),
        copy("200 at once", vec![ok(r#"{"id":"ada"}"#)], "ada"),
        copy("204 at once", vec![answer(204, "")], "error"),
    ];
    let archive = |name: &str, body: &str, expected: &str| {
        row(format!("monitor: {name}"), Call::Archive, vec![here(), ok(body)], expected)
    };
    rows.extend([
        archive("a resource id", r#"{"status":"succeeded","resourceId":"r"}"#, "r"),
        archive("a resource id that is a number", r#"{"status":"succeeded","resourceId":5}"#, "error"),
        archive("no resource id", r#"{"status":"succeeded"}"#, "error"),
    ]);
    rows
}
