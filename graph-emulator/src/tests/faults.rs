//! Faults and storms, as a client in process sees them.

use std::io;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use graph_core::retry::Clock;
use graph_core::{BoxFuture, Transport, TransportError};
use http::{Method, Request, Response, StatusCode};
use serde_json::{Value as Json, json};

use super::{ROOT, ask, delete, get, send};
use crate::{Emulator, Fault, RetryAfter, Storm};

/// A clock whose waits end at once.
#[derive(Clone, Default)]
struct Flying(Arc<Mutex<DateTime<Utc>>>);

impl Clock for Flying {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        *self.0.lock().unwrap() += duration;
        Box::pin(std::future::ready(()))
    }
}

/// Three users, two on a page.
fn users() -> (Emulator, Flying) {
    let clock = Flying::default();
    let emulator = Emulator::builder().page_size(2).clock(clock.clone()).build().unwrap();
    for id in ["a", "b", "c"] {
        emulator.seed("users", json!({ "id": id }));
    }
    (emulator, clock)
}

/// Sends a request as a client does, with the way of its response.
fn transport(emulator: &Emulator, method: &str, path: &str) -> Result<Response<Bytes>, TransportError> {
    let request = Request::builder().method(method).uri(format!("{ROOT}/{path}")).header("authorization", "Bearer t");
    let mut sent = emulator.send(request.body(Bytes::new()).unwrap());
    match sent.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer,
        Poll::Pending => panic!("it waits"),
    }
}

fn kind(answer: Result<Response<Bytes>, TransportError>) -> Option<io::ErrorKind> {
    let error = answer.err()?;
    let source = std::error::Error::source(&error)?;
    source.downcast_ref::<io::Error>().map(io::Error::kind)
}

#[test]
fn a_throttled_response_has_its_form_of_retry_after() {
    let (emulator, clock) = users();
    *clock.0.lock().unwrap() = DateTime::from_timestamp(784_111_777, 0).unwrap();
    for (wait, name, value) in [
        (RetryAfter::None, "retry-after", ""),
        (RetryAfter::Seconds(7), "retry-after", "7"),
        (RetryAfter::Decimal(0.5), "retry-after", "0.5"),
        (RetryAfter::Date(Duration::ZERO), "retry-after", "Sun, 06 Nov 1994 08:49:37 GMT"),
        (RetryAfter::Milliseconds(15), "retry-after-ms", "15"),
        (RetryAfter::MsMilliseconds(15), "x-ms-retry-after-ms", "15"),
        (RetryAfter::List(vec![1, 30]), "retry-after", "1, 30"),
        (RetryAfter::Absurd, "retry-after", "99999999999999999999"),
        (RetryAfter::Text("soon".to_owned()), "retry-after", "soon"),
    ] {
        emulator.fault(Fault::throttled(wait.clone()));
        let refused = get(&emulator, "users");
        assert_eq!((refused.code(), refused.header(name)), ((429, "TooManyRequests"), value), "{wait:?}");
    }
    emulator.fault(Fault::throttled(RetryAfter::Date(Duration::MAX)));
    assert_eq!(get(&emulator, "users").status, 429);
}

#[test]
fn a_rule_names_requests_by_template_and_number() {
    let (emulator, _) = users();
    let down = || Fault::status(StatusCode::SERVICE_UNAVAILABLE);
    emulator.fault(down().on(Method::GET, "users/{id}").nth(2).every(2).times(2));
    let statuses = |path: &str| (0..8).map(|_| get(&emulator, path).status).collect::<Vec<_>>();
    assert_eq!(statuses("users"), [200; 8]);
    assert_eq!(statuses("users/a"), [200, 503, 200, 503, 200, 200, 200, 200]);
    emulator.fault(down().path("users/b").always()).fault(down().nth(0).every(0).times(0));
    assert_eq!(statuses("users/b"), [503; 8]);
    emulator.calm();
    assert_eq!(statuses("users/b"), [200; 8]);
}

#[test]
fn a_status_comes_before_or_after_the_request_is_performed() {
    let (emulator, _) = users();
    emulator.fault(Fault::status(StatusCode::BAD_GATEWAY)).fault(Fault::status_after(StatusCode::BAD_GATEWAY));
    assert_eq!(delete(&emulator, "users/a").status, 502);
    assert_eq!(delete(&emulator, "users/a").status, 502);
    assert_eq!(delete(&emulator, "users/a").status, 404);
    assert_eq!(emulator.request_log().len(), 3);
}

