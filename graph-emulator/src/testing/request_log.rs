//! The log of requests.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, StatusCode};

/// A request and the status of its response.
///
/// # Shape
/// The token is not kept: `Authorization` is `Bearer ***`. [`Debug`](fmt::Debug) shows neither header values nor the body.
#[derive(Clone)]
#[non_exhaustive]
pub struct Received {
    /// The method.
    pub method: Method,
    /// Path and query, not decoded: `/v1.0/users?$top=5`.
    pub path_and_query: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The body; empty if it was too large, and for a fragment of an upload session.
    pub body: Bytes,
    /// The status of the response.
    pub status: StatusCode,
}

impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Received")
            .field("method", &self.method)
            .field("path_and_query", &self.path_and_query)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("status", &self.status)
            .finish()
    }
}

/// The requests in the order of their responses.
#[derive(Default)]
pub(crate) struct RequestLog(Mutex<Vec<Received>>);

impl RequestLog {
    pub(crate) fn record(&self, head: Parts, body: Bytes, status: StatusCode) {
        let path_and_query = head.uri.path_and_query().map(ToString::to_string).unwrap_or_default();
        let mut headers = head.headers;
        if headers.contains_key(AUTHORIZATION) {
            headers.insert(AUTHORIZATION, HeaderValue::from_static("Bearer ***"));
        }
        self.lock().push(Received { method: head.method, path_and_query, headers, body, status });
    }

    pub(crate) fn entries(&self) -> Vec<Received> {
        self.lock().clone()
    }

    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Received>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
