//! A transport that answers from a script, and a clock whose waits are over at once.
#![allow(dead_code, reason = "each test uses a part of it")]

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use graph_core::{BoxFuture, BuildError, Client, Clock, StaticToken, Transport, TransportError};
use http::{Request, Response};

/// One scripted answer: the status, headers, body.
pub(crate) type Answer = (u16, &'static [(&'static str, &'static str)], &'static str);

/// Gives its answers one after the other, and keeps what was asked. The status 0 is a lost connection.
#[derive(Clone, Default)]
pub(crate) struct Script {
    inner: Arc<Mutex<Inner>>,
}

#[derive(Default)]
struct Inner {
    answers: VecDeque<Answer>,
    received: Vec<Request<Bytes>>,
    waits: Vec<Duration>,
    /// Whether each answer comes with the second poll.
    slow: bool,
    now: DateTime<Utc>,
}

impl Script {
    pub(crate) fn new(answers: impl IntoIterator<Item = Answer>) -> Self {
        let inner = Inner { answers: answers.into_iter().collect(), ..Inner::default() };
        Self { inner: Arc::new(Mutex::new(inner)) }
    }

    /// The same, with answers that come with the second poll.
    pub(crate) fn slow(answers: impl IntoIterator<Item = Answer>) -> Self {
        let script = Self::new(answers);
        script.inner().slow = true;
        script
    }

    pub(crate) fn client(&self) -> Result<Client, BuildError> {
        Client::builder().credential(StaticToken::new("top-secret")).transport(self.clone()).clock(self.clone()).build()
    }

    /// What was sent: method and URL.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.received().iter().map(|request| format!("{} {}", request.method(), request.uri())).collect()
    }

    pub(crate) fn received(&self) -> Vec<Request<Bytes>> {
        self.inner().received.clone()
    }

    /// The header of each request; empty where one has none.
    pub(crate) fn headers(&self, name: &str) -> Vec<String> {
        let value = |request: &Request<Bytes>| request.headers().get(name)?.to_str().ok().map(str::to_owned);
        self.received().iter().map(|request| value(request).unwrap_or_default()).collect()
    }

    pub(crate) fn waits(&self) -> Vec<Duration> {
        self.inner().waits.clone()
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Script {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin(async move {
            let (answer, slow) = {
                let mut inner = self.inner();
                inner.received.push(request);
                (inner.answers.pop_front(), inner.slow)
            };
            if slow {
                tokio::task::yield_now().await;
            }
            let Some((status, headers, body)) = answer.filter(|(status, ..)| *status != 0) else {
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
}
