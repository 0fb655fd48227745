//! Sending of one request: token, attempts, redirects.

use std::hash::{BuildHasher, RandomState};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::header::{ACCEPT, AUTHORIZATION, LOCATION, RANGE, USER_AGENT};
use http::{HeaderName, HeaderValue, Method, Request as HttpRequest, Response, StatusCode, Uri};
use uuid::{Builder, Uuid, Variant, Version};

use crate::client::client::Client;
use crate::client::credential::Challenge;
use crate::client::credential::{AccessToken, CredentialError};
use crate::client::retry::{Attempt, Decision, Outcome, RetryPolicy};
use crate::client::transport::TransportError;
use crate::error::error::Error;
use crate::error::odata_error::ApiError;
use crate::error::request::RequestError;
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

impl Client {
    async fn execute<R>(&self, request: &Request<R>) -> Result<Response<R>, Error> {
        let outgoing = match request.to_http(self.root()) {
            Err(RequestError::NoChanges) => return request.read_response(response::unchanged()),
            outgoing => outgoing?,
        };
        let response = self.send_with_redirects(outgoing, request.policy().unwrap_or(self.policy())).await?;
        request.read_response(response)
    }

    /// Sends a request with retries, and follows the redirects of a GET.
    pub(crate) async fn send_with_redirects(
        &self,
        request: HttpRequest<Bytes>,
        policy: &RetryPolicy,
    ) -> Result<Response<Bytes>, Error> {
        let mut request = self.with_client_headers(request);
        let began = self.clock().now();
        let mut response = self.send_with_retries(&request, policy, began).await?;
        for _ in 0..MOST_REDIRECTS {
            let Some(next) = self.redirected(&request, &response) else { break };
            request = next;
            response = self.send_with_retries(&request, policy, began).await?;
        }
        Ok(response)
    }

    /// Reads a link of the service, with the token if it is on the client's origin. A redirect is returned as the response.
    pub(crate) async fn fetch(&self, url: &ResolvedLink, accept: &'static str) -> Result<Response<Bytes>, Error> {
        let mut request = HttpRequest::new(Bytes::new());
        *request.uri_mut() = url.uri().clone();
        request.headers_mut().insert(ACCEPT, HeaderValue::from_static(accept));
        self.send_with_retries(&self.with_client_headers(request), self.policy(), self.clock().now()).await
    }

    fn with_client_headers(&self, mut request: HttpRequest<Bytes>) -> HttpRequest<Bytes> {
        let headers = request.headers_mut();
        headers.entry(USER_AGENT).or_insert_with(|| self.user_agent().clone());
        if !headers.contains_key(CLIENT_REQUEST_ID)
            && let Ok(id) = HeaderValue::try_from(new_id().to_string())
        {
            headers.insert(CLIENT_REQUEST_ID, id);
        }
        request
    }

