//! Downloads: ranges, and what follows a lost connection.

use super::call::Call;
use super::transport::{Answer, answer, ok};
use super::{Row, row};

const TOO_MANY: &str = "error: redirected it more than 5 times";
const CHANGED: &str = "error: the content changed while it was downloaded";
const SHORT: &str = "error: the content has 3 bytes, and the service announced";
const OTHER_RANGE: &str = "error: another range of the content than the requested one";

/// A part of the content with this `Content-Range`.
fn part(range: &str, body: &str) -> Answer {
    answer(206, body).with("content-range", range).with("etag", "\"1\"")
}

/// The content from its first byte on, of which `length` bytes are announced.
fn whole(length: &str, body: &str) -> Answer {
    ok(body).with("content-length", length).with("etag", "\"1\"")
}

pub(super) fn rows() -> Vec<Row> {
    let mut rows = vec![
        row("download: right", Call::Download, vec![whole("9", "abcdefghi")], "abcdefghi"),
        row("download: nothing", Call::Download, vec![answer(204, "")], ""),
        row("download: HTML", Call::Download, vec![ok("<html></html>")], "<html></html>"),
        row("download: an error with 200", Call::Download, vec![ok(r#"{"error":{}}"#)], r#"{"error":{}}"#),
        row(
            "download: a part that nobody asked for",
            Call::Download,
            vec![part("bytes 0-8/9", "abcdefghi")],
            OTHER_RANGE,
        ),
        row("download: 416", Call::Download, vec![answer(416, "").with("content-range", "bytes */5")], "error: 416"),
        row("download: fewer bytes than announced", Call::Download, vec![whole("9", "abc")], SHORT),
        row("download: more bytes than announced", Call::Download, vec![whole("3", "abcd")], "error: has 4 bytes"),
    ];
    rows.extend(lengths());
    rows.extend(ranges());
    rows.extend(tails());
    rows.extend(continued());
    rows.extend(redirects());
    rows
}

/// `Content-Length` in odd forms: one that can't be read is not announced.
fn lengths() -> impl Iterator<Item = Row> {
    [
        ("negative", "-1", "abc"),
        ("text", "many", "abc"),
        ("nothing", "", "abc"),
        ("two", "3, 3", "abc"),
        ("hexadecimal", "0x3", "abc"),
        ("a fraction", "3.0", "abc"),
        ("the largest number", "18446744073709551615", SHORT),
        ("larger than any number", "18446744073709551616", "abc"),
    ]
    .into_iter()
    .map(|(name, length, expected)| {
        row(format!("download: a length that is {name}"), Call::Download, vec![whole(length, "abc")], expected)
    })
}

/// The range of the bytes 2 to 6 of nine.
fn ranges() -> Vec<Row> {
    let range = |name: &str, answers: Vec<Answer>, expected: &str| {
        row(format!("range: {name}"), Call::Range, answers, expected)
    };
    let mut rows: Vec<Row> = [
        ("right", "bytes 2-6/9", "cdefg"),
        ("of unknown length", "bytes 2-6/*", "cdefg"),
        ("another start", "bytes 3-6/9", OTHER_RANGE),
        ("the start of the content", "bytes 0-4/9", OTHER_RANGE),
        ("a later end", "bytes 2-7/9", OTHER_RANGE),
        ("the end before the start", "bytes 6-2/9", OTHER_RANGE),
        ("another unit", "lines 2-6/9", OTHER_RANGE),
        ("no unit", "2-6/9", OTHER_RANGE),
        ("a unit in capitals", "BYTES 2-6/9", OTHER_RANGE),
        ("a total below the end", "bytes 2-6/5", OTHER_RANGE),
        ("a total of the end", "bytes 2-6/6", OTHER_RANGE),
        ("only a total", "bytes */5", OTHER_RANGE),
        ("nothing", "", OTHER_RANGE),
        ("garbage", "\u{1f600}-/", OTHER_RANGE),
        ("only the unit", "bytes ", OTHER_RANGE),
        ("no total", "bytes 2-6", OTHER_RANGE),
        ("an empty total", "bytes 2-6/", OTHER_RANGE),
        ("a total that is text", "bytes 2-6/nine", OTHER_RANGE),
        ("negative", "bytes -2-6/9", OTHER_RANGE),
        ("no end", "bytes 2-/9", OTHER_RANGE),
        ("no start", "bytes -6/9", OTHER_RANGE),
        ("fractions", "bytes 2.0-6.0/9.0", OTHER_RANGE),
        ("hexadecimal", "bytes 0x2-0x6/0x9", OTHER_RANGE),
        ("numbers that are too large", "bytes 2-18446744073709551616/18446744073709551617", OTHER_RANGE),
        ("several in one", "bytes 2-3/9, bytes 4-6/9", OTHER_RANGE),
        ("several with one total", "bytes 2-3,4-6/9", OTHER_RANGE),
        ("the form of a request", "bytes=2-6/9", OTHER_RANGE),
    ]
    .into_iter()
    .map(|(name, text, expected)| range(name, vec![part(text, "cdefg")], expected))
    .collect();
    let several = "--a\r\nContent-Range: bytes 2-3/9\r\n\r\ncd\r\n--a--";
    let multipart = answer(206, several).with("content-type", "multipart/byteranges; boundary=a");
    let twice = part("bytes 2-3/9", "cdefg").with("content-range", "bytes 2-6/9");
    rows.extend([
        range("no header", vec![answer(206, "cdefg")], OTHER_RANGE),
        range("several in parts", vec![multipart], OTHER_RANGE),
        range("two headers", vec![twice], "error: has 5 bytes, and the service announced 2"),
        range("no text", vec![answer(206, "cdefg").with("content-range", b"bytes \xff".to_vec())], OTHER_RANGE),
        range("more bytes", vec![part("bytes 2-6/9", "cdefghi")], "error: has 7 bytes, and the service announced 5"),
        range("no bytes", vec![part("bytes 2-6/9", "")], "error: has 0 bytes, and the service announced 5"),
        // The rest is asked for, and is not the rest.
        range("fewer bytes", vec![part("bytes 2-6/9", "cd")], OTHER_RANGE),
        range("a part", vec![part("bytes 2-3/9", "cd"), part("bytes 4-6/9", "efg")], "cdefg"),
        range("the same part again", vec![part("bytes 2-3/9", "cd")], OTHER_RANGE),
        range("a gap", vec![part("bytes 2-3/9", "cd"), part("bytes 5-6/9", "fg")], OTHER_RANGE),
        range("a part of another total", vec![part("bytes 2-3/9", "cd"), part("bytes 4-6/8", "efg")], CHANGED),
        range("the whole content", vec![whole("9", "abcdefghi")], "cdefg"),
        range("content that ends within it", vec![whole("4", "abcd")], "cd"),
        range("content that ends before it", vec![whole("1", "a")], ""),
        range("nothing with 204", vec![answer(204, "")], ""),
        range("416", vec![answer(416, "").with("content-range", "bytes */2")], "error: 416"),
    ]);
    rows
}

/// A range without an end.
fn tails() -> Vec<Row> {
    let tail = |name: &str, answers: Vec<Answer>, expected: &str| {
        row(format!("range without an end: {name}"), Call::Tail, answers, expected)
    };
    let end = |total: &str| answer(416, "").with("content-range", total);
    vec![
        tail("right", vec![part("bytes 2-8/9", "cdefghi")], "cdefghi"),
        tail("of unknown length", vec![part("bytes 2-8/*", "cdefghi"), end("bytes */9")], "cdefghi"),
        tail("another end", vec![part("bytes 2-8/*", "cdefghi"), end("bytes */8")], CHANGED),
        tail("no end", vec![part("bytes 2-8/*", "cdefghi"), end("bytes */*")], CHANGED),
        tail("an end that is garbage", vec![part("bytes 2-8/*", "cdefghi"), end("nine")], CHANGED),
        tail("an end without a header", vec![part("bytes 2-8/*", "cdefghi"), answer(416, "")], CHANGED),
        tail("the last number", vec![part("bytes 2-18446744073709551615/*", "cdefghi")], OTHER_RANGE),
        tail("the number before it", vec![part("bytes 2-18446744073709551614/*", "cdefghi")], OTHER_RANGE),
        tail("the largest total", vec![part("bytes 2-8/18446744073709551615", "cdefghi")], OTHER_RANGE),
        tail("ignored", vec![whole("9", "abcdefghi")], "cdefghi"),
        row(
            "range at the largest number: more bytes than there can be",
            Call::Last,
            vec![part("bytes 18446744073709551614-18446744073709551614/*", "abcde")],
            OTHER_RANGE,
        ),
    ]
}

/// What follows a connection that was lost after four of nine bytes.
fn continued() -> Vec<Row> {
    let first = || whole("9", "abcd").cut();
    let then = |name: &str, answers: Vec<Answer>, expected: &str| {
        let answers = [vec![first()], answers].concat();
        row(format!("continued: {name}"), Call::Download, answers, expected)
    };
    let rest = || part("bytes 4-8/9", "efghi");
    let other = |etag: &str| answer(206, "efghi").with("content-range", "bytes 4-8/9").with("etag", etag);
    vec![
        then("right", vec![rest()], "abcdefghi"),
        then("lost again", vec![part("bytes 4-8/9", "e").cut(), part("bytes 5-8/9", "fghi")], "abcdefghi"),
        then("lost without a byte", vec![rest(), rest()].into_iter().map(Answer::cut).collect(), "abcdefghi"),
        then("lost for ever", vec![part("bytes 4-8/9", "").cut()], "error: the connection was lost"),
        then("200", vec![whole("9", "abcdefghi")], "abcdefghi"),
        then("200 of fewer bytes", vec![whole("3", "abc")], CHANGED),
        then("200 of more bytes", vec![whole("99", "abcdefghi")], CHANGED),
        then("200 that is cut off", vec![whole("9", "ab").cut(), whole("9", "abcdefghi")], "abcdefghi"),
        then("200 without a length", vec![ok("abcdefghi").with("etag", "\"1\"")], "abcdefghi"),
        then("200 without an ETag", vec![ok("abcdefghi").with("content-length", "9")], CHANGED),
        then("200 of another ETag", vec![ok("ABCDEFGHI").with("content-length", "9").with("etag", "\"2\"")], CHANGED),
        then("204", vec![answer(204, "").with("etag", "\"1\"")], CHANGED),
        then("HTML", vec![ok("<html></html>")], CHANGED),
        then("another ETag", vec![other("\"2\"")], CHANGED),
        then("a weak ETag", vec![other("W/\"1\"")], CHANGED),
        then("an empty ETag", vec![other("")], CHANGED),
        then("no ETag", vec![answer(206, "efghi").with("content-range", "bytes 4-8/9")], CHANGED),
        then("a gap", vec![part("bytes 5-8/9", "fghi")], OTHER_RANGE),
        then("bytes again", vec![part("bytes 3-8/9", "defghi")], OTHER_RANGE),
        then("another total", vec![part("bytes 4-8/10", "efghi")], CHANGED),
        then("only a total", vec![part("bytes */5", "efghi")], OTHER_RANGE),
        then("more bytes", vec![part("bytes 4-8/9", "efghijkl")], "error: and the service announced 9"),
        then("416", vec![answer(416, "").with("content-range", "bytes */4")], CHANGED),
        then("404", vec![answer(404, "")], "error: 404"),
        then("a redirect elsewhere", vec![to("https://evil.example/x"), rest()], "abcdefghi"),
        then("a redirect to itself", vec![to("/v1.0/users/ada/content")], TOO_MANY),
        row("continued: content without an ETag", Call::Download, vec![ok("abcd").cut(), rest()], "error: was lost"),
        row(
            "continued: content of unknown length",
            Call::Download,
            vec![ok("abcd").with("etag", "\"1\"").cut(), answer(416, "").with("content-range", "bytes */4")],
            "abcd",
        ),
    ]
}

fn to(location: &str) -> Answer {
    answer(302, "").with("location", location)
}

fn redirects() -> Vec<Row> {
    let one = |name: &str, answers: Vec<Answer>, expected: &str| {
        row(format!("download: a redirect {name}"), Call::Download, answers, expected)
    };
    let content = || whole("3", "abc");
    let elsewhere = || to("https://files.example/a?sig=1");
    let there_and_back: Vec<_> =
        (0..20).map(|number| if number % 2 == 0 { elsewhere() } else { to("https://graph.microsoft.com/x") }).collect();
    vec![
        one("elsewhere", vec![elsewhere(), content()], "abc"),
        one("by http", vec![to("http://files.example/a"), content()], "error: 302"),
        one("to a user", vec![to("https://graph.microsoft.com@evil.example/"), content()], "error: 302"),
        one("to nowhere", vec![answer(302, "<html></html>"), content()], "error: 302"),
        one("to a file", vec![to("file:///etc/passwd"), content()], "error: 302"),
        one("to itself", vec![to("/v1.0/users/ada/content")], TOO_MANY),
        one("there and back", there_and_back, TOO_MANY),
        // An expired URL is asked for once more.
        one("that has expired", vec![elsewhere(), answer(403, ""), elsewhere(), content()], "abc"),
        one("that expires for ever", vec![elsewhere(), answer(403, ""), elsewhere(), answer(403, "")], "error: 403"),
        one("that asks for the token", vec![elsewhere(), answer(401, ""), elsewhere(), answer(401, "")], "error: 401"),
    ]
}
