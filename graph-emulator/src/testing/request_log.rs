//! The log of requests.

use std::collections::VecDeque;
use std::fmt;
use std::mem::size_of;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_LENGTH, COOKIE, PROXY_AUTHORIZATION};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode};
use tokio::sync::watch;

/// The number of requests that the log keeps, unless the builder says otherwise.
const LIMIT: usize = 10_000;
/// The largest body that the log keeps.
const LARGEST_BODY: usize = 256 * 1024;
/// The memory of all requests in the log.
const MEMORY: usize = 64 * 1024 * 1024;
/// The number of last requests that are kept with their responses.
const ANSWERS: usize = 100;
/// The largest body of a response that is kept.
const LARGEST_ANSWER: usize = 64 * 1024;

/// A request and the status of its response.
///
/// # Shape
/// The token is not kept: `Authorization` is `Bearer ***`. [`Debug`](fmt::Debug) shows neither header values nor the body.
#[derive(Clone)]
#[non_exhaustive]
pub struct Received {
    /// The time of the response, by the emulator's clock.
    pub time: SystemTime,
    /// The method.
    pub method: Method,
    /// Path and query, not decoded: `/v1.0/users?$top=5`.
    pub path_and_query: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The body; empty if it was not kept.
    pub body: Bytes,
    /// The number of bytes of the body; for one that was rejected as too large, what `Content-Length` says.
    pub body_length: u64,
    /// Whether `body` is the whole body. It is not for a body of more than 256 KiB, or a fragment of an upload session.
    pub is_body_kept: bool,
    /// The status of the response.
    pub status: StatusCode,
    /// The response, for the last requests.
    pub(crate) answer: Option<Response<Bytes>>,
}

impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Received")
            .field("method", &self.method)
            .field("path_and_query", &self.path_and_query)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body", &format_args!("{} bytes", self.body_length))
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl Received {
    /// The memory that the log needs for it, without the response.
    fn memory(&self) -> usize {
        // An entry of the map: a name, a value and their links.
        let entries = self.headers.capacity().saturating_mul(size_of::<(HeaderName, HeaderValue, [usize; 4])>());
        let text: usize = self.headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
        [size_of::<Self>(), entries, text, self.path_and_query.len(), self.body.len()].iter().sum()
    }
}

/// The last requests, in the order of their responses.
pub(crate) struct RequestLog {
    state: Mutex<State>,
    /// The number of requests so far.
    count: watch::Sender<u64>,
}

struct State {
    limit: usize,
    entries: VecDeque<Received>,
    /// The memory of the entries.
    memory: usize,
}

impl Default for RequestLog {
    fn default() -> Self {
        let state = State { limit: LIMIT, entries: VecDeque::new(), memory: 0 };
        Self { state: Mutex::new(state), count: watch::Sender::default() }
    }
}

impl RequestLog {
    pub(crate) fn set_limit(&self, limit: usize) {
        let mut state = self.lock();
        state.limit = limit;
        state.shrink();
    }

    /// Adds a request. `body` is `None` if it was not received as a whole, or is not worth its memory.
    pub(crate) fn record(
        &self,
        time: SystemTime,
        head: Parts,
        body: Option<Bytes>,
        length: u64,
        response: &Response<Bytes>,
    ) {
        let body = body.filter(|body| body.len() <= LARGEST_BODY);
        let received = Received {
            time,
            method: head.method,
            path_and_query: head.uri.path_and_query().map(ToString::to_string).unwrap_or_default(),
            headers: compact(&head.headers),
            is_body_kept: body.is_some(),
            // It is a part of the connection's buffer.
            body: body.map(|body| Bytes::copy_from_slice(&body)).unwrap_or_default(),
            body_length: length,
            status: response.status(),
            answer: Some(response.clone()).filter(|response| response.body().len() <= LARGEST_ANSWER),
        };
        let mut state = self.lock();
        state.memory = state.memory.saturating_add(received.memory());
        state.entries.push_back(received);
        if let Some(old) = state.entries.len().checked_sub(ANSWERS + 1).and_then(|old| state.entries.get_mut(old)) {
            old.answer = None;
        }
        state.shrink();
        // Within the lock, so that the number of an entry follows from its place.
        self.count.send_modify(|count| *count = count.saturating_add(1));
    }

    pub(crate) fn entries(&self) -> Vec<Received> {
        self.lock().entries.iter().cloned().collect()
    }

    /// The number of requests so far.
    pub(crate) fn count(&self) -> u64 {
        *self.count.borrow()
    }

    /// The requests after the one with this number, each with its number: the first request has the number 1.
    pub(crate) fn after(&self, number: u64) -> Vec<(u64, Received)> {
        let state = self.lock();
        let first = self.count().saturating_sub(u64::try_from(state.entries.len()).unwrap_or(u64::MAX));
        let skipped = usize::try_from(number.saturating_sub(first)).unwrap_or(usize::MAX);
        let numbered = (first.saturating_add(1)..).zip(&state.entries).skip(skipped);
        numbered.map(|(number, received)| (number, received.clone())).collect()
    }

    /// Changes with each request.
    pub(crate) fn subscribe(&self) -> watch::Receiver<u64> {
        self.count.subscribe()
    }

