//! An emulator with metadata.

mod bodies;
mod clients;
mod directory;
mod operations;
mod pages;
mod paths;
mod queries;
mod real;
mod spelling;
mod well_known;

use serde_json::{Value as Json, json};

use super::{TestResponse, ask, encoded, get};
use crate::Emulator;

/// The tests' own service.
pub(super) const SERVICE: &str = include_str!("metadata/service.csdl");

fn emulator() -> Emulator {
    Emulator::builder().metadata(SERVICE).build().unwrap()
}

/// Asserts that a response is 400 `BadRequest`, with a message that contains a text.
#[track_caller]
fn assert_refused(answered: &TestResponse, fact: &str) {
    let message = answered.text("/error/message");
    assert_eq!(answered.code(), (400, "BadRequest"), "{message}");
    assert!(message.contains(fact), "`{message}` does not have `{fact}`");
}

fn post(emulator: &Emulator, path: &str, body: &Json) -> TestResponse {
    ask(emulator, &format!("POST {path}"), body)
}

fn patch(emulator: &Emulator, path: &str, body: &Json) -> TestResponse {
    ask(emulator, &format!("PATCH {path}"), body)
}

/// The absolute URL of an entity as the body of `$ref`.
fn reference(path: &str) -> Json {
    json!({ "@odata.id": format!("{}/{path}", super::ROOT) })
}
