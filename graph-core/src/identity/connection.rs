//! The way to the token endpoint: transport, clock, retries, and the reading of a token.

use std::sync::{Arc, OnceLock};
use std::time::{Duration, UNIX_EPOCH};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderValue, Method, Request, Response, StatusCode, Uri};
use serde_json::{Map, Value as Json};
use zeroize::Zeroize;

use super::error::{IdentityError, Refusal};
use super::form::Form;
use crate::client::caller::Caller;
use crate::client::client::default_transport;
use crate::client::clock::{Clock, SystemClock, elapsed};
use crate::client::credential::AccessToken;
use crate::client::deadline::{Exceeded, within};
use crate::client::observer::{AttemptEvent, WaitEvent, WaitReason};
use crate::client::retry::{Attempt, Decision, Outcome, RetryPolicy};
use crate::client::secret::Secret;
use crate::client::transport::{Transport, TransportError};
use crate::send::request::random;
use crate::send::trace::Trace;

/// A repeated token request does no harm: the service issues another token.
const POLICY: RetryPolicy = RetryPolicy::never().max_attempts(4).budget(Duration::from_secs(30)).resend_unsafe(true);

/// The default of the maximum time of an attempt.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(30);

/// The transport and the clock of a credential.
#[derive(Clone)]
pub(crate) struct Connection {
    pub(crate) transport: Option<Arc<dyn Transport>>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) attempt_timeout: Duration,
    /// The default transport, which is created when it is first needed.
    default: Arc<OnceLock<Arc<dyn Transport>>>,
}

impl Default for Connection {
    fn default() -> Self {
        Self {
            transport: None,
            clock: Arc::new(SystemClock),
            attempt_timeout: ATTEMPT_TIMEOUT,
            default: Arc::default(),
        }
    }
}

/// The rules of retries of an endpoint.
#[derive(Clone, Copy)]
pub(crate) struct Retries {
    pub(crate) policy: RetryPolicy,
    /// The statuses that are repeated in addition to those of the policy.
    pub(crate) also: &'static [u16],
    /// Whether a request without a response is repeated.
    pub(crate) resends_lost: bool,
}

impl Connection {
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Its own transport, or else that of the client that asks.
    fn transport<'a>(&'a self, caller: &'a Caller) -> Result<&'a dyn Transport, IdentityError> {
        if let Some(transport) = self.transport.as_ref().or(caller.transport.as_ref()) {
            return Ok(&**transport);
        }
        if self.default.get().is_none() {
            let created = default_transport().map_err(IdentityError::Build)?;
            // Another thread may have been faster.
            let _ = self.default.set(created);
        }
        self.default.get().map(|transport| &**transport).ok_or(IdentityError::Response("transport"))
    }

    /// Sends a form. The response may have any status.
    pub(crate) async fn post(&self, uri: &Uri, form: &Form, caller: &Caller) -> Result<Response<Bytes>, IdentityError> {
        let request = || {
            let mut request = Request::new(form.body());
            *request.method_mut() = Method::POST;
            *request.uri_mut() = uri.clone();
            let headers = request.headers_mut();
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
            headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
            request
        };
        let retries = Retries { policy: POLICY, also: &[], resends_lost: true };
        self.send(request, retries, (caller, &below_tenant(uri))).await.map_err(IdentityError::Transport)
    }

    /// Sends a request with retries. Its path for observers has no tenant.
    pub(crate) async fn send(
        &self,
        request: impl Fn() -> Request<Bytes>,
        retries: Retries,
        (caller, path): (&Caller, &str),
    ) -> Result<Response<Bytes>, TransportError> {
        let transport = self.transport(caller).map_err(TransportError::new)?;
        let began = self.now();
        let mut number = 0;
        let mut next = request();
        let method = next.method().clone();
        let trace = Trace::of_call(&method, || path.to_owned(), next.uri(), false);
        loop {
            number += 1;
            let sent = self.now();
            let attempt = within(&*self.clock, self.attempt_timeout, trace.within(transport.send(next)));
            let result = attempt.await.unwrap_or_else(|| Err(Exceeded::Token(self.attempt_timeout).into()));
            trace.attempt(number, result.as_ref());
            let event = (&method, path, number);
            caller.observers.on_attempt(&AttemptEvent::new(event, result.as_ref(), elapsed(sent, self.now())));
            let outcome = match &result {
                Ok(response) => {
                    let is_also = retries.also.contains(&response.status().as_u16());
                    let status = if is_also { StatusCode::SERVICE_UNAVAILABLE } else { response.status() };
                    Outcome::Status { status, headers: response.headers() }
                }
                Err(error) if retries.resends_lost && !error.is_permanent() => Outcome::NoResponse,
                Err(_) => return result,
            };
            let now = self.now();
            let elapsed = elapsed(began, now);
            let attempt = Attempt { method: &Method::POST, number, outcome, elapsed };
            match retries.policy.decide(&attempt, now, random()) {
                Decision::Wait(duration) => {
                    let reason = WaitReason::of(&attempt.outcome);
                    trace.wait(duration, reason);
                    caller.observers.on_wait(&WaitEvent::new(event, duration, reason));
                    self.clock.sleep(duration).await;
                    next = request();
                }
                Decision::GiveUp => return result,
            }
        }
    }
}

