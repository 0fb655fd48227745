//! A transport that records its traffic.

use std::collections::HashSet;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::header::{AUTHORIZATION, CONTENT_LENGTH};
use http::request::Parts;
use http::uri::Authority;
use http::{HeaderMap, Request, Response, StatusCode};

use super::cassette::{Body, Cassette, Exchange, Recorded, read_headers};
use super::redaction::Redaction;
use crate::client::body_stream::BodyStream;
use crate::client::transport::{BoxFuture, Transport, TransportError};

/// The id that the client sends to the service. A recording does not have it.
const CLIENT_REQUEST_ID: &str = "client-request-id";

/// Sends requests by another transport and records them with their responses. A clone shares the recording.
///
/// # Shape
/// The exchanges are in the order in which the requests were sent. A request that was dropped before its response is omitted. A download
/// arrives as a stream, and what arrived of it is kept in memory and recorded.
///
/// # Rule
/// The cassette has no secrets that this crate knows: of the headers it has only those with a meaning for Graph, so neither
/// `Authorization` nor cookies. These are replaced by `REDACTED-1`, `REDACTED-2` and so on:
/// - texts that look like a JSON web token, and tokens after `Bearer`;
/// - parameters such as `tempauth`, `sig`, `code` and `client_secret` of URLs and forms;
/// - properties whose names end with `password`, `secret`, `token` and similar words, such as `newPassword`, `clientState` and
///   `access_token`;
/// - URLs that need no token, after their host: those of uploads, downloads and monitors.
///
/// Other data of the service is recorded as it is: look at a cassette before you publish it.
///
/// # Example
/// ```no_run
/// use graph_core::client::transports::{recorder::Recorder, reqwest::Reqwest};
/// use graph_core::{Client, StaticToken};
///
/// # async fn record() -> Result<(), Box<dyn std::error::Error>> {
/// let recorder = Recorder::new(Reqwest::new()?);
/// let client = Client::builder().transport(recorder.clone()).credential(StaticToken::new("eyJ0…")).build()?;
/// // … send requests …
/// # drop(client);
/// std::fs::write("tests/users.json", recorder.cassette().to_string())?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Recorder {
    transport: Arc<dyn Transport>,
    sent: Arc<Mutex<Vec<Sent>>>,
}

struct Sent {
    parts: Parts,
    has_token: bool,
    body: Bytes,
    response: Option<Result<Received, String>>,
}

/// A response, or as much of it as arrived.
struct Received {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    /// The error that ended the body early.
    cut: Option<String>,
}

impl Recorder {
    /// Records the traffic of `transport`.
    pub fn new(transport: impl Transport) -> Self {
        Self { transport: Arc::new(transport), sent: Arc::default() }
    }

