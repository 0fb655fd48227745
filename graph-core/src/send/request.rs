//! Sending of one request: token, attempts, redirects.

use std::borrow::Cow;
use std::hash::{BuildHasher, RandomState};
use std::pin::{Pin, pin};
use std::slice;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::header::{ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, IF_RANGE, LOCATION, RANGE, USER_AGENT};
use http::uri::Authority;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request as HttpRequest, Response, StatusCode, Uri};
use uuid::{Builder, Uuid, Variant, Version};

use super::permitted::Permitted;
use super::trace::Trace;
use crate::client::body_stream::BodyStream;
use crate::client::client::Client;
use crate::client::clock::{Period, after, elapsed};
use crate::client::credential::{AccessToken, Challenge};
use crate::client::deadline::{Exceeded, within};
use crate::client::observer::{AttemptEvent, WaitEvent, WaitReason};
use crate::client::retry::{Attempts, Decision, Outcome, RetryPolicy};
use crate::client::throttle::{Awaited, BodyPermit, Permit, Place, Refused, Throttle, Wait};
use crate::client::throttle_scope::Scope;
use crate::client::throttle_window::Answer;
use crate::client::transport::{BoxFuture, Transport, TransportError};
use crate::error::error::Error;
use crate::error::odata_error::ApiError;
use crate::error::request::RequestError;
use crate::request::prepared::Prepared;
use crate::request::request::Request;
use crate::response::link::ResolvedLink;
use crate::response::response;
use crate::value::path::ResourcePath;

const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");
/// The path of a link of the service, for observers.
pub(super) const A_LINK: &str = "(a link)";
/// The maximum number of bytes that are read of an error response to a request for a stream.
const LONGEST_ERROR: usize = 64 * 1024;
/// The headers that a redirect to another origin keeps. None of them identifies the caller.
const GOES_ANYWHERE: [HeaderName; 5] = [ACCEPT, ACCEPT_ENCODING, IF_RANGE, RANGE, USER_AGENT];

impl<R> Request<R> {
    /// Sends the request and reads its response.
    ///
    /// # Errors
    /// Any [`Error`]; its variants say if the request was sent. A status outside of 200–299 is [`Error::Api`].
    pub async fn send(self, client: &Client) -> Result<R, Error> {
        Ok(client.execute(&self, None).await?.into_body())
    }

    /// Sends the request and returns the response with its status and headers, such as `Location` and `ETag`.
    ///
    /// # Errors
    /// The errors of [`send`](Self::send).
    pub async fn send_full(self, client: &Client) -> Result<Response<R>, Error> {
        client.execute(&self, None).await
    }

    /// Reads a response to this request.
    pub(crate) fn read_response(&self, response: Response<Bytes>) -> Result<Response<R>, Error> {
        if !response.status().is_success() {
            return Err(self.error_wrapper()(Box::new(ApiError::read(&response, self.permissions()))));
        }
        let answer = self.reader()(&response).map_err(|error| match Error::of_response(error, &response) {
            Error::Api(error) => self.error_wrapper()(error),
            error => error,
        })?;
        Ok(response.map(|_| answer))
    }
}

/// A request of the client, from which each attempt is built.
struct Outgoing<'a> {
    request: Prepared<'a>,
    /// The id, unless the caller set one.
    id: Option<RequestId>,
    /// It has no token, not even on the client's origin.
    is_anonymous: bool,
    /// The number of redirects that led to it.
    redirects: u32,
}

/// The body of a response, as a whole or as a stream.
trait Received: Sized {
    fn receive(
        transport: &dyn Transport,
        request: HttpRequest<Bytes>,
    ) -> BoxFuture<'_, Result<Response<Self>, TransportError>>;

    /// Keeps a place in the limits of the client until the body has arrived.
    fn keep(self, throttle: &Arc<Throttle>, place: Place) -> Self;
}