/// The path of an authority's endpoint with `{tenant}` in place of the tenant.
pub(crate) fn below_tenant(uri: &Uri) -> String {
    match uri.path().rsplit_once("/oauth2/") {
        Some((_, endpoint)) => format!("{{tenant}}/oauth2/{endpoint}"),
        None => uri.path().to_owned(),
    }
}

/// A token with what came with it.
pub(crate) struct Grant {
    pub(crate) token: AccessToken,
    pub(crate) refresh_token: Option<Secret>,
}

impl Grant {
    /// Reads a token response, and overwrites it. `asked` is the time of the request.
    ///
    /// # Rule
    /// `expires_in` is in seconds ([RFC 6749, §5.1](https://www.rfc-editor.org/rfc/rfc6749#section-5.1)); managed identities return
    /// `expires_on`, in seconds since 1970. Both are numbers or strings. A bearer token is visible ASCII
    /// ([RFC 6750, §2.1](https://www.rfc-editor.org/rfc/rfc6750#section-2.1)): another one can't be sent, and must not be cached.
    ///
    /// # Errors
    /// A [`Refusal`] for another status than success.
    pub(crate) fn read(response: Response<Bytes>, asked: DateTime<Utc>) -> Result<Self, IdentityError> {
        let mut body = object(response)?;
        let token =
            take_text(&mut body, "access_token").filter(|token| token.bytes().all(|byte| byte.is_ascii_graphic()));
        let token = token.ok_or(IdentityError::Response("access_token"))?;
        let asked = elapsed(DateTime::UNIX_EPOCH, asked);
        let lifetime = seconds(&body, "expires_in").and_then(|lifetime| asked.checked_add(lifetime));
        let expiry = seconds(&body, "expires_on").or(lifetime).and_then(|expiry| UNIX_EPOCH.checked_add(expiry));
        let token = AccessToken::new(token);
        Ok(Self {
            token: match expiry {
                Some(expiry) => token.with_expiry(expiry),
                None => token,
            },
            refresh_token: take_text(&mut body, "refresh_token").map(Secret::new),
        })
    }
}

/// The body of a successful response, whose memory is overwritten: it has a token.
///
/// # Errors
/// A [`Refusal`] for another status than success.
pub(crate) fn object(response: Response<Bytes>) -> Result<Map<String, Json>, IdentityError> {
    if !response.status().is_success() {
        return Err(IdentityError::Refused(Box::new(Refusal::read(&response))));
    }
    let body = response.into_body();
    // The error of serde_json could quote the body.
    let object = serde_json::from_slice(&body).map_err(|_| IdentityError::Response("JSON"));
    // A transport may keep a clone of it.
    if let Ok(mut body) = body.try_into_mut() {
        body.as_mut().zeroize();
    }
    object
}

/// A text that is not empty.
pub(crate) fn take_text(body: &mut Map<String, Json>, name: &str) -> Option<String> {
    match body.remove(name)? {
        Json::String(text) if !text.is_empty() => Some(text),
        _ => None,
    }
}

/// A number of seconds, perhaps in a string.
pub(crate) fn seconds(body: &Map<String, Json>, name: &str) -> Option<Duration> {
    let number = match body.get(name)? {
        Json::String(text) => text.trim().parse().ok()?,
        other => other.as_u64()?,
    };
    Some(Duration::from_secs(number))
}
