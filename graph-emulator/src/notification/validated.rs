//! The validation of the URLs in a request, before the request is performed.

use std::collections::HashMap;

use http::Method;
use serde_json::Value as Json;

use crate::http::request::ParsedRequest;
use crate::http::response::ODataError;
use crate::http::spelling::Spelling;
use crate::notification::webhook::Webhook;
use crate::store::properties::Properties;
use crate::store::watched::SUBSCRIPTIONS;

/// The properties of a subscription that are URLs.
const URLS: [&str; 2] = ["notificationUrl", "lifecycleNotificationUrl"];

/// The outcomes of validations, by URL.
#[derive(Debug, Default)]
pub(crate) struct Validated(HashMap<String, Result<(), String>>);

impl Validated {
    /// Adds an outcome. Two URLs that are the same are validated twice.
    pub(crate) fn add(&mut self, url: String, outcome: Result<(), String>) {
        let known = self.0.entry(url).or_insert(Ok(()));
        if known.is_ok() {
            *known = outcome;
        }
    }

    /// Fails if a URL of a new or changed subscription did not repeat its token. A URL that is not on loopback is not called.
    pub(crate) fn check(&self, subscription: &Properties) -> Result<(), ODataError> {
        for url in urls(subscription).filter(|url| Webhook::at(url).is_some()) {
            let outcome = self.0.get(url).cloned();
            let outcome = outcome.unwrap_or_else(|| Err("Notification endpoint was not called.".to_owned()));
            outcome.map_err(|reason| ODataError::validation_failed(&reason))?;
        }
        Ok(())
    }
}

fn urls(subscription: &Properties) -> impl Iterator<Item = &str> {
    URLS.into_iter().filter_map(|name| subscription.get(name).and_then(Json::as_str))
}

/// The URLs that a request wants to be called: of the subscription that it creates or changes, or of those in a batch.
pub(crate) fn wanted(request: &ParsedRequest, is_batch: bool) -> Vec<String> {
    let Some(segments) = request.segments() else { return Vec::new() };
    if !is_batch && !writes_subscription(request.method, segments, request.spelling) {
        return Vec::new();
    }
    let Ok(body) = request.json_object() else { return Vec::new() };
    if !is_batch {
        return urls(&body).map(str::to_owned).collect();
    }
    let requests = body.get("requests").and_then(Json::as_array).into_iter().flatten();
    let bodies = requests.filter_map(|inner| {
        let text = |name: &str| inner.get(name).and_then(Json::as_str);
        let method: Method = text("method")?.parse().ok()?;
        let path = text("url")?.split('?').next()?.trim_matches('/');
        let segments: Vec<String> = path.split('/').map(str::to_owned).collect();
        writes_subscription(&method, &segments, request.spelling).then(|| inner.get("body")?.as_object()).flatten()
    });
    bodies.flat_map(urls).map(str::to_owned).collect()
}

/// Whether a request creates or changes a subscription.
pub(crate) fn writes_subscription(method: &Method, segments: &[String], spelling: Spelling) -> bool {
    match segments {
        [set] => *method == Method::POST && spelling.is(set, SUBSCRIPTIONS),
        [set, _] => matches!(*method, Method::PATCH | Method::PUT) && spelling.is(set, SUBSCRIPTIONS),
        _ => false,
    }
}
