//! A transport that gives hostile answers, and watches what the client sends.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures_core::Stream;
use graph_core::client::BodyStream;
use graph_core::error::BuildError;
use graph_core::retry::Clock;
use graph_core::{
    AccessToken, BoxFuture, Client, Credential, CredentialError, TokenRequest, Transport, TransportError,
};
use graph_tests::sent::Sent;
use http::header::AUTHORIZATION;
use http::{HeaderName, HeaderValue, Request, Response, StatusCode};

/// The text of a token, which must not leave the origin and not be shown.
pub(super) const TOKEN: &str = "t0p-s3cret";
/// The host of the client's service.
const HOST: &str = "graph.microsoft.com";
/// More requests than any call needs.
const MOST_REQUESTS: usize = 11_000;

/// One answer: status, headers, body.
#[derive(Clone)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(&'static str, Vec<u8>)>,
    pub(super) body: Bytes,
    /// `{number}` in the body is the number of the request.
    pub(super) is_numbered: bool,
    /// The connection is lost after the body.
    pub(super) is_cut: bool,
}

/// An answer with a body of JSON or whatever the text is.
pub(super) fn answer(status: u16, body: impl Into<Vec<u8>>) -> Answer {
    Answer { status, headers: Vec::new(), body: Bytes::from(body.into()), is_numbered: false, is_cut: false }
}

pub(super) fn ok(body: impl Into<Vec<u8>>) -> Answer {
    answer(200, body)
}

impl Answer {
    pub(super) fn with(mut self, name: &'static str, value: impl Into<Vec<u8>>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(super) fn numbered(self) -> Self {
        Self { is_numbered: true, ..self }
    }

    pub(super) fn cut(self) -> Self {
        Self { is_cut: true, ..self }
    }

    fn response(&self) -> Option<Response<Bytes>> {
        let mut response = Response::new(self.body.clone());
        *response.status_mut() = StatusCode::from_u16(self.status).ok()?;
        for (name, value) in &self.headers {
            // A header that HTTP does not allow never arrives.
            if let Ok(value) = HeaderValue::from_bytes(value) {
                response.headers_mut().append(HeaderName::from_static(name), value);
            }
        }
        Some(response)
    }
}

/// Gives its answers in turn and then the last one again and again. Its clock flies.
#[derive(Clone)]
pub(super) struct Hostile(Arc<Mutex<State>>);

struct State {
    answers: Vec<Answer>,
    requests: usize,
    /// The hosts other than the client's that received the token.
    leaks: Vec<String>,
    sent: Sent,
    waited: Duration,
}

/// The body of a response whose connection is lost.
struct Cut(VecDeque<Bytes>);

impl Stream for Cut {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(Some(self.0.pop_front().ok_or_else(lost)))
    }
}

fn lost() -> TransportError {
    TransportError::new("the connection was lost")
}

impl Hostile {
    pub(super) fn new(answers: Vec<Answer>) -> Self {
        let (leaks, sent) = (Vec::new(), Sent::default());
        Self(Arc::new(Mutex::new(State { answers, requests: 0, leaks, sent, waited: Duration::ZERO })))
    }

    pub(super) fn client(&self) -> Result<Client, BuildError> {
        Client::builder().credential(Renewing).transport(self.clone()).clock(self.clone()).build()
    }

    pub(super) fn leaks(&self) -> Vec<String> {
        self.state().leaks.clone()
    }

    pub(super) fn requests(&self) -> usize {
        self.state().requests
    }

    /// The number of bytes before the first one that was not sent to the last session.
    pub(super) fn sent(&self) -> u64 {
        self.state().sent.length()
    }

    /// Whether the client went on until it got no more answers.
    pub(super) fn is_endless(&self) -> bool {
        self.requests() > MOST_REQUESTS
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The answer to a request; `None` after too many of them.
    fn answer(&mut self, request: &Request<Bytes>) -> Option<Answer> {
        let uri = request.uri();
        let is_own = uri.scheme_str() == Some("https")
            && uri.host().is_some_and(|host| host.eq_ignore_ascii_case(HOST))
            && uri.port_u16().is_none_or(|port| port == 443);
        let has_token = request
            .headers()
            .iter()
            .any(|(name, value)| *name == AUTHORIZATION || String::from_utf8_lossy(value.as_bytes()).contains(TOKEN));
        if has_token && !is_own {
            self.leaks.push(uri.host().unwrap_or_default().to_owned());
        }
        self.sent.record(request);
        let mut answer = self.answers.get(self.requests.min(self.answers.len().saturating_sub(1))).cloned();
        if let Some(answer) = answer.as_mut().filter(|answer| answer.is_numbered) {
            let text = String::from_utf8_lossy(&answer.body).replace("{number}", &self.requests.to_string());
            answer.body = Bytes::from(text);
        }
        self.requests += 1;
        answer.filter(|_| self.requests <= MOST_REQUESTS)
    }
}

impl Transport for Hostile {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        let answer = self.state().answer(&request);
        Box::pin(async move {
            match answer {
                Some(answer) if answer.is_cut => Err(lost()),
                answer => {
                    let response = answer.and_then(|answer| answer.response());
                    response.ok_or_else(|| TransportError::new("no answer"))
                }
            }
        })
    }

    fn open(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<BodyStream>, TransportError>> {
        let answer = self.state().answer(&request);
        Box::pin(async move {
            let is_cut = answer.as_ref().is_some_and(|answer| answer.is_cut);
            let response = answer.and_then(|answer| answer.response());
            let response = response.ok_or_else(|| TransportError::new("no answer"))?;
            Ok(response.map(|body| if is_cut { BodyStream::new(Cut([body].into())) } else { body.into() }))
        })
    }
}

impl Clock for Hostile {
    fn now(&self) -> DateTime<Utc> {
        let waited = chrono::Duration::from_std(self.state().waited).unwrap_or_default();
        DateTime::UNIX_EPOCH.checked_add_signed(waited).unwrap_or(DateTime::UNIX_EPOCH)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        let mut state = self.state();
        state.waited = state.waited.saturating_add(duration);
        Box::pin(std::future::ready(()))
    }
}

/// A credential that has another token after a challenge.
struct Renewing;

impl Credential for Renewing {
    fn token<'a>(&'a self, request: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, CredentialError>> {
        let token = if request.renewed { format!("{TOKEN}-2") } else { TOKEN.to_owned() };
        Box::pin(std::future::ready(Ok(AccessToken::new(token))))
    }
}
