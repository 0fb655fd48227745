//! Handlers of the emulator for an action and a function.
#![allow(unreachable_pub, reason = "the module is written as in a library")]

use graph_core::http::{Method, StatusCode};
use graph_emulator::{Emulator, Reply};
use serde_json::json;

pub fn emulator() -> Emulator {
    let emulator = Emulator::new();
    emulator.on(Method::POST, "deviceManagement/managedDevices/{id}/syncDevice", |call| match call.key("id") {
        "laptop" => Reply::status(StatusCode::NO_CONTENT),
        _ => Reply::error(StatusCode::NOT_FOUND, "ResourceNotFound", "There is no such device."),
    });
    emulator.on(Method::GET, "me/reminderView(StartDateTime={start},EndDateTime={end})", |call| {
        let subject = format!("Lunch after {}", call.argument("StartDateTime").unwrap_or(&json!(null)));
        Reply::json(json!({ "value": [{ "eventSubject": subject, "eventLocation": { "displayName": "Roof" } }] }))
    });
    emulator
}
