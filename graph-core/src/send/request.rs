//! Sending of one request: token, attempts, redirects.

use std::borrow::Cow;
use std::hash::{BuildHasher, RandomState};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::header::{ACCEPT, AUTHORIZATION, LOCATION, RANGE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request as HttpRequest, Response, StatusCode, Uri};
use uuid::{Builder, Uuid, Variant, Version};

use crate::client::client::Client;
use crate::client::credential::{AccessToken, Challenge};
use crate::client::retry::{Attempt, Decision, Outcome, RetryPolicy};
use crate::client::transport::TransportError;
use crate::error::error::Error;
use crate::error::odata_error::ApiError;
use crate::error::request::RequestError;
use crate::request::prepared::Prepared;
use crate::request::request::Request;
use crate::response::link::ResolvedLink;
use crate::response::response;

const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");
/// The maximum number of redirects.
const MOST_REDIRECTS: u32 = 5;
/// The headers that a redirect to another origin keeps. None of them identifies the caller.
const GOES_ANYWHERE: [HeaderName; 3] = [ACCEPT, RANGE, USER_AGENT];

impl<R> Request<R> {
    /// Sends the request and reads its response.
    ///
    /// # Errors
    /// Any [`Error`]; its variants say if the request was sent. A status outside of 200–299 is [`Error::Api`].
    pub async fn send(self, client: &Client) -> Result<R, Error> {
        Ok(client.execute(&self).await?.into_body())
    }

    /// Sends the request and returns the response with its status and headers, such as `Location` and `ETag`.
    ///
    /// # Errors
    /// The errors of [`send`](Self::send).
    pub async fn send_full(self, client: &Client) -> Result<Response<R>, Error> {
        client.execute(&self).await
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
}

impl<'a> Outgoing<'a> {
    fn new(request: Prepared<'a>) -> Self {
        let id = (!request.headers.contains_key(CLIENT_REQUEST_ID)).then(RequestId::new);
        Self { request, id }
    }

    /// The HTTP request of one attempt. The next one may need what this one consumes, so the parts are shared and not moved.
    fn attempt(&self, user_agent: &HeaderValue, bearer: Option<HeaderValue>) -> HttpRequest<Bytes> {
        let Self { request: Prepared { method, uri, headers: given, body, .. }, id } = self;
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

impl Client {
    async fn execute<R>(&self, request: &Request<R>) -> Result<Response<R>, Error> {
        let prepared = match request.prepare(self.root()) {
            Err(RequestError::NoChanges) => return request.read_response(response::unchanged()),
            prepared => prepared?,
        };
        let response = self.send_with_redirects(prepared, request.policy().unwrap_or(self.policy())).await?;
        request.read_response(response)
    }

    /// Sends a request with retries, and follows the redirects of a GET.
    pub(crate) async fn send_with_redirects(
        &self,
        request: Prepared<'_>,
        policy: &RetryPolicy,
    ) -> Result<Response<Bytes>, Error> {
        let mut outgoing = Outgoing::new(request);
        let began = self.clock().now();
        let mut response = self.send_with_retries(&outgoing, policy, began).await?;
        for _ in 0..MOST_REDIRECTS {
            let Some(next) = self.redirected(outgoing, &response) else { break };
            outgoing = next;
            response = self.send_with_retries(&outgoing, policy, began).await?;
        }
        Ok(response)
    }

    /// Reads a link of the service, with the token if it is on the client's origin. A redirect is returned as the response.
    pub(crate) async fn fetch(&self, url: &ResolvedLink, accept: &'static str) -> Result<Response<Bytes>, Error> {
        let outgoing = Outgoing::new(Prepared {
            method: Method::GET,
            uri: url.uri().clone(),
            headers: Cow::Owned(HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(accept))])),
            body: Bytes::new(),
            is_json: false,
        });
        self.send_with_retries(&outgoing, self.policy(), self.clock().now()).await
    }

    /// Sends a request with the retries of `policy`, for a call that began at `began`.
    async fn send_with_retries(
        &self,
        outgoing: &Outgoing<'_>,
        policy: &RetryPolicy,
        began: DateTime<Utc>,
    ) -> Result<Response<Bytes>, Error> {
        let clock = self.clock();
        let mut number = 0;
        loop {
            number += 1;
            let mut result = self.send_authenticated(outgoing).await;
            let outcome = match &result {
                Ok(response) if response.status().is_success() => return result,
                Ok(response) => Outcome::Status { status: response.status(), headers: response.headers() },
                Err(Error::Transport(_)) => Outcome::NoResponse,
                Err(_) => return result,
            };
            let now = clock.now();
            let elapsed = (now - began).to_std().unwrap_or_default();
            let attempt = Attempt { method: &outgoing.request.method, number, outcome, elapsed };
            match policy.decide(&attempt, now, random()) {
                Decision::Wait(duration) => clock.sleep(duration).await,
                Decision::GiveUp => {
                    let over_budget = policy.over_budget(&attempt, now);
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
    async fn send_authenticated(&self, outgoing: &Outgoing<'_>) -> Result<Response<Bytes>, Error> {
        let credential = self.credential().filter(|_| self.root().is_origin_of(&outgoing.request.uri));
        let Some(credential) = credential else { return self.send_once(outgoing, None).await };
        let token = credential.token(self.token_request()).await?;
        let response = self.send_once(outgoing, Some(&token)).await?;
        if response.status() != StatusCode::UNAUTHORIZED {
            return Ok(response);
        }
        let challenged = Challenge::read(response.headers()).respond_to(self.token_request());
        match credential.token(&challenged).await {
            Ok(fresh) if fresh.secret() != token.secret() => self.send_once(outgoing, Some(&fresh)).await,
            // The response says more than the error of the credential.
            _ => Ok(response),
        }
    }

    async fn send_once(&self, outgoing: &Outgoing<'_>, token: Option<&AccessToken>) -> Result<Response<Bytes>, Error> {
        let bearer = token.map(|token| self.bearer().of(token)).transpose()?;
        let request = outgoing.attempt(self.user_agent(), bearer);
        self.transport().send(request).await.map_err(TransportError::into)
    }

    /// The request for the target of a redirect; `None` for another response, and for a redirect that is not followed.
    ///
    /// # Rule
    /// Another origin receives neither the token nor any other header that identifies the caller. It must be `https`, or loopback if
    /// the service is on loopback too. Only a GET is redirected.
    fn redirected<'a>(&self, outgoing: Outgoing<'a>, response: &Response<Bytes>) -> Option<Outgoing<'a>> {
        let Outgoing { request, id } = outgoing;
        let is_redirect = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
        if !is_redirect || request.method != Method::GET {
            return None;
        }
        let location = response.headers().get(LOCATION)?.to_str().ok()?;
        let uri = resolve(&request.uri, location)?;
        let next = Prepared { uri, body: Bytes::new(), is_json: false, ..request };
        if self.root().is_origin_of(&next.uri) {
            return Some(Outgoing { request: next, id });
        }
        if !self.root().keeps_private(&next.uri) {
            return None;
        }
        let kept = GOES_ANYWHERE.into_iter().filter_map(|name| Some((name.clone(), next.headers.get(name)?.clone())));
        let headers = Cow::Owned(kept.collect());
        Some(Outgoing { request: Prepared { headers, ..next }, id: None })
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
