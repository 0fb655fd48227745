//! A transport that records its traffic.

use std::collections::HashSet;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::request::Parts;
use http::uri::Authority;
use http::{HeaderMap, Request, Response, StatusCode};

use super::cassette::{Body, Cassette, Exchange, Recorded, read_headers};
use super::redaction::Redaction;
use crate::client::transport::{BoxFuture, Transport, TransportError};

/// The id that the client sends to the service. A recording does not have it.
const CLIENT_REQUEST_ID: &str = "client-request-id";

/// Sends requests by another transport and records them with their responses. A clone shares the recording.
///
/// # Shape
/// The exchanges are in the order in which the requests were sent. A request that was dropped before its response is omitted.
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
    response: Option<Result<(StatusCode, HeaderMap, Bytes), String>>,
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
                Ok((status, headers, body)) => Ok(Recorded {
                    status: *status,
                    headers: read_headers(headers, &mut redaction),
                    body: Body::read(body, &mut redaction),
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

impl Transport for Recorder {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin(async move {
            let (mut parts, body) = request.clone().into_parts();
            let has_token = parts.headers.remove(AUTHORIZATION).is_some();
            let index = {
                let mut sent = self.lock();
                sent.push(Sent { parts, has_token, body, response: None });
                sent.len() - 1
            };
            let result = self.transport.send(request).await;
            let response = match &result {
                Ok(response) => Ok((response.status(), response.headers().clone(), response.body().clone())),
                Err(error) => Err(error.reason()),
            };
            if let Some(sent) = self.lock().get_mut(index) {
                sent.response = Some(response);
            }
            result
        })
    }
}
