//! The way of one request to the service and back: token, attempts.

use std::hash::{BuildHasher, RandomState};

use bytes::Bytes;
use http::header::{AUTHORIZATION, USER_AGENT};
use http::{HeaderName, HeaderValue, Request as HttpRequest, Response, StatusCode};
use uuid::{Builder, Uuid, Variant, Version};

use crate::client::Client;
use crate::credential::CredentialError;
use crate::error::{Error, RequestError};
use crate::odata_error::{self, ApiError};
use crate::request::Request;
use crate::retry::{Attempt, Decision, Outcome, RetryPolicy};
use crate::transport::TransportError;

const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");

impl<R> Request<R> {
    /// Sends the request and reads its answer.
    ///
    /// # Errors
    /// Any [`Error`]: each says whether something was sent. An answer outside of 200–299 is [`Error::Api`].
    pub async fn send(self, client: &Client) -> Result<R, Error> {
        Ok(client.execute(&self).await?.into_body())
    }

    /// Sends the request and gives the answer with its status and headers: a `Location`, an `ETag`.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn send_full(self, client: &Client) -> Result<Response<R>, Error> {
        client.execute(&self).await
    }

    /// Reads a response to this request.
    pub(crate) fn answer(&self, response: Response<Bytes>) -> Result<Response<R>, Error> {
        let (status, headers) = (response.status(), response.headers());
        if !status.is_success() {
            return Err(Box::new(ApiError::read(status, headers, response.body(), self.permissions())).into());
        }
        let answer = self.reader()(&response).map_err(|mut error| {
            error.request_id = odata_error::header(headers, "request-id");
            Box::new(error)
        })?;
        Ok(response.map(|_| answer))
    }

    /// The library's own answer to an update without changes.
    pub(crate) fn unchanged(&self) -> Result<Response<R>, Error> {
        let mut response = Response::new(Bytes::new());
        *response.status_mut() = StatusCode::NO_CONTENT;
        self.answer(response)
    }
}

impl Client {
    async fn execute<R>(&self, request: &Request<R>) -> Result<Response<R>, Error> {
        let outgoing = match request.to_http(self.root()) {
            Err(RequestError::NoChanges) => return request.unchanged(),
            outgoing => outgoing?,
        };
        let response = self.exchange(outgoing, self.policy()).await?;
        request.answer(response)
    }

    /// Sends a request to the service, as often as `policy` allows.
    pub(crate) async fn exchange(
        &self,
        mut request: HttpRequest<Bytes>,
        policy: &RetryPolicy,
    ) -> Result<Response<Bytes>, Error> {
        let headers = request.headers_mut();
        headers.entry(USER_AGENT).or_insert_with(|| self.user_agent().clone());
        if !headers.contains_key(CLIENT_REQUEST_ID)
            && let Ok(id) = HeaderValue::try_from(new_id().to_string())
        {
            headers.insert(CLIENT_REQUEST_ID, id);
        }
        let clock = self.clock();
        let began = clock.now();
        let mut number = 0;
        loop {
            number += 1;
            let result = self.attempt(&request).await;
            let outcome = match &result {
                Ok(response) => Outcome::Status { status: response.status(), headers: response.headers() },
                Err(Error::Transport(_)) => Outcome::Fault,
                Err(_) => return result,
            };
            let now = clock.now();
            let elapsed = (now - began).to_std().unwrap_or_default();
            let attempt = Attempt { method: request.method(), number, outcome, elapsed };
            match policy.decide(&attempt, now, random()) {
                Decision::Wait(duration) => clock.sleep(duration).await,
                Decision::GiveUp => return result,
            }
        }
    }

    async fn attempt(&self, request: &HttpRequest<Bytes>) -> Result<Response<Bytes>, Error> {
        let mut request = request.clone();
        if let Some(credential) = self.credential() {
            let token = credential.token(self.token_request()).await?;
            let mut value = HeaderValue::try_from(format!("Bearer {}", token.secret()))
                .map_err(|_| CredentialError::new("the token has a character that an HTTP header can't have"))?;
            value.set_sensitive(true);
            request.headers_mut().insert(AUTHORIZATION, value);
        }
        self.transport().send(request).await.map_err(TransportError::into)
    }
}

/// A UUID that no other request has. It need not be secret, so the standard library's seeds are random enough, and
/// three crates are saved.
fn new_id() -> Uuid {
    let random = || RandomState::new().hash_one(());
    Builder::from_u128(u128::from(random()) << 64 | u128::from(random()))
        .with_variant(Variant::RFC4122)
        .with_version(Version::Random)
        .into_uuid()
}

/// A number from 0 to 1, to spread the attempts of many clients.
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
}
