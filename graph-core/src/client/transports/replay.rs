//! A transport that answers from a recording.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::header::AUTHORIZATION;
use http::{Request, Response};

use super::cassette::{Body, Cassette, Exchange};
use super::redaction::{MARK, Redaction, without_numbers};
use crate::client::body_stream::BodyStream;
use crate::client::transport::{BoxFuture, Transport, TransportError};

/// Answers requests from a [`Cassette`], without a network. A clone shares the state.
///
/// # Shape
/// A request has the response of the first unused exchange with its method, path, query and body. The host and the headers do not
/// matter, and JSON bodies are equal whatever the order of their properties. Each exchange is used once.
///
/// # Errors
/// A request without an exchange is a permanent [`TransportError`] that names the nearest recorded one and the difference.
///
/// # Example
/// ```
/// use graph_core::client::transports::replay::Replay;
/// use graph_core::{Client, graph_entity};
///
/// #[graph_entity(path = "users")]
/// pub struct User { #[graph(key)] pub id: Option<String> }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let replay = Replay::new(r#"{
///   "version": 1,
///   "exchanges": [{
///     "request": { "method": "GET", "url": "https://graph.microsoft.com/v1.0/users/ada?$select=id" },
///     "response": { "status": 200, "json": { "id": "ada" } }
///   }]
/// }"#.parse()?);
/// let client = Client::builder().transport(replay.clone()).build()?;
/// let ada = User::users().entity("ada").get();
/// assert_eq!(ada.clone().send(&client).await?.id.as_deref(), Some("ada"));
/// assert!(replay.unused().is_empty());
/// assert!(ada.send(&client).await.is_err()); // recorded once
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Replay {
    cassette: Arc<Cassette>,
    used: Arc<Mutex<Vec<bool>>>,
    ignores_bodies: bool,
}

impl Replay {
    /// Answers from `cassette`.
    #[must_use]
    pub fn new(cassette: Cassette) -> Self {
        let used = vec![false; cassette.len()];
        Self { cassette: Arc::new(cassette), used: Arc::new(Mutex::new(used)), ignores_bodies: false }
    }

    /// Matches requests whatever their body is, for bodies with a time or a random id.
    #[must_use]
    pub fn ignore_bodies(self) -> Self {
        Self { ignores_bodies: true, ..self }
    }

    /// The exchanges that no request has used, such as `GET /v1.0/users`, in their order. At the end of a test:
    /// `assert_eq!(replay.unused(), Vec::<String>::new())`.
    #[must_use]
    pub fn unused(&self) -> Vec<String> {
        let used = self.lock();
        let unused = self.cassette.exchanges.iter().zip(used.iter()).filter(|(_, used)| !**used);
        unused.map(|(exchange, _)| line(&exchange.method, &exchange.url)).collect()
    }

    fn lock(&self) -> MutexGuard<'_, Vec<bool>> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The response, and the error that ends its body.
    fn respond(&self, request: &Request<Bytes>) -> Result<(Response<Bytes>, Option<TransportError>), TransportError> {
        let asked = Asked::new(request);
        let mut used = self.lock();
        let exchanges = || self.cassette.exchanges.iter();
        let matches =
            |exchange: &Exchange| asked.is_target_of(exchange) && (self.ignores_bodies || asked.has_body_of(exchange));
        let found = exchanges().zip(used.iter_mut()).find(|(exchange, used)| !**used && matches(exchange));
        let Some((exchange, used)) = found else {
            return Err(TransportError::permanent(asked.unmatched(&self.cassette, matches)));
        };
        *used = true;
        match &exchange.response {
            Ok(recorded) => Ok((recorded.to_http(), recorded.cut.clone().map(TransportError::new))),
            Err(error) => Err(TransportError::new(error.clone())),
        }
    }
}

impl fmt::Debug for Replay {
    /// Omits the exchanges.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Replay").field("unused", &self.unused().len()).finish_non_exhaustive()
    }
}

impl Transport for Replay {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin(async move {
            match self.respond(&request)? {
                (response, None) => Ok(response),
                (_, Some(cut)) => Err(cut),
            }
        })
    }

    fn open(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<BodyStream>, TransportError>> {
        Box::pin(async move {
            let (response, cut) = self.respond(&request)?;
            Ok(response.map(|body| match cut {
                None => BodyStream::from(body),
                Some(_) => BodyStream::new(CutOff { body: Some(body), cut }),
            }))
        })
    }
}

