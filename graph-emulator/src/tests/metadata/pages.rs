//! The requests of the documentation's pages against the service's own metadata.
//!
//! The pages are five years older than the metadata, and some are wrong or outdated. The number of refused requests must stay
//! small, since a valid request must never be refused.

use std::path::PathBuf;

use bytes::Bytes;
use http::Request;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::Value as Json;

use super::super::{ROOT, TestResponse, send};
use super::real;
use crate::Emulator;

/// Characters in a page's URL that a URI can't have.
const NOT_IN_URLS: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'{').add(b'}').add(b'[').add(b']');

/// The path and query after the version, with a value for each placeholder.
fn path(url: &str) -> Option<String> {
    let url = url.trim().strip_prefix("https://graph.microsoft.com").unwrap_or(url).trim_start_matches('/');
    if url.starts_with("http") {
        return None;
    }
    let path = url.strip_prefix("v1.0/").or_else(|| url.strip_prefix("beta/")).unwrap_or(url);
    Some(utf8_percent_encode(&path.replace(['{', '}'], ""), NOT_IN_URLS).to_string())
}

fn ask(emulator: &Emulator, line: &Json) -> Option<TestResponse> {
    let request = line.get("request").filter(|_| line["version"] == "v1.0")?;
    let (method, path) = (request["method"].as_str()?, path(request["url"].as_str()?)?);
    let body = request["body"].as_str().unwrap_or_default().to_owned();
    let is_json = line["request_json_ok"] == true;
    let content_type = if is_json { "application/json" } else { "text/plain" };
    let builder = Request::builder().method(method).uri(format!("{ROOT}/{path}"));
    let builder = builder.header("authorization", "Bearer t").header("consistencylevel", "eventual");
    Some(send(emulator, builder.header("content-type", content_type).body(Bytes::from(body)).ok()?))
}

#[test]
#[ignore = "needs the service's `$metadata` and the corpus of examples: `just service` runs it"]
fn requests_of_the_pages_are_rarely_refused() {
    let folder = std::env::var_os("GRAPH_CORPUS_DIR");
    let folder = folder.map_or_else(|| real::workspace().join("../shared/corpus"), PathBuf::from);
    let file = folder.join("examples.jsonl");
    let lines = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let emulator = Emulator::builder().metadata(real::metadata()).empty_responses().default_values().build().unwrap();
    let lines = lines.lines().filter_map(|line| serde_json::from_str(line).ok());
    let answers: Vec<TestResponse> = lines.filter_map(|line: Json| ask(&emulator, &line)).collect();
    let refused: Vec<&TestResponse> = answers.iter().filter(|answered| answered.status == 400).collect();
    for answered in &refused {
        println!("{}", answered.text("/error/message"));
    }
    println!("{} of {} refused", refused.len(), answers.len());
    assert!(answers.len() > 1000, "{} requests", answers.len());
    assert!(refused.len() * 100 < answers.len() * 8, "{} of {} are refused", refused.len(), answers.len());
    assert!(answers.iter().all(|answered| answered.status < 500 || answered.status == 501));
}
