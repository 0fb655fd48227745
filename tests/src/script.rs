//! A transport that gives scripted responses, and a clock whose waits end at once.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use graph_core::{BoxFuture, Client, StaticToken, Transport, TransportError, error::BuildError, retry::Clock};
use http::{Request, Response};

/// A scripted response: status, headers, body. The status 0 is a lost connection.
pub type Scripted = (u16, &'static [(&'static str, &'static str)], &'static str);

/// Returns its responses one after the other and records each request and each wait.
#[derive(Clone, Default)]
pub struct Script {
    inner: Arc<Mutex<Inner>>,
}

#[derive(Default)]
struct Inner {
    responses: VecDeque<Scripted>,
    received: Vec<Request<Bytes>>,
    waits: Vec<Duration>,
    /// Each response is ready at the second poll.
    slow: bool,
    now: DateTime<Utc>,
}

impl Script {
    /// A script of these responses.
    pub fn new(responses: impl IntoIterator<Item = Scripted>) -> Self {
        let inner = Inner { responses: responses.into_iter().collect(), ..Inner::default() };
        Self { inner: Arc::new(Mutex::new(inner)) }
    }

    /// A script whose responses are ready at the second poll.
    pub fn slow(responses: impl IntoIterator<Item = Scripted>) -> Self {
        let script = Self::new(responses);
        script.inner().slow = true;
        script
    }

    /// A client with this transport and this clock.
    ///
    /// # Errors
    /// The client cannot be built.
    pub fn client(&self) -> Result<Client, BuildError> {
        Client::builder().credential(StaticToken::new("top-secret")).transport(self.clone()).clock(self.clone()).build()
    }

    /// Method and URL of each request.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        self.received().iter().map(|request| format!("{} {}", request.method(), request.uri())).collect()
    }

    /// Each request.
    #[must_use]
    pub fn received(&self) -> Vec<Request<Bytes>> {
        self.inner().received.clone()
    }

    /// The value of this header in each request; empty where a request does not have it.
    #[must_use]
    pub fn headers(&self, name: &str) -> Vec<String> {
        let value = |request: &Request<Bytes>| request.headers().get(name)?.to_str().ok().map(str::to_owned);
        self.received().iter().map(|request| value(request).unwrap_or_default()).collect()
    }

    /// Each wait of the clock.
    #[must_use]
    pub fn waits(&self) -> Vec<Duration> {
        self.inner().waits.clone()
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Script {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin(async move {
            let (response, slow) = {
                let mut inner = self.inner();
                inner.received.push(request);
                (inner.responses.pop_front(), inner.slow)
            };
            if slow {
                tokio::task::yield_now().await;
            }
            let Some((status, headers, body)) = response.filter(|(status, ..)| *status != 0) else {
                return Err(TransportError::new("no answer"));
            };
            let mut response = Response::builder().status(status);
            for (name, value) in headers {
                response = response.header(*name, *value);
            }
            response.body(Bytes::from_static(body.as_bytes())).map_err(TransportError::new)
        })
    }
}

impl Clock for Script {
    fn now(&self) -> DateTime<Utc> {
        self.inner().now
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        let mut inner = self.inner();
        inner.waits.push(duration);
        inner.now += duration;
        Box::pin(std::future::ready(()))
    }

    /// No time passes while a request is in flight.
    fn limit(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::pending())
    }
}