    /// Sends a request with the retries of `policy`, for a call that began at `began`.
    async fn send_with_retries(
        &self,
        request: &HttpRequest<Bytes>,
        policy: &RetryPolicy,
        began: DateTime<Utc>,
    ) -> Result<Response<Bytes>, Error> {
        let clock = self.clock();
        let mut number = 0;
        loop {
            number += 1;
            let mut result = self.send_authenticated(request).await;
            let outcome = match &result {
                Ok(response) => Outcome::Status { status: response.status(), headers: response.headers() },
                Err(Error::Transport(_)) => Outcome::NoResponse,
                Err(_) => return result,
            };
            let now = clock.now();
            let elapsed = (now - began).to_std().unwrap_or_default();
            let attempt = Attempt { method: request.method(), number, outcome, elapsed };
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
    async fn send_authenticated(&self, request: &HttpRequest<Bytes>) -> Result<Response<Bytes>, Error> {
        let is_own = self.root().is_origin_of(request.uri());
        let token = if is_own { self.token(&Challenge::default()).await? } else { None };
        let response = self.send_once(request, token.as_ref()).await?;
        let Some(refused) = token.filter(|_| response.status() == StatusCode::UNAUTHORIZED) else {
            return Ok(response);
        };
        let challenge = Challenge::read(response.headers());
        match self.token(&challenge).await {
            Ok(Some(fresh)) if fresh.secret() != refused.secret() => Ok(self.send_once(request, Some(&fresh)).await?),
            // The response says more than the error of the credential.
            _ => Ok(response),
        }
    }

    async fn token(&self, challenge: &Challenge) -> Result<Option<AccessToken>, CredentialError> {
        let Some(credential) = self.credential() else { return Ok(None) };
        credential.token(&challenge.respond_to(self.token_request())).await.map(Some)
    }

    async fn send_once(
        &self,
        request: &HttpRequest<Bytes>,
        token: Option<&AccessToken>,
    ) -> Result<Response<Bytes>, Error> {
        let mut request = request.clone();
        if let Some(token) = token {
            request.headers_mut().insert(AUTHORIZATION, bearer(token)?);
        }
        self.transport().send(request).await.map_err(TransportError::into)
    }

    /// The request for the target of a redirect; `None` for another response, and for a redirect that is not followed.
    ///
    /// # Rule
    /// Another origin receives neither the token nor any other header that identifies the caller. It must be `https`, or loopback if
    /// the service is on loopback too. Only a GET is redirected.
    fn redirected(&self, request: &HttpRequest<Bytes>, response: &Response<Bytes>) -> Option<HttpRequest<Bytes>> {
        let is_redirect = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
        if !is_redirect || *request.method() != Method::GET {
            return None;
        }
        let location = response.headers().get(LOCATION)?.to_str().ok()?;
        let uri = resolve(request.uri(), location)?;
        let mut next = HttpRequest::new(Bytes::new());
        *next.headers_mut() = request.headers().clone();
        if !self.root().is_origin_of(&uri) {
            if !self.root().keeps_private(&uri) {
                return None;
            }
            let all = std::mem::take(next.headers_mut());
            let kept = GOES_ANYWHERE.into_iter().filter_map(|name| Some((name.clone(), all.get(name)?.clone())));
            next.headers_mut().extend(kept);
        }
        *next.uri_mut() = uri;
        Some(next)
    }
}

/// The value of `Authorization`.
///
/// # Rule
/// A bearer token is visible ASCII ([RFC 6750, §2.1](https://www.rfc-editor.org/rfc/rfc6750#section-2.1)). A trailing line break or
/// space, a byte-order mark and an empty token are mistakes of reading it from a file.
fn bearer(token: &AccessToken) -> Result<HeaderValue, CredentialError> {
    let secret = token.secret();
    if secret.is_empty() {
        return Err(CredentialError::new("the token is empty"));
    }
    let is_visible = secret.is_ascii() && secret.trim() == secret;
    let value = HeaderValue::try_from(format!("Bearer {secret}")).ok().filter(|_| is_visible);
    let mut value = value.ok_or_else(|| {
        CredentialError::new("the token has a line break, a blank around it or another odd character")
    })?;
    value.set_sensitive(true);
    Ok(value)
}

/// Resolves a `Location`: an absolute URL, or a path on the same origin.
fn resolve(base: &Uri, location: &str) -> Option<Uri> {
    let location = location.split('#').next()?;
    if !location.starts_with('/') || location.starts_with("//") {
        return location.parse().ok().filter(|uri: &Uri| uri.scheme().is_some());
    }
    format!("{}://{}{location}", base.scheme_str()?, base.authority()?).parse().ok()
}

/// A unique UUID. It need not be secret, so the seeds of the standard library are sufficient, which avoids three crates.
fn new_id() -> Uuid {
    let random = || RandomState::new().hash_one(());
    Builder::from_u128(u128::from(random()) << 64 | u128::from(random()))
        .with_variant(Variant::RFC4122)
        .with_version(Version::Random)
        .into_uuid()
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
        let ids: HashSet<Uuid> = (0..10_000).map(|_| new_id()).collect();
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