    pub(crate) fn clear(&self) {
        let mut state = self.lock();
        state.entries.clear();
        state.memory = 0;
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Removes the oldest entries until the rest is within the limits.
    fn shrink(&mut self) {
        while self.entries.len() > self.limit || self.memory > MEMORY {
            let Some(oldest) = self.entries.pop_front() else { return };
            self.memory = self.memory.saturating_sub(oldest.memory());
        }
    }
}

/// The headers without credentials, in memory of their own: a value that a server has read is a part of its buffer.
fn compact(headers: &HeaderMap) -> HeaderMap {
    let text: Vec<u8> = headers.values().flat_map(HeaderValue::as_bytes).copied().collect();
    let mut text = Bytes::from(text);
    let mut compact = HeaderMap::with_capacity(headers.len());
    for (name, value) in headers {
        let own = text.split_to(value.len());
        let shown = match *name {
            AUTHORIZATION => HeaderValue::from_static("Bearer ***"),
            PROXY_AUTHORIZATION | COOKIE => HeaderValue::from_static("***"),
            // The bytes are those of a value.
            _ => HeaderValue::from_maybe_shared(own).unwrap_or_else(|_| value.clone()),
        };
        // The map of the request had the capacity.
        let _ = compact.try_append(name, shown);
    }
    compact
}

/// The length of a body that was not received, if the request says it.
pub(crate) fn declared_length(headers: &HeaderMap) -> u64 {
    let length = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    length.and_then(|length| length.parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(log: &RequestLog, path: &str, body: Bytes) {
        let (head, ()) = http::Request::post(path).header("x-own", "text").body(()).unwrap().into_parts();
        let length = u64::try_from(body.len()).unwrap();
        log.record(SystemTime::UNIX_EPOCH, head, Some(body), length, &Response::new(Bytes::from_static(b"answer")));
    }

    #[test]
    fn the_log_keeps_the_last_requests_and_counts_all() {
        let log = RequestLog::default();
        (0..LIMIT + 5).for_each(|number| record(&log, &format!("/{number}"), Bytes::new()));
        let entries = log.entries();
        assert_eq!((entries.len(), log.count()), (LIMIT, u64::try_from(LIMIT + 5).unwrap()));
        assert_eq!(entries[0].path_and_query, "/5");
        assert_eq!(entries.iter().filter(|entry| entry.answer.is_some()).count(), ANSWERS);
        assert_eq!(log.after(7)[0].0, 8);
        assert_eq!(log.after(7)[0].1.path_and_query, "/7");
        log.set_limit(2);
        assert_eq!(log.entries()[0].path_and_query, format!("/{}", LIMIT + 3));
        log.clear();
        record(&log, "/last", Bytes::new());
        let state = log.lock();
        assert_eq!((state.entries.len(), state.memory), (1, state.entries[0].memory()));
    }

    #[test]
    fn a_large_body_is_a_length() {
        let log = RequestLog::default();
        record(&log, "/small", vec![0; LARGEST_BODY].into());
        record(&log, "/large", vec![0; LARGEST_BODY + 1].into());
        let entries = log.entries();
        assert_eq!((entries[0].is_body_kept, entries[0].body.len()), (true, LARGEST_BODY));
        assert_eq!((entries[1].is_body_kept, entries[1].body.len()), (false, 0));
        assert_eq!(entries[1].body_length, u64::try_from(LARGEST_BODY + 1).unwrap());
    }

    #[test]
    fn the_memory_of_all_requests_is_limited() {
        let log = RequestLog::default();
        (0..2 * MEMORY / LARGEST_BODY).for_each(|_| record(&log, "/", vec![0; LARGEST_BODY].into()));
        let memory = log.lock().memory;
        assert!(memory <= MEMORY && memory > MEMORY - 2 * LARGEST_BODY, "{memory}");
    }

    /// A server reads the head of a request, and the beginning of its body, into one buffer of 8 KiB.
    #[test]
    fn the_buffer_of_a_connection_is_not_kept() {
        let buffer = Bytes::from(b"application/json{}".repeat(400));
        let (mut head, ()) = http::Request::post("/").body(()).unwrap().into_parts();
        let value = HeaderValue::from_maybe_shared(buffer.slice(..16)).unwrap();
        head.headers.insert(http::header::CONTENT_TYPE, value);
        let log = RequestLog::default();
        log.record(SystemTime::UNIX_EPOCH, head, Some(buffer.slice(16..18)), 2, &Response::default());
        assert!(buffer.is_unique());
        let entry = &log.entries()[0];
        assert_eq!(
            (&entry.headers["content-type"], &entry.body[..]),
            (&"application/json".parse().unwrap(), &b"{}"[..])
        );
    }

    #[test]
    fn credentials_are_not_kept() {
        let request = http::Request::get("/").header("authorization", "Bearer secret").header("cookie", "secret");
        let (head, ()) = request.header("x-own", "a").header("x-own", "b").body(()).unwrap().into_parts();
        let shown = compact(&head.headers);
        assert_eq!(
            (&shown["authorization"], &shown["cookie"]),
            (&"Bearer ***".parse().unwrap(), &"***".parse().unwrap())
        );
        assert_eq!(shown.get_all("x-own").iter().collect::<Vec<_>>(), ["a", "b"]);
    }
}