/// A body that ends early.
struct CutOff {
    body: Option<Bytes>,
    cut: Option<TransportError>,
}

impl Stream for CutOff {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(match self.body.take() {
            Some(body) => Some(Ok(body)),
            None => self.cut.take().map(Err),
        })
    }
}

/// A request without secrets.
struct Asked {
    method: String,
    target: String,
    has_token: bool,
    body: Body,
}

impl Asked {
    fn new(request: &Request<Bytes>) -> Self {
        let mut redaction = Redaction::bare();
        Self {
            method: request.method().to_string(),
            target: redaction.text(target(&request.uri().to_string())),
            has_token: request.headers().contains_key(AUTHORIZATION),
            body: Body::read(request.body(), &mut redaction),
        }
    }

    fn is_target_of(&self, exchange: &Exchange) -> bool {
        let recorded = target(&exchange.url);
        // A request that had a secret has a mark without a number.
        let bare = without_numbers(recorded);
        // The URL that needed no token may be one of the test itself, such as that of an upload to resume.
        let is_secret = || !self.has_token && !self.target.contains(MARK) && bare.trim_start_matches('/') == MARK;
        let is_equal = self.target == recorded || has_bare_mark(&self.target) && self.target == bare || is_secret();
        is_equal && self.method == exchange.method
    }

    fn has_body_of(&self, exchange: &Exchange) -> bool {
        let bare = |text: &str| without_numbers(text);
        match (&self.body, &exchange.body) {
            (Body::Json(one), Body::Json(other)) => one == other || is_equal_without_numbers(one, other),
            (Body::Text(one), Body::Text(other)) => bare(one) == bare(other),
            (one, other) => one == other,
        }
    }

    /// The text of the error: the nearest exchange and what differs.
    fn unmatched(&self, cassette: &Cassette, matches: impl Fn(&Exchange) -> bool) -> String {
        let own = line(&self.method, &self.target);
        let all = || cassette.exchanges.iter();
        let count = all().filter(|exchange| matches(exchange)).count();
        if count > 0 {
            return format!("{own} was recorded {count} times, and each of them was used: record the cassette again");
        }
        if all().any(|exchange| self.is_target_of(exchange)) {
            return format!("{own} was recorded with another body: record it again, or call `ignore_bodies`");
        }
        let nearest = all().max_by_key(|exchange| {
            let recorded = line(&exchange.method, &exchange.url);
            let is_path = path(target(&exchange.url)) == path(&self.target);
            let common = recorded.bytes().zip(own.bytes()).take_while(|(one, other)| one == other).count();
            (is_path, exchange.method == self.method, common, std::cmp::Reverse(recorded.len()))
        });
        match nearest {
            Some(exchange) => {
                let nearest = line(&exchange.method, &exchange.url);
                format!("{own} was not recorded, the nearest is {nearest}: record the cassette again")
            }
            None => format!("{own} was not recorded, the cassette is empty"),
        }
    }
}

fn has_bare_mark(text: &str) -> bool {
    text.split(MARK).skip(1).any(|after| !after.starts_with('-'))
}

fn is_equal_without_numbers(one: &serde_json::Value, other: &serde_json::Value) -> bool {
    use serde_json::Value;
    match (one, other) {
        (Value::String(one), Value::String(other)) => without_numbers(one) == without_numbers(other),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_equal_without_numbers(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let has =
                |name: &String, value| other.get(name).is_some_and(|other| is_equal_without_numbers(value, other));
            one.len() == other.len() && one.iter().all(|(name, value)| has(name, value))
        }
        (one, other) => one == other,
    }
}

fn line(method: &str, url: &str) -> String {
    format!("{method} {}", target(url))
}

/// The path and the query of a URL.
fn target(url: &str) -> &str {
    let Some((_, rest)) = url.split_once("://").filter(|(scheme, _)| !scheme.contains('/')) else { return url };
    rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len())).1
}

