//! `cargo run -p graph-tests --bin browser [SCREENSHOT]`: the emulator's page in headless Chromium, which `$CHROMIUM` may name. It fails if
//! the page lacks a request, a stored entity, a fault or a message, or shows a secret.

mod chromium;

use std::env::args;
use std::fs;
use std::process::ExitCode;

use bytes::Bytes;
use graph_core::Transport;
use graph_emulator::{Emulator, Fault, RetryAfter};
use http::{Method, Request};
use serde_json::{Value as Json, json};
use tokio::runtime::Runtime;

use crate::chromium::Chromium;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    match run(args().nth(1)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(screenshot: Option<String>) -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let emulator = prepared();
    let serving = runtime.block_on(emulator.serve())?;
    let created = json!({ "id": "eve", "@odata.type": "#microsoft.graph.user", "passwordProfile": { "password": "hidden-password" } });
    send(&runtime, &emulator, "GET", "users?$top=5&$select=id,displayName", None)?;
    send(&runtime, &emulator, "POST", "users", Some(&created))?;
    send(&runtime, &emulator, "GET", "users/nobody", None)?;

    let mut page = Chromium::open(&format!("{}/_emulator/", serving.url()))?;
    page.wait("requests of before", "document.querySelectorAll('#requests li').length == 3")?;
    page.wait("the state", "document.querySelector('#state').textContent == 'live'")?;
    page.wait("stored paths", "document.querySelector('#paths').textContent.includes('groups')")?;
    page.wait("a fault", r#"document.querySelector('#faults').textContent.includes('"kind":"throttled"')"#)?;

    send(&runtime, &emulator, "PATCH", "users/bob", Some(&json!({ "jobTitle": "Engineer" })))?;
    page.wait("a request as it comes", "document.querySelector('#requests .url').textContent == '/v1.0/users/bob'")?;
    page.run("document.querySelectorAll('#requests summary').forEach((summary) => summary.click())")?;
    page.wait("a body", "document.querySelector('#requests pre + h3 + pre').textContent.includes('Engineer')")?;
    let text = page.run("document.documentElement.textContent")?;
    for secret in ["hidden-password", "hidden-token"] {
        if text.as_str().is_none_or(|text| text.contains(secret)) {
            return Err(format!("the page shows {secret}").into());
        }
    }
    page.run("document.querySelectorAll('#requests summary').forEach((summary) => summary.click())")?;

    page.run("document.querySelector('#fault').value = '{\"kind\": \"throtled\"}'; document.querySelector('#add').requestSubmit()")?;
    page.wait("a message", "document.querySelector('#problem').textContent.includes(\"did you mean 'throttled'?\")")?;
    page.run("document.querySelector('#fault').value = '{\"kind\": \"refused\", \"nth\": 9}'; document.querySelector('#add').requestSubmit()")?;
    page.wait(
        "a new fault",
        "document.querySelectorAll('#faults li').length == 2 && !document.querySelector('#problem').textContent",
    )?;
    page.run("document.querySelector('#path').value = 'users/ada'; document.querySelector('#find').requestSubmit()")?;
    page.wait("an entity", "document.querySelector('#stored').textContent.includes('ada@example.org')")?;

    page.run("document.querySelector('#requests summary').click()")?;
    page.wait("a width that fits", "document.documentElement.scrollWidth <= innerWidth")?;
    if let Some(file) = screenshot {
        fs::write(&file, page.screenshot()?)?;
        println!("the screenshot is {file}");
    }
    let colour = "getComputedStyle(document.body).backgroundColor";
    let light = page.run(colour)?;
    page.prefer_dark()?;
    if page.run(colour)? == light {
        return Err("the page is not dark for those who prefer it".into());
    }
    page.run("document.querySelector('#clear').click()")?;
    page.wait("an empty list", "document.querySelectorAll('#requests li').length == 0")?;
    if !emulator.request_log().is_empty() {
        return Err("the log is not cleared".into());
    }
    page.close()?;
    println!("the page shows requests, entities, faults and messages");
    Ok(())
}

fn prepared() -> Emulator {
    let emulator = Emulator::new();
    emulator.seed("users", json!({ "id": "ada", "displayName": "Ada", "mail": "ada@example.org" }));
    emulator.seed("users", json!({ "id": "bob", "displayName": "Bob" }));
    emulator.seed("groups", json!({ "id": "analysts", "displayName": "Analysts" }));
    let throttled = Fault::throttled(RetryAfter::Seconds(1));
    emulator.fault(throttled.on(Method::POST, "users/{id}/sendMail").nth(2).times(2));
    emulator
}

fn send(runtime: &Runtime, emulator: &Emulator, method: &str, path: &str, body: Option<&Json>) -> Outcome<()> {
    let request = Request::builder().method(method).uri(format!("https://graph.microsoft.com/v1.0/{path}"));
    let request = request.header("authorization", "Bearer hidden-token").header("content-type", "application/json");
    let body = body.map(|body| Bytes::from(body.to_string())).unwrap_or_default();
    runtime.block_on(emulator.send(request.body(body)?))?;
    Ok(())
}
