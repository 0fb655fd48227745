//! Operations that go on when the service has answered: where to ask for the outcome, and what an answer there means.

mod step;

use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;
use http::header::{HeaderName, LOCATION};
use http::{HeaderMap, Response, StatusCode};

pub(crate) use step::{Outcome, Step, step};

use crate::cloud::{ApiVersion, ServiceRoot};
use crate::edm::{Answered, HoldsContent};
use crate::error::{DecodeError, RequestError};
use crate::link::Place;
use crate::response::Answer;

const OPERATION_LOCATION: HeaderName = HeaderName::from_static("operation-location");

/// An operation that the service may still be at: the answer of a call that is `202 Accepted`, and what becomes of it.
///
/// It comes from `returns = Operation<T>` on an action, and from [`Collection::create_async`](crate::Collection).
/// [`wait`](Self::wait) waits for the outcome, [`poll`](Self::poll) looks once.
///
/// # Shape
/// It holds the URL of the service's monitor, or the answer itself where the service was done at once. The URL is as good
/// as a token, and so stands neither in `Debug` nor in an error.
///
/// # Rule
/// The monitor is in the header `Location` or `Operation-Location`: an absolute URL, or a path behind the service root
/// ([long running actions](https://learn.microsoft.com/graph/long-running-actions-overview)). It may be of another
/// service: then the token does not go along.
///
/// # Example
/// ```
/// use graph_core::{graph_action, graph_entity, Client, Error, Operation};
///
/// #[graph_entity(path = "me/drive/items")]
/// #[derive(Debug)]
/// pub struct DriveItem { #[graph(key)] pub id: Option<String> }
///
/// #[graph_action(path = "drives/{driveId}/items/{itemId}/copy", returns = Operation<DriveItem>)]
/// pub struct Copy { pub name: Option<String> }
///
/// async fn duplicate(client: &Client) -> Result<DriveItem, Error> {
///     Copy { name: Some("copy.txt".into()) }.request("d1", "i1").send(client).await?.wait(client).await
/// }
/// ```
pub struct Operation<T> {
    pub(crate) state: State,
    pub(crate) version: Option<ApiVersion>,
    answer: PhantomData<fn() -> T>,
}

#[diagnostic::do_not_recommend]
impl<T: Answered> Answered for Operation<T> {
    type Held = T::Held;
}

#[diagnostic::do_not_recommend]
impl<T: HoldsContent> HoldsContent for Operation<T> {}

pub(crate) enum State {
    Running {
        monitor: String,
        /// Of the answer: how long to wait.
        headers: HeaderMap,
    },
    Finished(Response<Bytes>),
}

impl<T: Answer> Operation<T> {
    fn read(response: &Response<Bytes>, version: Option<ApiVersion>) -> Result<Self, DecodeError> {
        let headers = response.headers();
        let state = match [LOCATION, OPERATION_LOCATION].iter().find_map(|name| text(headers, name)) {
            _ if response.status() != StatusCode::ACCEPTED => State::Finished(response.clone()),
            Some(monitor) => State::Running { monitor, headers: headers.clone() },
            None => return Err(DecodeError::of_body(response.status(), "comes without a `Location` to ask again at")),
        };
        Ok(Self { state, version, answer: PhantomData })
    }

    /// Whether the service was done when it answered.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        matches!(self.state, State::Finished(_))
    }

    /// Where to ask, as the answer says it.
    pub(crate) fn place(&self, link: &str, root: &ServiceRoot) -> Result<Place, RequestError> {
        Place::new(link, root, self.version)
    }

    /// Reads the outcome.
    pub(crate) fn outcome(&self, response: &Response<Bytes>) -> Result<T, DecodeError> {
        T::returned(self.version)(response)
    }
}

impl<T: Answer> Answer for Operation<T> {
    fn from_response(response: &Response<Bytes>) -> Result<Self, DecodeError> {
        Self::read(response, None)
    }

    fn returned(version: Option<ApiVersion>) -> fn(&Response<Bytes>) -> Result<Self, DecodeError> {
        match version {
            None => Self::from_response,
            Some(ApiVersion::V1_0) => |response| Self::read(response, Some(ApiVersion::V1_0)),
            Some(ApiVersion::Beta) => |response| Self::read(response, Some(ApiVersion::Beta)),
        }
    }
}

impl<T> Clone for Operation<T> {
    fn clone(&self) -> Self {
        let state = match &self.state {
            State::Running { monitor, headers } => {
                State::Running { monitor: monitor.clone(), headers: headers.clone() }
            }
            State::Finished(response) => State::Finished(response.clone()),
        };
        Self { state, version: self.version, answer: self.answer }
    }
}

impl<T> fmt::Debug for Operation<T> {
    /// Shows no URL and no answer.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match &self.state {
            State::Running { .. } => "running",
            State::Finished(_) => "finished",
        };
        f.debug_struct("Operation").field("state", &state).finish_non_exhaustive()
    }
}

/// A header's text, where there is one.
pub(crate) fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    pub(super) fn answer(status: u16, headers: &[(&'static str, &'static str)], body: &'static str) -> Response<Bytes> {
        let mut response = Response::new(Bytes::from_static(body.as_bytes()));
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
        for (name, value) in headers {
            response.headers_mut().insert(*name, HeaderValue::from_static(value));
        }
        response
    }

    #[test]
    fn only_a_202_has_to_say_where_to_ask() {
        let running = |headers: &[(&'static str, &'static str)]| {
            let operation = Operation::<()>::from_response(&answer(202, headers, ""));
            operation
                .map(|operation| (operation.is_finished(), format!("{operation:?}")))
                .map_err(|error| error.to_string())
        };
        let shown = || Ok((false, "Operation { state: \"running\", .. }".to_owned()));
        assert_eq!(running(&[("location", "https://example.org/secret")]), shown());
        assert_eq!(running(&[("operation-location", "/secret"), ("location", "")]), shown());
        let error = "the 202 answer can't be decoded: the body comes without a `Location` to ask again at";
        assert_eq!(running(&[]), Err(error.to_owned()));
        let at_once = Operation::<String>::from_response(&answer(200, &[], r#"{"value":"a"}"#)).ok();
        assert!(at_once.is_some_and(|operation| operation.is_finished()));
    }
}