fn path(target: &str) -> &str {
    target.split_once('?').map_or(target, |(path, _)| path)
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use http::Method;

    use super::*;
    use crate::client::transports::recorder::Recorder;

    const TOKEN: &str = "eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl";

    struct Script(Mutex<VecDeque<Response<Bytes>>>);

    impl Transport for Script {
        fn send(&self, _request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
            let next = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
            Box::pin(async { next.ok_or_else(|| TransportError::new("connection refused")) })
        }
    }

    fn request(method: Method, url: &str, body: &'static str) -> Request<Bytes> {
        let mut request = Request::new(Bytes::from_static(body.as_bytes()));
        *request.method_mut() = method;
        *request.uri_mut() = url.parse().unwrap_or_default();
        let id = ("client-request-id", "d0313ccf");
        for (name, value) in [("authorization", TOKEN), id, ("cookie", "secret"), ("prefer", "return=minimal")] {
            request.headers_mut().insert(name, http::HeaderValue::from_static(value));
        }
        request
    }

    fn response(body: &str) -> Response<Bytes> {
        Response::new(Bytes::copy_from_slice(body.as_bytes()))
    }

    async fn text(transport: &impl Transport, request: Request<Bytes>) -> String {
        match transport.send(request).await {
            Ok(response) => String::from_utf8_lossy(response.body()).into_owned(),
            Err(error) => error.to_string(),
        }
    }

    #[tokio::test]
    async fn what_was_recorded_is_replayed_without_secrets() -> Result<(), Box<dyn std::error::Error>> {
        let download = |path: &str| format!("https://files.example.org/download?tempauth={TOKEN}&file=secret-{path}");
        let items = [("a", download("a")), ("b", download("b"))];
        let list = items
            .clone()
            .map(|(id, url)| format!(r#"{{"id":"{id}","@microsoft.graph.downloadUrl":"{url}"}}"#))
            .join(",");
        let mut cookie = response("{\"id\":1}");
        cookie.headers_mut().insert("set-cookie", http::HeaderValue::from_static("secret"));
        let script = [response(&format!(r#"{{"value":[{list}]}}"#)), response("of b"), response("of a"), cookie];
        let mut binary = script.to_vec();
        binary.push(Response::new(Bytes::from_static(&[0xff, 0])));
        let recorder = Recorder::new(Script(Mutex::new(binary.into())));
        let root = "https://graph.microsoft.com/v1.0";
        text(&recorder, request(Method::GET, &format!("{root}/items"), "")).await;
        for url in [download("b"), download("a")] {
            text(&recorder, request(Method::GET, &url, "")).await;
        }
        let secret = r#"{"displayName":"x","passwordProfile":{"password":"secret"}}"#;
        text(&recorder, request(Method::POST, &format!("{root}/users"), secret)).await;
        text(&recorder, request(Method::GET, &format!("{root}/photo"), "")).await;
        text(&recorder, request(Method::GET, &format!("{root}/lost"), "")).await;

        let cassette = recorder.cassette();
        let written = cassette.to_string();
        assert!(!written.contains("eyJ") && !written.contains("secret") && !written.contains("ookie"), "{written}");
        assert!(written.contains("\"prefer\": \"return=minimal\""));
        assert_eq!(written, recorder.cassette().to_string());
        assert!(written.parse::<Cassette>()? == cassette);

        let replay = Replay::new(written.parse()?);
        // The host does not matter, and the links are those of the recorded list.
        let listed = text(&replay, request(Method::GET, "http://127.0.0.1:1/v1.0/items", "")).await;
        let listed: serde_json::Value = serde_json::from_str(&listed)?;
        for (index, content) in [(0, "of a"), (1, "of b")] {
            let url = listed["value"][index]["@microsoft.graph.downloadUrl"].as_str().unwrap_or_default();
            assert_eq!(text(&replay, request(Method::GET, url, "")).await, content);
        }
        let other = r#"{"passwordProfile":{"password":"other"},"displayName":"x"}"#;
        assert_eq!(text(&replay, request(Method::POST, &format!("{root}/users"), other)).await, "{\"id\":1}");
        assert_eq!(replay.unused(), ["GET /v1.0/photo", "GET /v1.0/lost"]);
        let photo = replay.send(request(Method::GET, &format!("{root}/photo"), "")).await?;
        assert_eq!(photo.body(), &[0xff, 0][..]);
        let failed = text(&replay, request(Method::GET, &format!("{root}/lost"), "")).await;
        assert_eq!(failed, "the request got no complete response: connection refused");
        assert_eq!(replay.unused(), Vec::<String>::new());
        Ok(())
    }

    /// A URL that needs no token is a secret wherever it came from: a part of a batch, another process, a monitor.
    #[tokio::test]
    async fn urls_without_a_token_are_replayed_without_secrets() -> Result<(), Box<dyn std::error::Error>> {
        let anonymous = |method: Method, url: &str| {
            let mut request = request(method, url, "");
            request.headers_mut().remove("authorization");
            request.headers_mut().remove("client-request-id");
            request
        };
        let mut accepted = response("");
        let monitor = http::HeaderValue::from_static("https://m.example.org/secret");
        accepted.headers_mut().insert("operation-location", monitor);
        let part = r#"{"id":"1","status":302,"headers":{"Location":"HTTPS://files.example.org?secret#x"}}"#;
        let script = [response(&format!(r#"{{"responses":[{part}]}}"#)), response("of a"), accepted, response("done")];
        let mut script = VecDeque::from(script);
        script.push_back(response("the rest"));
        let recorder = Recorder::new(Script(Mutex::new(script)));
        let root = "https://graph.microsoft.com/v1.0";
        text(&recorder, request(Method::POST, &format!("{root}/$batch"), "")).await;
        text(&recorder, anonymous(Method::GET, "https://files.example.org?secret")).await;
        text(&recorder, request(Method::POST, &format!("{root}/copy"), "")).await;
        let mut poll = anonymous(Method::GET, "https://m.example.org/secret");
        poll.headers_mut().insert("client-request-id", http::HeaderValue::from_static("1"));
        text(&recorder, poll).await;
        text(&recorder, anonymous(Method::PUT, "https://up.example.org/secret")).await;
        let written = recorder.cassette().to_string();
        assert!(!written.contains("secret"), "{written}");

        let replay = Replay::new(written.parse()?);
        let batch = text(&replay, request(Method::POST, &format!("{root}/$batch"), "")).await;
        let batch: serde_json::Value = serde_json::from_str(&batch)?;
        let file = batch["responses"][0]["headers"]["Location"].as_str().unwrap_or_default();
        assert_eq!(text(&replay, anonymous(Method::GET, file)).await, "of a");
        let accepted = replay.send(request(Method::POST, &format!("{root}/copy"), "")).await?;
        let monitor = accepted.headers()["operation-location"].to_str()?;
        assert_eq!(text(&replay, anonymous(Method::GET, monitor)).await, "done");
        assert_eq!(text(&replay, anonymous(Method::PUT, "https://up.example.org/secret")).await, "the rest");
        Ok(())
    }

    #[tokio::test]
    async fn an_unmatched_request_names_the_nearest() -> Result<(), Box<dyn std::error::Error>> {
        let exchange = |method: &str, url: &str| {
            format!(
                r#"{{"request":{{"method":"{method}","url":"https://a{url}","json":{{"a":1}}}},"response":{{"status":204}}}}"#
            )
        };
        let exchanges =
            [exchange("POST", "/users?x=1"), exchange("GET", "/users"), exchange("GET", "/groups/1")].join(",");
        let cassette: Cassette = format!(r#"{{"version":1,"exchanges":[{exchanges}]}}"#).parse()?;
        let replay = Replay::new(cassette.clone());
        for (method, url, body, message) in [
            (Method::POST, "https://a/users?x=2", "{\"a\":1}", "the nearest is POST /users?x=1:"),
            (Method::GET, "https://a/groups/2", "{\"a\":1}", "the nearest is GET /groups/1:"),
            (Method::GET, "https://a/users", "{\"a\":2}", "GET /users was recorded with another body"),
        ] {
            let error = replay.send(request(method, url, body)).await;
            assert!(error.is_err_and(|error| error.is_permanent() && error.to_string().contains(message)), "{message}");
        }
        let replay = replay.ignore_bodies();
        assert_eq!(text(&replay, request(Method::GET, "https://a/users", "")).await, "");
        assert!(text(&replay, request(Method::GET, "https://a/users", "")).await.contains("recorded 1 times"));
        assert!(text(&Replay::new(Cassette::default()), Request::default()).await.contains("the cassette is empty"));
        Ok(())
    }
}
