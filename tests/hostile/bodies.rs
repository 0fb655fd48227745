//! Bodies of entities and of values.

use super::call::Call;
use super::transport::{Answer, answer, ok};
use super::{Row, row};

const ADA: &str = r#"{"id":"ada","age":36}"#;

fn gzip() -> Vec<u8> {
    // An empty gzip file.
    vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]
}

pub(super) fn rows() -> Vec<Row> {
    let deep = |open: &str, close: &str, depth: usize| format!("{}{}", open.repeat(depth), close.repeat(depth));
    let unknown = |value: &str| format!(r#"{{"id":"ada","x":{value}}}"#);
    let long = "x".repeat(512 * 1024);
    let many: Vec<String> = (0..50_000).map(|number| format!(r#""p{number}":{number}"#)).collect();
    let get =
        |name: &str, answer: Answer, expected: &str| row(format!("body: {name}"), Call::Get, vec![answer], expected);
    let mut rows = vec![
        get("right", ok(ADA), "ada"),
        get("byte-order mark", ok(format!("\u{feff}{ADA}")), "ada"),
        get("three byte-order marks", ok(format!("\u{feff}\u{feff}\u{feff}{ADA}")), "ada"),
        get("white space around", ok(format!("\r\n\t {ADA} \n")), "ada"),
        get("other media type", ok(ADA).with("content-type", "text/html"), "ada"),
        get("other charset", ok(ADA).with("content-type", "application/json;charset=utf-16"), "ada"),
        get("gzip that nothing decompressed", ok(gzip()).with("content-encoding", "gzip"), "error: not UTF-8"),
        get("empty", ok(""), "error"),
        get("white space", ok(" \n "), "error"),
        get("zero bytes", ok(vec![0; 4096]), "error"),
        get("not UTF-8", ok(b"{\"id\":\"\xff\xfe\"}".to_vec()), "error: not UTF-8"),
        get("UTF-16", ok("\u{feff}{}".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()), "error"),
        get("HTML", ok("<!DOCTYPE html><html><title>Sign in</title></html>"), "error: not valid JSON"),
        get("XML", ok("<?xml version=\"1.0\"?><a/>"), "error: not valid JSON"),
        get("text", ok("OK"), "error: not valid JSON"),
        get("a number", ok("5"), "error"),
        get("a string", ok("\"ada\""), "error"),
        get("null", ok("null"), "error"),
        get("true", ok("true"), "error"),
        get("an array", ok(format!("[{ADA}]")), "error"),
        get("an empty object", ok("{}"), "error: is empty"),
        get("a null annotation", ok(r#"{"@odata.null":true}"#), "error: is empty"),
        get("a wrapped null", ok(r#"{"value":null}"#), "error: is empty"),
        get("a page", ok(format!(r#"{{"value":[{ADA}]}}"#)), "error"),
        get("a wrapped entity", ok(format!(r#"{{"value":{ADA}}}"#)), "ada"),
        get("two documents", ok(format!("{ADA}{ADA}")), "error: not valid JSON"),
        get("text after it", ok(format!("{ADA} // end")), "error: not valid JSON"),
        get("a zero after it", ok(format!("{ADA}\0")), "error: not valid JSON"),
        get("a trailing comma", ok(r#"{"id":"ada",}"#), "error: not valid JSON"),
        get("single quotes", ok("{'id':'ada'}"), "error: not valid JSON"),
        get("a comment", ok(r#"{/* a */"id":"ada"}"#), "error: not valid JSON"),
        get("a raw control character", ok("{\"id\":\"a\nb\"}"), "error: not valid JSON"),
        get("a lone surrogate", ok(r#"{"id":"\ud800"}"#), "error"),
        get("a bad escape", ok(r#"{"id":"\x41"}"#), "error: not valid JSON"),
        get("an escaped name", ok(r#"{"\u0069d":"ada"}"#), "ada"),
        get("a zero in a string", ok(r#"{"id":"\u0000"}"#), "\0"),
        get("a property twice", ok(r#"{"id":"eve","id":"ada"}"#), "ada"),
        get("another type of a property", ok(r#"{"id":5}"#), "error: `id` is not of the type"),
        get("an object as a string", ok(r#"{"id":{"id":"ada"}}"#), "error: `id` is not of the type"),
        get("a number that is too large", ok(r#"{"id":"ada","age":2147483648}"#), "error: `age` is not of the type"),
        get("a number with an enormous exponent", ok(r#"{"id":"ada","age":1e999999999}"#), "error"),
        get("a number of 200,000 digits", ok(format!(r#"{{"age":{}}}"#, "9".repeat(200_000))), "error"),
        get("an unknown number of 200,000 digits", ok(unknown(&"9".repeat(200_000))), "ada"),
        get("NaN", ok(r#"{"id":"ada","age":NaN}"#), "error: not valid JSON"),
        get("an unknown property of 512 KiB", ok(unknown(&format!("\"{long}\""))), "ada"),
        get("a key of 512 KiB", ok(format!(r#"{{"{long}":1,"id":"ada"}}"#)), "ada"),
        get("50,000 properties", ok(format!("{{{},\"id\":\"ada\"}}", many.join(","))), "ada"),
        get("100 levels", ok(unknown(&deep("[", "]", 100))), "ada"),
        get("200,000 levels of arrays", ok(unknown(&deep("[", "]", 200_000))), "ada"),
        get("200,000 levels of objects", ok(unknown(&deep("{\"a\":", "}", 100_000))), "error"),
        get("200,000 open arrays", ok("[".repeat(200_000)), "error"),
        get("200,000 open objects", ok("{\"a\":".repeat(100_000)), "error"),
        get("200,000 quotes", ok("\"".repeat(200_000)), "error"),
        get("200,000 backslashes", ok(format!("{{\"id\":\"{}", "\\".repeat(200_000))), "error"),
        get("200,000 commas", ok(format!("[{}", ",".repeat(200_000))), "error"),
        get("an error with status 200", ok(r#"{"error":{"code":"itemNotFound"}}"#), "error: itemNotFound"),
        get("an error beside properties", ok(r#"{"id":"ada","error":{"code":"x"}}"#), "error: x"),
        get("an error that is null", ok(r#"{"id":"ada","error":null}"#), "ada"),
        get("an unknown type", ok(r##"{"@odata.type":"#a.b","id":"ada"}"##), "ada"),
        get("a type that is no text", ok(r#"{"@odata.type":5,"id":"ada"}"#), "ada"),
        get("204", answer(204, ADA), "error: is empty"),
        get("206", answer(206, ADA), "ada"),
        get("299", answer(299, ADA), "ada"),
        get("304", answer(304, ""), "error: 304"),
        get("100", answer(100, ADA), "error: 100"),
        get("600", answer(600, ADA), "error: 600"),
        get("999", answer(999, ADA), "error: 999"),
    ];
    for end in 0..ADA.len() {
        rows.push(get(&format!("cut off after {end} bytes"), ok(ADA.get(..end).unwrap_or_default()), "error"));
    }
    let other = |name: &str, call: Call, body: &str, expected: &str| {
        row(format!("{call:?}: {name}"), call, vec![ok(body)], expected)
    };
    rows.extend([
        other("a number", Call::Count, "5", "5"),
        other("a byte-order mark", Call::Count, "\u{feff}5", "5"),
        other("a negative number", Call::Count, "-1", "error"),
        other("a fraction", Call::Count, "1.5", "error"),
        other("a large number", Call::Count, "18446744073709551616", "error"),
        other("text", Call::Count, "many", "error"),
        other("nothing", Call::Count, "", "error"),
        other("an object", Call::Count, r#"{"value":5}"#, "error"),
        other("names", Call::Names, r#"{"value":["a","b"]}"#, "a,b"),
        other("a bare list", Call::Names, r#"["a","b"]"#, "error"),
        other("one null", Call::Names, r#"{"value":["a",null]}"#, "error"),
        other("one number", Call::Names, r#"{"value":["a",1]}"#, "error"),
        other(
            "more pages",
            Call::Names,
            r#"{"value":["a"],"@odata.nextLink":"https://graph.microsoft.com/v1.0/x"}"#,
            "a",
        ),
        other("nothing", Call::Names, "", "error"),
        other("nothing", Call::Update, "", ""),
        other("an entity", Call::Update, ADA, "ada"),
        other("an entity", Call::Delete, ADA, "done"),
        other("an error", Call::Delete, r#"{"error":{"code":"x"}}"#, "error: x"),
        other("HTML", Call::Delete, "<html></html>", "done"),
        other("nothing", Call::Create, "", "error"),
        other("HTML", Call::Bytes, "<html></html>", "13 bytes"),
        other("127 levels", Call::Json, &deep("[", "]", 127), "254 characters"),
        other("200,000 levels", Call::Json, &deep("[", "]", 200_000), "error"),
        other("an error alone", Call::Json, r#"{"error":{"code":"x"}}"#, "error: x"),
    ]);
    rows
}