impl Received for Bytes {
    fn receive(
        transport: &dyn Transport,
        request: HttpRequest<Bytes>,
    ) -> BoxFuture<'_, Result<Response<Self>, TransportError>> {
        transport.send(request)
    }

    fn keep(self, _: &Arc<Throttle>, _: Place) -> Self {
        self
    }
}

impl Received for BodyStream {
    fn receive(
        transport: &dyn Transport,
        request: HttpRequest<Bytes>,
    ) -> BoxFuture<'_, Result<Response<Self>, TransportError>> {
        Box::pin(async move {
            let response = transport.open(request).await?;
            if response.status().is_success() {
                return Ok(response);
            }
            // The body of an error is not content: it belongs to the attempt, with its time limits.
            let (head, body) = response.into_parts();
            let body = body.collect(LONGEST_ERROR).await.unwrap_or_default();
            Ok(Response::from_parts(head, body.into()))
        })
    }

    fn keep(self, throttle: &Arc<Throttle>, place: Place) -> Self {
        Permitted::keep(self, || BodyPermit::new(throttle, place))
    }
}

/// A response after its redirects.
pub(crate) struct Opened {
    pub(crate) response: Response<BodyStream>,
    /// The URL of a redirect sent it.
    pub(crate) is_redirected: bool,
}

impl<'a> Outgoing<'a> {
    fn new(request: Prepared<'a>) -> Self {
        let id = (!request.headers.contains_key(CLIENT_REQUEST_ID)).then(RequestId::new);
        Self { request, id, is_anonymous: false, redirects: 0 }
    }

    /// The HTTP request of one attempt. The next one may need what this one consumes, so the parts are shared and not moved.
    fn attempt(&self, user_agent: &HeaderValue, bearer: Option<HeaderValue>) -> HttpRequest<Bytes> {
        let Self { request: Prepared { method, uri, headers: given, body, .. }, id, .. } = self;
        let mut request = HttpRequest::new(body.clone());
        *request.method_mut() = method.clone();
        *request.uri_mut() = uri.clone();
        let mut headers = HeaderMap::with_capacity(given.len() + 3);
        for (name, value) in &**given {
            headers.append(name, value.clone());
        }
        headers.entry(USER_AGENT).or_insert_with(|| user_agent.clone());
        if let Some(id) = id.as_ref().and_then(RequestId::to_header) {
            headers.insert(CLIENT_REQUEST_ID, id);
        }
        if let Some(bearer) = bearer {
            headers.insert(AUTHORIZATION, bearer);
        }
        *request.headers_mut() = headers;
        request
    }
}

/// The state that the attempts of a call share.
struct Call<'a> {
    policy: &'a RetryPolicy,
    began: DateTime<Utc>,
    entry: Entry<'a>,
    /// The path without keys, for observers.
    path: Option<String>,
    trace: Trace,
}

impl Call<'_> {
    /// The requests of the call, if it is one of a batch.
    fn parts(&self) -> Option<&Parts<'_>> {
        match self.entry {
            Entry::Batch(parts) => Some(parts),
            Entry::Single | Entry::Ahead(_) => None,
        }
    }
}

/// How a call enters the limits of the client.
#[derive(Clone, Copy)]
enum Entry<'a> {
    Single,
    /// The caller may not wait for the response yet.
    Ahead(&'a Arc<Awaited>),
    Batch(&'a Parts<'a>),
}

/// The requests of a call of a batch.
pub(crate) struct Parts<'a> {
    pub(crate) places: &'a [Place],
    /// The most of the attempts so far of one of them.
    pub(crate) attempts: Attempts,
    /// The time since the first call.
    pub(crate) spent: Duration,
}

/// One attempt of a call.
struct Try {
    /// From 1.
    number: u32,
    /// The end of the wait before it.
    waited: Option<DateTime<Utc>>,
    /// It must begin within this time.
    deadline: Period,
}

