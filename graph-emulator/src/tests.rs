//! Requests and responses as a client sees them, without a socket except in `served`.

mod addresses;
mod batches;
mod concurrency;
mod control;
mod deltas;
mod directory;
mod documented;
mod entities;
mod expansions;
mod faults;
mod filters;
mod data_file;
mod lists;
mod media;
mod metadata;
mod notifications;
mod operations;
mod ordering;
mod permissions;
mod protocol;
mod references;
mod searches;
mod served;
mod spelling;
mod tokens;
mod workload_identity;

use bytes::Bytes;
use http::{HeaderMap, Request};
use serde_json::Value as Json;

use crate::Emulator;
use crate::http::delivery::ConnectionLost;
use crate::http::spelling::Spelling;
use crate::notification::validated::Validated;

const ROOT: &str = "https://graph.microsoft.com/v1.0";

struct TestResponse {
    status: u16,
    headers: HeaderMap,
    body: Json,
}

impl TestResponse {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    fn text(&self, pointer: &str) -> &str {
        self.body.pointer(pointer).and_then(Json::as_str).unwrap_or_default()
    }

    fn code(&self) -> (u16, &str) {
        (self.status, self.text("/error/code"))
    }

    /// The ids of a list.
    fn ids(&self) -> Vec<String> {
        let value = self.body["value"].as_array().unwrap();
        value.iter().map(|entity| entity["id"].as_str().unwrap().to_owned()).collect()
    }
}

/// Sends `METHOD path-or-url` with a token, headers and a body, unless that is null.
fn ask_with(emulator: &Emulator, request: &str, headers: &[(&str, &str)], body: &Json) -> TestResponse {
    let (method, path) = request.split_once(' ').unwrap();
    let url = if path.starts_with("https://") { path.to_owned() } else { format!("{ROOT}/{path}") };
    let mut request = Request::builder().method(method).uri(url).header("authorization", "Bearer t");
    if !body.is_null() {
        request = request.header("content-type", "application/json");
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let body = if body.is_null() { Bytes::new() } else { body.to_string().into() };
    send(emulator, request.body(body).unwrap())
}

fn ask(emulator: &Emulator, request: &str, body: &Json) -> TestResponse {
    ask_with(emulator, request, &[], body)
}

fn get(emulator: &Emulator, path: &str) -> TestResponse {
    ask(emulator, &format!("GET {path}"), &Json::Null)
}

fn delete(emulator: &Emulator, path: &str) -> TestResponse {
    ask(emulator, &format!("DELETE {path}"), &Json::Null)
}

fn send(emulator: &Emulator, request: Request<Bytes>) -> TestResponse {
    let (head, body) = emulator.respond(request).unwrap().into_parts();
    let body = if body.is_empty() { Json::Null } else { as_json(&body) };
    TestResponse { status: head.status.as_u16(), headers: head.headers, body }
}

/// A body that is not JSON is a string.
fn as_json(body: &[u8]) -> Json {
    serde_json::from_slice(body).unwrap_or_else(|_| String::from_utf8_lossy(body).into())
}

/// As [`get`], with eventual consistency.
fn get_eventual(emulator: &Emulator, path: &str) -> TestResponse {
    ask_with(emulator, &format!("GET {path}"), &[("consistencylevel", "eventual")], &Json::Null)
}

/// A query option's value, percent-encoded.
fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// The same store with one other setting: for tests that compare the two.
impl Emulator {
    /// The response without its way to the client.
    fn respond(&self, request: Request<Bytes>) -> Result<http::Response<Bytes>, ConnectionLost> {
        let (head, body) = request.into_parts();
        let performed = self.perform_first(head, Ok(body), &Validated::default())?;
        let saved = if performed.head.method == http::Method::GET { Ok(()) } else { self.save() };
        self.conclude(performed, saved).map(|answer| answer.response)
    }

    pub(crate) fn strict(mut self) -> Self {
        self.settings.spelling = Spelling::Exact;
        if let Some(schema) = &mut self.schema {
            schema.spelling = Spelling::Exact;
        }
        self
    }

    pub(crate) fn with_page_size(mut self, page_size: usize) -> Self {
        self.settings.page_size = page_size;
        self
    }

    pub(crate) fn with_empty_responses(mut self) -> Self {
        self.settings.empty_responses = true;
        self
    }
}
