//! A transport that answers from memory, in turn.

use std::collections::VecDeque;
use std::error::Error as StdError;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use graph_core::{BoxFuture, Client, Request, StaticToken, Transport, TransportError};

/// Returns its responses in turn, and records the requests.
#[derive(Clone, Default)]
pub(super) struct Script {
    answers: Arc<Mutex<VecDeque<http::Response<Bytes>>>>,
    received: Arc<Mutex<Vec<String>>>,
}

impl Script {
    pub(super) fn then(self, status: u16, headers: &[(&str, &str)], body: &str) -> Result<Self, http::Error> {
        let response = headers
            .iter()
            .fold(http::Response::builder().status(status), |response, (name, value)| response.header(*name, *value))
            .header("request-id", "r-1")
            .body(Bytes::copy_from_slice(body.as_bytes()))?;
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).push_back(response);
        Ok(self)
    }

    /// Method, URL and token of each request.
    pub(super) fn received(&self) -> Vec<String> {
        self.received.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn client(&self) -> Result<Client, graph_core::error::BuildError> {
        Client::builder().credential(StaticToken::new("top-secret")).transport(self.clone()).build()
    }
}

impl Transport for Script {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let token = request.headers().get("authorization").and_then(|token| token.to_str().ok()).unwrap_or("no token");
        let line = format!("{} {} {token}", request.method(), request.uri());
        self.received.lock().unwrap_or_else(PoisonError::into_inner).push(line);
        let answer = self.answers.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        Box::pin(async { answer.ok_or_else(|| TransportError::new("the script is at its end")) })
    }
}

/// The result of an operation for a response of the service.
pub(super) async fn answered<R>(request: Request<R>, status: u16, body: &str) -> Result<R, Box<dyn StdError>> {
    let script = Script::default().then(status, &[], body)?;
    Ok(request.send(&script.client()?).await?)
}