impl Client {
    /// With `ahead`, the caller may not wait for the response yet.
    async fn execute<R>(&self, request: &Request<R>, ahead: Option<&Arc<Awaited>>) -> Result<Response<R>, Error> {
        let prepared = match request.prepare(self.root()) {
            Err(RequestError::NoChanges) => return request.read_response(response::unchanged()),
            prepared => prepared?,
        };
        if let Some(ahead) = ahead {
            // The call, and its budget, begin after it.
            self.throttle().room_ahead(self.place(&prepared.uri), ahead).await;
        }
        let entry = ahead.map_or(Entry::Single, Entry::Ahead);
        let response = self.send_call(prepared, &request.policy(self.policy()), entry).await?;
        request.read_response(response)
    }

    /// Sends a request for whose response the caller does not wait yet.
    pub(super) async fn execute_ahead<R>(&self, request: &Request<R>, ahead: &Arc<Awaited>) -> Result<R, Error> {
        Ok(self.execute(request, Some(ahead)).await?.into_body())
    }

    /// Sends a call of a batch.
    pub(crate) async fn send_batch(
        &self,
        request: Prepared<'_>,
        policy: &RetryPolicy,
        parts: &Parts<'_>,
    ) -> Result<Response<Bytes>, Error> {
        self.send_call(request, policy, Entry::Batch(parts)).await
    }

    /// Sends a request with retries, and follows the redirects of a GET.
    async fn send_call(
        &self,
        request: Prepared<'_>,
        policy: &RetryPolicy,
        entry: Entry<'_>,
    ) -> Result<Response<Bytes>, Error> {
        let call = self.call(&request, policy, entry);
        let mut outgoing = Outgoing::new(request);
        self.within_call(&call, pin!(self.follow(&mut outgoing, &call))).await
    }

    /// As [`send_call`](Self::send_call). The body of a successful response is a stream, which the time limits of the policy do not
    /// include; that of another one is in memory.
    pub(crate) async fn open_with_redirects(
        &self,
        request: Prepared<'_>,
        policy: &RetryPolicy,
    ) -> Result<Opened, Error> {
        let call = self.call(&request, policy, Entry::Single);
        let mut outgoing = Outgoing::new(request);
        let response = self.within_call(&call, pin!(self.follow(&mut outgoing, &call))).await?;
        Ok(Opened { response, is_redirected: outgoing.redirects > 0 })
    }

    /// Sends a request to a pre-authenticated URL, without a token and a request id. A redirect is returned as the response.
    pub(crate) async fn send_anonymously(
        &self,
        request: Prepared<'_>,
        policy: &RetryPolicy,
    ) -> Result<Response<Bytes>, Error> {
        let call = self.call(&request, policy, Entry::Single);
        let outgoing = Outgoing { request, id: None, is_anonymous: true, redirects: 0 };
        self.within_call(&call, pin!(self.send_with_retries(&outgoing, &call))).await
    }

    /// Limits the time of a call, if the policy does. The caller pins the call, since a move copies its whole state.
    async fn within_call<T>(
        &self,
        call: &Call<'_>,
        sent: Pin<&mut impl Future<Output = Result<T, Error>>>,
    ) -> Result<T, Error> {
        let result = match call.policy.call_timeout {
            None => sent.await,
            Some(limit) => {
                let left = limit.saturating_sub(call.parts().map_or(Duration::ZERO, |parts| parts.spent));
                let exceeded = || Err(TransportError::from(Exceeded::Call(limit)).into());
                within(self.clock(), left, sent).await.unwrap_or_else(exceeded)
            }
        };
        call.trace.end(&result);
        result
    }

    /// Sends a request, and then those of its redirects.
    async fn follow<B: Received>(&self, outgoing: &mut Outgoing<'_>, call: &Call<'_>) -> Result<Response<B>, Error> {
        let limit = call.policy.max_redirects;
        loop {
            let response = self.send_with_retries(outgoing, call).await?;
            if limit == 0 || !self.redirect(outgoing, &response) {
                return Ok(response);
            }
            if outgoing.redirects > limit {
                return Err(TransportError::from(Exceeded::Redirects(limit)).into());
            }
        }
    }