#[test]
fn a_fault_of_the_connection_is_an_error_of_its_kind() {
    let (emulator, _) = users();
    for (fault, expected, is_performed) in [
        (Fault::refused(), io::ErrorKind::ConnectionRefused, false),
        (Fault::lost_request(), io::ErrorKind::ConnectionReset, false),
        (Fault::lost_response(), io::ErrorKind::ConnectionReset, true),
        (Fault::cut_off(3), io::ErrorKind::UnexpectedEof, true),
        (Fault::longer(1), io::ErrorKind::UnexpectedEof, true),
    ] {
        emulator.seed("users", json!({ "id": "z" })).clear_request_log();
        emulator.fault(fault.clone());
        assert_eq!(kind(transport(&emulator, "DELETE", "users/z")), Some(expected), "{fault:?}");
        assert_eq!(emulator.request_log().len(), usize::from(is_performed), "{fault:?}");
        assert_eq!(get(&emulator, "users/z").status, if is_performed { 404 } else { 200 }, "{fault:?}");
    }
    let whole = transport(&emulator, "GET", "users/a").unwrap().into_body();
    emulator.fault(Fault::shorter(4));
    let short = transport(&emulator, "GET", "users/a").unwrap().into_body();
    assert_eq!(short, whole.slice(..whole.len() - 4));
}

#[test]
fn a_slow_response_takes_its_time_by_the_emulators_clock() {
    let (emulator, clock) = users();
    emulator.fault(Fault::delayed(Duration::from_secs(90))).fault(Fault::trickled(Duration::from_secs(2)));
    for total in [90, 90 + 16, 90 + 16] {
        assert_eq!(transport(&emulator, "GET", "users").unwrap().status(), 200);
        assert_eq!(clock.now().timestamp(), total);
    }
}

