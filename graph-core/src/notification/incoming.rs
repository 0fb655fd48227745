//! A request of the service to a webhook.

use std::fmt;

use bytes::Bytes;
use http::header::{ALLOW, HeaderValue};
use http::{Method, Request, Response, StatusCode};

use super::client_state::ClientState;
use super::content::ContentError;
use super::handshake;
use super::notifications::Notifications;

/// A request of the service.
pub enum Incoming {
    /// The service checks the URL of a new subscription: respond with this, within ten seconds.
    Validation(Response<Bytes>),
    /// Notifications: store them, and respond with [`Notifications::accepted`].
    Notifications(Notifications),
}

impl fmt::Debug for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Validation(_) => f.write_str("Validation(..)"),
            Self::Notifications(notifications) => f.debug_tuple("Notifications").field(notifications).finish(),
        }
    }
}

/// Reads a request to the URL of a subscription. `expected` returns the state of a subscription by its id, or `None` if there is none with
/// that id.
///
/// # Shape
/// The body must be whole. Limit its size in the server: a request of the service is well below 4 MiB.
///
/// # Rule
/// [Webhooks](https://learn.microsoft.com/graph/change-notifications-delivery-webhooks)
///
/// # Errors
/// [`ReceiveError`] for a request that the service does not send, with the response to it. A notification with another state is not an
/// error of the request: it is in [`Notifications::items`].
pub fn receive<'s>(
    request: &Request<impl AsRef<[u8]>>,
    expected: impl Fn(&str) -> Option<&'s ClientState>,
) -> Result<Incoming, ReceiveError> {
    if request.method() != Method::POST {
        return Err(ReceiveError::Method);
    }
    match handshake::token(request.uri().query().unwrap_or_default()) {
        Some(Ok(token)) => Ok(Incoming::Validation(handshake::response(token))),
        Some(Err(handshake::Unsafe)) => Err(ReceiveError::ValidationToken),
        None => {
            let notifications = Notifications::read(request.body().as_ref(), expected);
            notifications.map(Incoming::Notifications).map_err(ReceiveError::Body)
        }
    }
}

/// A request that the service does not send.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReceiveError {
    /// The method is not `POST`.
    Method,
    /// The validation token is empty, too long, or contains markup.
    ValidationToken,
    /// The body has no list of notifications.
    Body(ContentError),
}

impl ReceiveError {
    /// The response: 405 or 400, without a body.
    #[must_use]
    pub fn response(&self) -> Response<Bytes> {
        let mut response = Response::new(Bytes::new());
        *response.status_mut() = StatusCode::BAD_REQUEST;
        if *self == Self::Method {
            *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
            response.headers_mut().insert(ALLOW, HeaderValue::from_static("POST"));
        }
        response
    }
}

impl fmt::Display for ReceiveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Method => f.write_str("the request is not a `POST`, so it is not the service's"),
            Self::ValidationToken => {
                f.write_str("the `validationToken` is empty, too long or has markup, so it is not the service's")
            }
            Self::Body(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ReceiveError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Body(error) => Some(error),
            Self::Method | Self::ValidationToken => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(uri: &str, body: &'static str) -> Request<&'static str> {
        let mut request = Request::new(body);
        *request.method_mut() = Method::POST;
        *request.uri_mut() = uri.parse().unwrap_or_default();
        request
    }

    #[test]
    fn a_validation_is_answered_with_the_decoded_token() {
        let request = post("/hook?a=b&validationToken=Validation%3a+Testing", "");
        let Ok(Incoming::Validation(response)) = receive(&request, |_| None) else { panic!("no validation") };
        assert_eq!((response.status(), response.body().as_ref()), (StatusCode::OK, &b"Validation: Testing"[..]));
        let header =
            |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        assert_eq!(header("content-type"), "text/plain; charset=utf-8");
        assert_eq!(header("x-content-type-options"), "nosniff");
    }

    #[test]
    fn other_requests_have_a_response_as_well() {
        let get = Request::new("");
        let error = |request| receive(&request, |_| None).map_err(|error| error.response().status()).err();
        assert_eq!(error(get), Some(StatusCode::METHOD_NOT_ALLOWED));
        assert_eq!(error(post("/hook?validationToken=%3Cb%3E", "")), Some(StatusCode::BAD_REQUEST));
        assert_eq!(error(post("/hook", "not json")), Some(StatusCode::BAD_REQUEST));
        assert_eq!(error(post("/hook", r#"{"value":[{}]}"#)), None);
    }
}