    fn call<'a>(&self, request: &Prepared<'_>, policy: &'a RetryPolicy, entry: Entry<'a>) -> Call<'a> {
        let path = (!self.observers().is_empty()).then(|| request.path.template());
        // The URL of an upload, which is elsewhere, gives access.
        let shows_url = self.traces_urls() && self.root().split(&request.uri).is_some();
        let trace = Trace::of_call(&request.method, || request.path.template(), &request.uri, shows_url);
        Call { policy, began: self.clock().now(), entry, path, trace }
    }

    /// Reads a link of the service, with the token if it is on the client's origin. A redirect is returned as the response.
    pub(crate) async fn fetch(&self, url: &ResolvedLink, accept: &'static str) -> Result<Response<Bytes>, Error> {
        let request = Prepared {
            method: Method::GET,
            path: Cow::Owned(ResourcePath::raw(A_LINK)),
            uri: url.uri().clone(),
            headers: Cow::Owned(HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(accept))])),
            body: Bytes::new(),
            is_json: false,
        };
        let call = self.call(&request, self.policy(), Entry::Single);
        self.within_call(&call, pin!(self.send_with_retries(&Outgoing::new(request), &call))).await
    }

    /// Sends a request with the retries of the call's policy.
    async fn send_with_retries<B: Received>(
        &self,
        outgoing: &Outgoing<'_>,
        call: &Call<'_>,
    ) -> Result<Response<B>, Error> {
        let clock = self.clock();
        let mut attempts = call.parts().map_or_else(Attempts::default, |parts| parts.attempts);
        let (mut since, mut waited) = (call.began, None);
        loop {
            let number = attempts.number() + 1;
            let deadline = Period { since, length: attempts.left_of(call.policy.budget) };
            let this = Try { number, waited, deadline };
            let mut result = self.send_authenticated(outgoing, call, &this).await;
            let outcome = match &result {
                Ok(response) if response.status().is_success() => return result,
                Ok(response) => Outcome::Status { status: response.status(), headers: response.headers() },
                Err(Error::Transport(error)) if !error.is_permanent() => Outcome::NoResponse,
                Err(_) => return result,
            };
            let now = clock.now();
            let attempt = attempts.next(&outgoing.request.method, outcome, elapsed(since, now));
            match call.policy.decide(&attempt, now, random()) {
                Decision::Wait(duration) => {
                    attempts.count(&attempt, duration);
                    self.on_wait(outgoing, call, number, duration, WaitReason::of(&attempt.outcome));
                    clock.sleep(duration).await;
                    since = after(now, duration);
                    waited = Some(since);
                }
                Decision::GiveUp => {
                    let over_budget = call.policy.over_budget(&attempt, now);
                    if let (Ok(response), Some(over_budget)) = (&mut result, over_budget) {
                        response.extensions_mut().insert(over_budget);
                    }
                    return result;
                }
            }
        }
    }

    /// Sends a request, and sends it again with another token if the service refuses the first one.
    ///
    /// # Rule
    /// After a 401 with `claims` in `WWW-Authenticate`, the new token must have these claims; after another 401 it must be fresh
    /// ([claims challenges](https://learn.microsoft.com/entra/identity-platform/claims-challenge)).
    async fn send_authenticated<B: Received>(
        &self,
        outgoing: &Outgoing<'_>,
        call: &Call<'_>,
        this: &Try,
    ) -> Result<Response<B>, Error> {
        let may_have_token = || !outgoing.is_anonymous && self.root().is_origin_of(&outgoing.request.uri);
        let credential = self.credential().filter(|_| may_have_token());
        let Some(credential) = credential else { return self.send_once(outgoing, None, call, this).await };
        let token = call.trace.within(credential.token(self.token_request())).await?;
        let response = self.send_once(outgoing, Some(&token), call, this).await?;
        if response.status() != StatusCode::UNAUTHORIZED {
            return Ok(response);
        }
        let challenged = Challenge::read(response.headers()).respond_to(self.token_request(), &token);
        match call.trace.within(credential.token(&challenged)).await {
            Ok(fresh) if fresh.secret() != token.secret() => self.send_once(outgoing, Some(&fresh), call, this).await,
            // The response says more than the error of the credential.
            _ => Ok(response),
        }
    }

    /// Sends a request once, when the limits of the client allow it.
    async fn send_once<B: Received>(
        &self,
        outgoing: &Outgoing<'_>,
        token: Option<&AccessToken>,
        call: &Call<'_>,
        this: &Try,
    ) -> Result<Response<B>, Error> {
        let bearer = token.map(|token| self.bearer().of(token)).transpose()?;
        let place = self.place(&outgoing.request.uri);
        let mut permit = self.permit(slice::from_ref(&place), outgoing, call, this).await?;
        let request = outgoing.attempt(self.user_agent(), bearer);
        let began = call.path.as_ref().map(|_| self.clock().now());
        let result = match call.policy.attempt_timeout {
            None => call.trace.within(B::receive(self.transport(), request)).await,
            Some(limit) => {
                let sent = call.trace.within(B::receive(self.transport(), request));
                let response = within(self.clock(), limit, sent).await;
                response.unwrap_or_else(|| Err(Exceeded::Attempt(limit).into()))
            }
        };
        call.trace.attempt(this.number, result.as_ref());
        if let Ok(response) = &result {
            permit.answered(Answer::of(response, self.clock()));
        }
        if let (Some(path), Some(began)) = (&call.path, began) {
            let elapsed = elapsed(began, self.clock().now());
            let event = AttemptEvent::new((&outgoing.request.method, path, this.number), result.as_ref(), elapsed);
            self.observers().on_attempt(&event);
        }
        Ok(result?.map(|body| body.keep(self.throttle(), place)))
    }

    /// The place of a URL in the limits: of its service, or of its host if that is another one.
    fn place(&self, uri: &Uri) -> Place {
        let scope = match self.root().split(uri) {
            Some((_, path)) => Scope::of(path),
            None => Scope::of_host(uri.authority().map_or("", Authority::as_str)),
        };
        Place::of(scope)
    }

    /// Waits for the right to send a request with this place.
    async fn permit<'a>(
        &'a self,
        place: &'a [Place],
        outgoing: &Outgoing<'_>,
        call: &Call<'a>,
        this: &Try,
    ) -> Result<Permit<'a>, RequestError> {
        let waits = |wait| {
            let (duration, reason) = match wait {
                Wait::Requested(duration) => (duration, WaitReason::Shared),
                Wait::Turn => (Duration::ZERO, WaitReason::Turn),
            };
            self.on_wait(outgoing, call, this.number.saturating_sub(1), duration, reason);
        };
        let entrance = match call.entry {
            Entry::Single => (place, None),
            Entry::Ahead(ahead) => (place, Some(ahead)),
            Entry::Batch(parts) => (parts.places, None),
        };
        let permit = self.throttle().enter(entrance, self.clock(), (this.waited, this.deadline), waits).await;
        let budget = call.policy.budget;
        permit.map_err(|refused| match refused {
            Refused::Wait(wait) => RequestError::Throttled { wait, budget },
            Refused::NoTurn => RequestError::NoTurn { budget },
        })
    }

    fn on_wait(&self, outgoing: &Outgoing<'_>, call: &Call<'_>, attempts: u32, wait: Duration, reason: WaitReason) {
        call.trace.wait(wait, reason);
        if let Some(path) = &call.path {
            self.observers().on_wait(&WaitEvent::new((&outgoing.request.method, path, attempts), wait, reason));
        }
    }

    /// Reports a wait that is not within a call: of a batch, of a poller, of a transfer.
    pub(crate) fn report_wait(&self, wait: &WaitEvent<'_>) {
        Trace::wait_between_calls(wait.duration, wait.reason);
        self.observers().on_wait(wait);
    }

    /// Changes a request to the one for the target of a redirect. Returns `false` for another response, and for a redirect that is
    /// not followed.
    ///
    /// # Rule
    /// Another origin receives neither the token nor any other header that identifies the caller. It must be `https`, or loopback if
    /// the service is on loopback too. Only a GET is redirected.
    fn redirect<B>(&self, outgoing: &mut Outgoing<'_>, response: &Response<B>) -> bool {
        let request = &mut outgoing.request;
        let is_redirect = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
        if !is_redirect || request.method != Method::GET {
            return false;
        }
        let location = response.headers().get(LOCATION).and_then(|location| location.to_str().ok());
        let Some(uri) = location.and_then(|location| resolve(&request.uri, location)) else { return false };
        if !self.root().is_origin_of(&uri) {
            if !self.root().keeps_private(&uri) {
                return false;
            }
            let kept = |name: HeaderName| Some((name.clone(), request.headers.get(name)?.clone()));
            request.headers = Cow::Owned(GOES_ANYWHERE.into_iter().filter_map(kept).collect());
            outgoing.id = None;
        }
        request.uri = uri;
        request.body = Bytes::new();
        request.is_json = false;
        outgoing.redirects += 1;
        true
    }
}

