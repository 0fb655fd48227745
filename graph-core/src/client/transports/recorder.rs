//! A transport that records its traffic.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, Request, Response, StatusCode};

use super::cassette::{Body, Cassette, Exchange, Recorded, read_headers};
use super::redaction::Redaction;
use crate::client::transport::{BoxFuture, Transport, TransportError};

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
/// - properties such as `password`, `secretText`, `clientState` and `access_token`;
/// - the URLs of uploads and downloads, which need no token, after their host.
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
        let exchanges = sent.iter().filter_map(|Sent { parts, body, response }| {
            let response = response.as_ref()?;
            let url = redaction.url(&parts.uri.to_string());
            let headers = parts.headers.iter().filter(|(name, _)| *name != "client-request-id");
            let headers = headers.map(|(name, value)| (name.clone(), value.clone())).collect();
            let headers = read_headers(&headers, None, &mut redaction);
            let body = Body::read(body, &mut redaction);
            let response = match response {
                Ok((status, headers, body)) => Ok(Recorded {
                    status: *status,
                    headers: read_headers(headers, Some(&parts.uri), &mut redaction),
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
            parts.headers.remove(http::header::AUTHORIZATION);
            let index = {
                let mut sent = self.lock();
                sent.push(Sent { parts, body, response: None });
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