#[test]
fn a_response_is_not_what_was_asked_for() {
    let (emulator, _) = users();
    emulator.fault(Fault::html(StatusCode::OK)).fault(Fault::gzip_bomb(1 << 26));
    let page = get(&emulator, "users");
    assert_eq!((page.status, page.header("content-type")), (200, "text/html"));
    let bomb = transport(&emulator, "GET", "users").unwrap();
    assert_eq!(bomb.headers().get("content-encoding").unwrap(), "gzip");
    assert!(bomb.body().starts_with(b"\x1f\x8b") && bomb.body().len() < 430_000);

    emulator.fault(Fault::redirect("https://example.org/x")).fault(Fault::error_as_ok("tooManyItems"));
    let redirect = get(&emulator, "users");
    assert_eq!((redirect.status, redirect.header("location")), (302, "https://example.org/x"));
    assert_eq!(get(&emulator, "users").code(), (200, "tooManyItems"));

    emulator.fault(Fault::claims(r#"{"access_token":{}}"#));
    let challenge = get(&emulator, "users");
    let header = challenge.header("www-authenticate");
    assert_eq!(challenge.code(), (401, "InvalidAuthenticationToken"));
    assert!(header.ends_with(r#"error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ==""#), "{header}");
}

#[test]
fn pages_lead_astray() {
    let (emulator, _) = users();
    let link = |url: &str| get(&emulator, url.strip_prefix(ROOT).unwrap().trim_start_matches('/'));
    emulator.fault(Fault::next_link("https://example.org/x"));
    assert_eq!(get(&emulator, "users?$skip=2").text("/@odata.nextLink"), "https://example.org/x");
    emulator.fault(Fault::link_loop());
    assert_eq!(get(&emulator, "users?$top=1").text("/@odata.nextLink"), format!("{ROOT}/users?$top=1"));

    emulator.fault(Fault::empty_page().times(2)).fault(Fault::repeated_page().nth(3));
    let mut page = get(&emulator, "users");
    let mut pages = vec![page.ids()];
    while let next @ 1.. = page.text("/@odata.nextLink").len() {
        assert!(next < 300);
        page = link(page.text("/@odata.nextLink"));
        pages.push(page.ids());
    }
    assert_eq!(pages, [vec![], vec![], vec!["a", "b"], vec!["a", "b"], vec!["c"]]);

    // What is not a page stays as it is.
    emulator.fault(Fault::empty_page()).fault(Fault::link_loop());
    assert_eq!(get(&emulator, "users/a").text("/id"), "a");
    assert_eq!(delete(&emulator, "users/a").status, 204);
}

#[test]
fn an_empty_page_of_a_delta_has_no_delta_link() {
    let (emulator, _) = users();
    emulator.fault(Fault::empty_page().on(Method::GET, "users/delta"));
    let page = get(&emulator, "users/delta?$top=9");
    assert!(page.ids().is_empty() && page.text("/@odata.deltaLink").is_empty());
    let rest = get(&emulator, page.text("/@odata.nextLink").strip_prefix(ROOT).unwrap().trim_start_matches('/'));
    assert_eq!(rest.ids().len(), 2);
}

#[test]
fn a_delta_link_expires_and_a_first_round_does_not() {
    let (emulator, _) = users();
    emulator.fault(Fault::expired_delta());
    let latest = get(&emulator, "users/delta?$select=id&$deltatoken=latest");
    assert_eq!(latest.code(), (410, "syncStateNotFound"));
    assert_eq!(latest.header("location"), format!("{ROOT}/users/delta?$select=id"));
    emulator.fault(Fault::expired_delta());
    assert_eq!((get(&emulator, "users/delta").status, get(&emulator, "users").status), (200, 200));
}

fn batch(emulator: &Emulator, requests: &Json) -> Vec<(String, u64)> {
    let answered = ask(emulator, "POST $batch", &json!({ "requests": requests }));
    let responses = answered.body["responses"].as_array().unwrap();
    let one = |response: &Json| (response["id"].as_str().unwrap().to_owned(), response["status"].as_u64().unwrap());
    let mut responses: Vec<_> = responses.iter().map(one).collect();
    responses.sort();
    responses
}

#[test]
fn a_batch_is_answered_in_part() {
    let (emulator, _) = users();
    let requests = json!([
        { "id": "1", "method": "DELETE", "url": "/users/a" },
        { "id": "2", "method": "GET", "url": "/users/b", "dependsOn": ["1"] },
        { "id": "3", "method": "GET", "url": "/users/c" },
        { "id": "4", "method": "GET", "url": "/users" },
    ]);
    // The connection's faults are for requests of their own.
    emulator.fault(Fault::lost_response().path("users")).fault(Fault::cut_off(1).path("users"));
    emulator.fault(Fault::unanswered().on(Method::DELETE, "users/{id}"));
    emulator.fault(Fault::throttled(RetryAfter::Seconds(2)).path("users/b"));
    emulator.fault(Fault::status_after(StatusCode::GATEWAY_TIMEOUT).path("users/c"));
    let answered = batch(&emulator, &requests);
    assert_eq!(answered, [("2".to_owned(), 429), ("3".to_owned(), 504), ("4".to_owned(), 200)]);
    assert_eq!(get(&emulator, "users/a").status, 404, "it was done");
    // Alone, nothing is unanswered.
    emulator.calm().fault(Fault::unanswered());
    assert_eq!(get(&emulator, "users").status, 200);
}

/// The outcome of each of some requests in a storm.
fn weather(storm: Storm) -> Vec<String> {
    let (emulator, _) = users();
    emulator.storm(storm);
    let outcome = |_| match transport(&emulator, "GET", "users/a") {
        Ok(response) => format!("{} {:?}", response.status(), response.headers().get("retry-after")),
        Err(error) => error.to_string(),
    };
    (0..400).map(outcome).collect()
}

#[test]
fn a_storm_is_the_same_for_the_same_seed() {
    let bad = |outcomes: &[String]| outcomes.iter().filter(|outcome| *outcome != "200 OK None").count();
    let seven = weather(Storm::seeded(7).rate(0.25));
    assert_eq!(seven, weather(Storm::seeded(7).rate(0.25)));
    assert_ne!(seven, weather(Storm::seeded(8).rate(0.25)));
    assert!((60..140).contains(&bad(&seven)), "{}", bad(&seven));
    assert!(seven.iter().any(|one| one.contains("429")) && seven.iter().any(|one| one.contains("lost the connection")));
    assert_eq!(bad(&weather(Storm::seeded(7).rate(0.0))), 0);
    assert_eq!(bad(&weather(Storm::seeded(7).rate(1.0))), 400);
    assert_eq!(bad(&weather(Storm::seeded(7).rate(f64::NAN))), 0);
    assert_eq!(bad(&weather(Storm::seeded(7).rate(1.0).of([]))), 0);
    let posts = Storm::seeded(7).rate(1.0).of([Fault::refused().method(Method::POST)]);
    assert_eq!(bad(&weather(posts)), 0);
}

#[test]
fn faults_come_before_the_storm_and_calm_ends_both() {
    let (emulator, _) = users();
    emulator.storm(Storm::seeded(1).rate(1.0).of([Fault::status(StatusCode::BAD_GATEWAY)]));
    emulator.fault(Fault::status(StatusCode::GATEWAY_TIMEOUT).times(2));
    let request = || Request::get(format!("{ROOT}/users")).header("authorization", "Bearer t").body(Bytes::new());
    let statuses: Vec<_> = (0..3).map(|_| send(&emulator, request().unwrap()).status).collect();
    assert_eq!(statuses, [504, 504, 502]);
    assert_eq!(get(emulator.calm(), "users").status, 200);
}