/// Resolves a `Location`: an absolute URL, or a path on the same origin.
fn resolve(base: &Uri, location: &str) -> Option<Uri> {
    let location = location.split('#').next()?;
    if !location.starts_with('/') || location.starts_with("//") {
        return location.parse().ok().filter(|uri: &Uri| uri.scheme().is_some());
    }
    format!("{}://{}{location}", base.scheme_str()?, base.authority()?).parse().ok()
}

/// The `client-request-id` of a request and of its repetitions: a UUID.
///
/// # Rule
/// It must be unique and need not be secret, so the seeds of the standard library are sufficient, which avoids three crates.
struct RequestId(Uuid);

impl RequestId {
    fn new() -> Self {
        let random = || RandomState::new().hash_one(());
        let random = u128::from(random()) << 64 | u128::from(random());
        Self(Builder::from_u128(random).with_variant(Variant::RFC4122).with_version(Version::Random).into_uuid())
    }

    fn to_header(&self) -> Option<HeaderValue> {
        let mut text = Uuid::encode_buffer();
        HeaderValue::from_bytes(self.0.hyphenated().encode_lower(&mut text).as_bytes()).ok()
    }
}

/// A random number from 0 to 1, which spreads the attempts of many clients.
pub(crate) fn random() -> f64 {
    let bits = u32::try_from(RandomState::new().hash_one(()) >> 32).unwrap_or_default();
    f64::from(bits) / (f64::from(u32::MAX) + 1.0)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_request_has_an_id_of_its_own() {
        let ids: HashSet<Uuid> = (0..10_000).map(|_| RequestId::new().0).collect();
        assert_eq!(ids.len(), 10_000);
        assert!(ids.iter().all(|id| id.get_version() == Some(Version::Random)));
    }

    #[test]
    fn chance_is_spread_over_the_whole_range() {
        let numbers: Vec<f64> = (0..1_000).map(|_| random()).collect();
        assert!(numbers.iter().all(|number| (0.0..1.0).contains(number)));
        assert!(numbers.iter().any(|number| *number < 0.1) && numbers.iter().any(|number| *number > 0.9));
    }

    #[test]
    fn a_location_is_absolute_or_a_path() {
        let base: Uri = "https://graph.microsoft.com/v1.0/me".parse().unwrap_or_default();
        let resolved = |location: &str| resolve(&base, location).map(|uri| uri.to_string());
        assert_eq!(resolved("https://example.org/a?b#c").as_deref(), Some("https://example.org/a?b"));
        assert_eq!(resolved("/a").as_deref(), Some("https://graph.microsoft.com/a"));
        assert_eq!(resolved("//example.org/a"), None);
        assert_eq!(resolved("a/b"), None);
        assert_eq!(resolved(""), None);
    }
}