    /// The exchanges so far, without secrets.
    #[must_use]
    pub fn cassette(&self) -> Cassette {
        let mut redaction = Redaction::numbered();
        let sent = self.lock();
        let with_token: HashSet<&Authority> =
            sent.iter().filter(|sent| sent.has_token).filter_map(|sent| sent.parts.uri.authority()).collect();
        let exchanges = sent.iter().filter_map(|sent| {
            let Sent { parts, body, response, .. } = sent;
            let response = response.as_ref()?;
            redaction.begin(&parts.uri);
            let url = redaction.url(&parts.uri.to_string(), sent.has_secret_url(&with_token));
            let headers = parts.headers.iter().filter(|(name, _)| *name != CLIENT_REQUEST_ID);
            let headers = headers.map(|(name, value)| (name.clone(), value.clone())).collect();
            let headers = read_headers(&headers, &mut redaction);
            let body = Body::read(body, &mut redaction);
            let response = match response {
                Ok(Received { status, headers, body, cut }) => Ok(Recorded {
                    status: *status,
                    headers: read_headers(headers, &mut redaction),
                    body: Body::read(body, &mut redaction),
                    cut: cut.as_ref().map(|error| redaction.text(error)),
                }),
                Err(error) => Err(redaction.text(error)),
            };
            Some(Exchange { method: parts.method.to_string(), url, headers, body, response })
        });
        Cassette { exchanges: exchanges.collect() }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Sent>> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sent {
    /// Returns `true` if the URL alone gives access: the client sent neither a token nor an id, or the host never received a token
    /// while others did. A token endpoint has no such URL.
    fn has_secret_url(&self, with_token: &HashSet<&Authority>) -> bool {
        let Parts { uri, headers, .. } = &self.parts;
        let is_elsewhere = || uri.authority().is_some_and(|own| !with_token.contains(own)) && !with_token.is_empty();
        let is_anonymous = !self.has_token && (!headers.contains_key(CLIENT_REQUEST_ID) || is_elsewhere());
        is_anonymous && !uri.path().contains("/oauth2/")
    }
}

impl fmt::Debug for Recorder {
    /// Omits the exchanges.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder").field("sent", &self.lock().len()).finish_non_exhaustive()
    }
}

impl Recorder {
    /// Records a request, and returns its number.
    fn begin(&self, request: &Request<Bytes>) -> usize {
        let (mut parts, body) = request.clone().into_parts();
        let has_token = parts.headers.remove(AUTHORIZATION).is_some();
        let mut sent = self.lock();
        sent.push(Sent { parts, has_token, body, response: None });
        sent.len() - 1
    }

    fn end(&self, number: usize, response: Result<Received, String>) {
        if let Some(sent) = self.lock().get_mut(number) {
            sent.response = Some(response);
        }
    }
}

impl Transport for Recorder {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin(async move {
            let number = self.begin(&request);
            let result = self.transport.send(request).await;
            let received = match &result {
                Ok(response) => Ok(Received {
                    status: response.status(),
                    headers: response.headers().clone(),
                    body: response.body().clone(),
                    cut: None,
                }),
                Err(error) => Err(error.reason()),
            };
            self.end(number, received);
            result
        })
    }

    fn open(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<BodyStream>, TransportError>> {
        Box::pin(async move {
            let number = self.begin(&request);
            let response = match self.transport.open(request).await {
                Ok(response) => response,
                Err(error) => {
                    self.end(number, Err(error.reason()));
                    return Err(error);
                }
            };
            let (status, headers) = (response.status(), response.headers().clone());
            let recorder = self.clone();
            Ok(response.map(|body| {
                BodyStream::new(Tapped { body, recorder, number, head: Some((status, headers)), arrived: Vec::new() })
            }))
        })
    }
}

/// The body of a response, which is recorded at its end.
struct Tapped {
    body: BodyStream,
    recorder: Recorder,
    number: usize,
    /// `None` after the end.
    head: Option<(StatusCode, HeaderMap)>,
    arrived: Vec<u8>,
}

impl Tapped {
    /// The end of the body, with the error of the connection. A body may also be shorter than announced without one.
    fn end(&mut self, cut: Option<String>) {
        if let Some((status, headers)) = self.head.take() {
            let announced = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.trim().parse().ok());
            let is_short = announced.is_some_and(|announced: usize| self.arrived.len() < announced);
            let cut = cut.or_else(|| is_short.then(|| "the body ended early".to_owned()));
            let body = std::mem::take(&mut self.arrived).into();
            self.recorder.end(self.number, Ok(Received { status, headers, body, cut }));
        }
    }
}

impl Stream for Tapped {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let polled = self.body.poll_chunk(context);
        match &polled {
            Poll::Pending => {}
            Poll::Ready(Some(Ok(chunk))) => self.arrived.extend_from_slice(chunk),
            Poll::Ready(Some(Err(error))) => self.end(Some(error.reason())),
            Poll::Ready(None) => self.end(None),
        }
        polled
    }
}

impl Drop for Tapped {
    fn drop(&mut self) {
        self.end(Some("the reader did not read the rest".to_owned()));
    }
}
