//! A service that answers batches from memory, and a clock whose waits end at once.

use std::error::Error as StdError;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use graph_core::{
    BoxFuture, Client, ClientBuilder, Error, RetryPolicy, StaticToken, Transport, TransportError, error::BuildError,
    retry::Clock,
};
use http::{Request, Response};
use serde_json::{Value as Json, json};

pub(crate) type Outcome = Result<(), Box<dyn StdError>>;

/// The response to a call: status and body. The status 0 is a lost connection.
pub(crate) type Answer = (u16, String);

/// A call that the service received.
#[derive(Clone)]
pub(crate) struct Call {
    /// Its number, from 1.
    pub(crate) number: usize,
    pub(crate) head: String,
    pub(crate) headers: http::HeaderMap,
    pub(crate) text: String,
    pub(crate) requests: Vec<Json>,
}

impl Call {
    fn new(number: usize, request: &Request<Bytes>) -> Self {
        let text = String::from_utf8_lossy(request.body()).into_owned();
        let body: Json = serde_json::from_str(&text).unwrap_or_default();
        Self {
            number,
            head: format!("{} {}", request.method(), request.uri()),
            headers: request.headers().clone(),
            text,
            requests: body.get("requests").and_then(Json::as_array).cloned().unwrap_or_default(),
        }
    }

    /// The strings of a property of its requests.
    pub(crate) fn texts(&self, name: &str) -> Vec<String> {
        let text = |request: &Json| request.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
        self.requests.iter().map(text).collect()
    }

    /// The dependencies of each request: `2<1` for 2 after 1.
    pub(crate) fn order(&self) -> Vec<String> {
        let one = |request: &Json| {
            let after = request.get("dependsOn").and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
            let after: Vec<&str> = after.iter().filter_map(Json::as_str).collect();
            let id = request.get("id").and_then(Json::as_str).unwrap_or_default();
            if after.is_empty() { id.to_owned() } else { format!("{id}<{}", after.join(",")) }
        };
        self.requests.iter().map(one).collect()
    }

    /// Responds to each request by its id, the last one first.
    pub(crate) fn each(&self, answer: impl Fn(&str) -> Json) -> Answer {
        let response = |id: &String| {
            let mut response = answer(id);
            if let Some(object) = response.as_object_mut() {
                object.insert("id".to_owned(), id.as_str().into());
            }
            response
        };
        let responses: Vec<Json> = self.texts("id").iter().rev().map(response).collect();
        (200, json!({ "responses": responses }).to_string())
    }
}

/// Responds to each call by a function, and records it.
#[derive(Clone)]
pub(crate) struct Service {
    answer: Arc<dyn Fn(&Call) -> Answer + Send + Sync>,
    calls: Arc<Mutex<Vec<Call>>>,
    clock: FlyingClock,
}

impl Service {
    pub(crate) fn new(answer: impl Fn(&Call) -> Answer + Send + Sync + 'static) -> Self {
        Self { answer: Arc::new(answer), calls: Arc::default(), clock: FlyingClock::default() }
    }

    /// Responds to each call with this list.
    pub(crate) fn canned(responses: &'static str) -> Self {
        Self::new(move |_| (200, format!(r#"{{"responses": {responses}}}"#)))
    }

    pub(crate) fn builder(&self) -> ClientBuilder {
        Client::builder()
            .credential(StaticToken::new("top-secret"))
            .transport(self.clone())
            .clock(self.clock.clone())
            .retry(RetryPolicy::default().base_delay(Duration::ZERO))
    }

    pub(crate) fn client(&self) -> Result<Client, BuildError> {
        self.builder().build()
    }

    pub(crate) fn calls(&self) -> Vec<Call> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The requests of each call, in the form of [`Call::order`].
    pub(crate) fn orders(&self) -> Vec<String> {
        self.calls().iter().map(|call| call.order().join(" ")).collect()
    }

    pub(crate) fn waits(&self) -> Vec<Duration> {
        self.clock.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Transport for Service {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin(async move {
            let call = {
                let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
                let call = Call::new(calls.len() + 1, &request);
                calls.push(call.clone());
                call
            };
            let (status, body) = (self.answer)(&call);
            let response = Response::builder().status(status).header("request-id", format!("outer-{}", call.number));
            response.body(body.into()).map_err(TransportError::new)
        })
    }
}

/// Records the waits, and advances by them.
#[derive(Clone, Default)]
struct FlyingClock(Arc<Mutex<Vec<Duration>>>);

impl Clock for FlyingClock {
    fn now(&self) -> DateTime<Utc> {
        let waited: Duration = self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().sum();
        DateTime::UNIX_EPOCH + waited
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(duration);
        Box::pin(std::future::ready(()))
    }
}

/// The message of a response's error.
pub(crate) fn said<T>(answer: Result<T, Error>) -> String {
    answer.err().map(|error| error.to_string()).unwrap_or_default()
}
