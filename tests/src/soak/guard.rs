//! A transport that watches where the token goes.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use graph_core::client::BodyStream;
use graph_core::{BoxFuture, Transport, TransportError};
use http::header::AUTHORIZATION;
use http::uri::Authority;
use http::{Method, Request, Response, Uri};

use super::Outcome;

/// The origin of the service.
#[derive(Debug, Clone)]
pub(super) enum Origin {
    Graph,
    Loopback(Authority),
}

impl Origin {
    pub(super) fn at(url: &str) -> Outcome<Self> {
        let url: Uri = url.parse()?;
        Ok(Self::Loopback(url.authority().ok_or("the URL has no host")?.clone()))
    }

    fn is_of(&self, uri: &Uri) -> bool {
        match self {
            Self::Graph => uri.scheme_str() == Some("https") && uri.host() == Some("graph.microsoft.com"),
            Self::Loopback(own) => uri.authority() == Some(own),
        }
    }
}

/// Counts the requests, and notes the first one that takes the token elsewhere.
#[derive(Clone)]
pub(super) struct Guard {
    transport: Arc<dyn Transport>,
    origin: Origin,
    seen: Arc<Mutex<Seen>>,
}

#[derive(Default)]
struct Seen {
    requests: u64,
    /// Methods and statuses in their order.
    fingerprint: DefaultHasher,
    leak: Option<Uri>,
}

impl Guard {
    pub(super) fn new(transport: impl Transport, origin: Origin) -> Self {
        Self { transport: Arc::new(transport), origin, seen: Arc::default() }
    }

    /// The number of requests, and a number that differs if their methods or statuses do.
    ///
    /// # Errors
    /// The token went elsewhere.
    pub(super) fn finish(&self) -> Outcome<(u64, u64)> {
        let Seen { requests, fingerprint, leak } = &*self.seen();
        leak.as_ref()
            .map_or(Ok((*requests, fingerprint.finish())), |uri| Err(format!("the token went to {uri}").into()))
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn sent(&self, request: &Request<Bytes>) {
        let is_leak = request.headers().contains_key(AUTHORIZATION) && !self.origin.is_of(request.uri());
        let mut seen = self.seen();
        seen.requests += 1;
        if is_leak {
            seen.leak.get_or_insert_with(|| request.uri().clone());
        }
    }

    fn received<B>(&self, method: &Method, result: &Result<Response<B>, TransportError>) {
        let status = result.as_ref().map(Response::status).ok();
        (method, status).hash(&mut self.seen().fingerprint);
    }
}

impl Transport for Guard {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        self.sent(&request);
        Box::pin(async move {
            let method = request.method().clone();
            let result = self.transport.send(request).await;
            self.received(&method, &result);
            result
        })
    }

    fn open(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<BodyStream>, TransportError>> {
        self.sent(&request);
        Box::pin(async move {
            let method = request.method().clone();
            let result = self.transport.open(request).await;
            self.received(&method, &result);
            result
        })
    }
}
