//! Pollers of long-running operations: the URL of the status monitor, or the first response.

use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;
use http::header::{HeaderName, LOCATION};
use http::{HeaderMap, Response, StatusCode};

use super::link::ResolvedLink;
use super::response::{self, FromResponse};
use super::status_monitor::{Body, Status, text};
use crate::client::cloud::ServiceRoot;
use crate::edm::{HoldsContent, ReturnType};
use crate::error::decode::DecodeError;
use crate::error::request::RequestError;
use crate::value::path::ApiVersion;
use crate::value::unexpected::is_error_alone;

const OPERATION_LOCATION: HeaderName = HeaderName::from_static("operation-location");

/// A long-running operation: the response `202 Accepted` with the URL of a status monitor.
///
/// An action with `returns = Poller<T>` and [`Collection::create_async`](crate::Collection) return it.
/// [`wait`](Self::wait) polls until the operation is complete, [`poll`](Self::poll) polls once.
///
/// # Shape
/// It holds the URL of the status monitor, or the response if the operation completed at once. The URL grants access, so
/// `Debug` and errors do not show it.
///
/// # Rule
/// The header `Location` or `Operation-Location` names the monitor: an absolute URL, or a path below the service root
/// ([long running actions](https://learn.microsoft.com/graph/long-running-actions-overview)). A monitor on another origin
/// is polled without the token. The monitor's status is not the outcome. If a service returns nothing else, as for a copy,
/// [`ResourceId`] reads the id of the resource from it.
///
/// # Example
/// ```
/// use graph_core::{graph_action, graph_entity, Client, Error, Poller};
///
/// #[graph_entity(path = "me/drive/items")]
/// #[derive(Debug)]
/// pub struct DriveItem { #[graph(key)] pub id: Option<String> }
///
/// #[graph_action(path = "drives/{driveId}/items/{itemId}/copy", returns = Poller<DriveItem>)]
/// pub struct Copy { pub name: Option<String> }
///
/// async fn duplicate(client: &Client) -> Result<DriveItem, Error> {
///     Copy { name: Some("copy.txt".into()) }.request("d1", "i1").send(client).await?.wait(client).await
/// }
/// ```
pub struct Poller<T> {
    pub(crate) state: State,
    pub(crate) version: Option<ApiVersion>,
    answer: PhantomData<fn() -> T>,
}

#[diagnostic::do_not_recommend]
impl<T: ReturnType> ReturnType for Poller<T> {
    type Value = T::Value;
}

#[diagnostic::do_not_recommend]
impl<T: HoldsContent> HoldsContent for Poller<T> {}

pub(crate) enum State {
    Running {
        monitor: String,
        /// The headers of the 202, with its `Retry-After`.
        headers: HeaderMap,
    },
    Finished(Response<Bytes>),
    /// The response names no status monitor.
    Accepted,
}

impl<T: FromResponse> Poller<T> {
    fn new(response: &Response<Bytes>, version: Option<ApiVersion>) -> Self {
        let headers = response.headers();
        let state = match [LOCATION, OPERATION_LOCATION].iter().find_map(|name| text(headers, name)) {
            _ if response.status() != StatusCode::ACCEPTED => State::Finished(response.clone()),
            Some(monitor) => State::Running { monitor, headers: headers.clone() },
            None if is_error_alone(response.body()) => State::Finished(response.clone()),
            None => State::Accepted,
        };
        Self { state, version, answer: PhantomData }
    }

    /// Returns `true` if the first response was already the outcome.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        matches!(self.state, State::Finished(_))
    }

    /// Resolves a URL of the service against `root`.
    pub(crate) fn resolve(&self, link: &str, root: &ServiceRoot) -> Result<ResolvedLink, RequestError> {
        ResolvedLink::new(link, root, self.version)
    }

    /// The function that reads the outcome.
    pub(crate) fn reader(&self) -> fn(&Response<Bytes>) -> Result<T, DecodeError> {
        T::returned(self.version)
    }
}

impl<T: FromResponse> response::sealed::Sealed for Poller<T> {}

impl<T: FromResponse> FromResponse for Poller<T> {
    fn from_response(response: &Response<Bytes>) -> Result<Self, DecodeError> {
        Ok(Self::new(response, None))
    }

    fn returned(version: Option<ApiVersion>) -> fn(&Response<Bytes>) -> Result<Self, DecodeError> {
        match version {
            None => Self::from_response,
            Some(ApiVersion::V1_0) => |response| Ok(Self::new(response, Some(ApiVersion::V1_0))),
            Some(ApiVersion::Beta) => |response| Ok(Self::new(response, Some(ApiVersion::Beta))),
        }
    }
}

impl<T> Clone for Poller<T> {
    fn clone(&self) -> Self {
        let state = match &self.state {
            State::Running { monitor, headers } => {
                State::Running { monitor: monitor.clone(), headers: headers.clone() }
            }
            State::Finished(response) => State::Finished(response.clone()),
            State::Accepted => State::Accepted,
        };
        Self { state, version: self.version, answer: self.answer }
    }
}

impl<T> fmt::Debug for Poller<T> {
    /// Omits the URL and the response.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match &self.state {
            State::Running { .. } => "running",
            State::Finished(_) => "finished",
            State::Accepted => "accepted",
        };
        f.debug_struct("Poller").field("state", &state).finish_non_exhaustive()
    }
}

/// The id of the resource that a long-running operation created or changed: `returns = Poller<ResourceId>`.
///
/// # Shape
/// It is the property `resourceId` or `targetResourceId` of the monitor's last response, or the `id` of the entity that
/// the monitor refers to. It is never the id of the operation.
///
/// # Rule
/// The monitor of a copy ends with `{"status": "completed", "resourceId": "…"}`, which does not name the drive of the copy
/// ([long running actions](https://learn.microsoft.com/graph/long-running-actions-overview)).
///
/// # Example
/// ```
/// use graph_core::{graph_action, Client, Error, Poller, response::ResourceId};
///
/// #[graph_action(path = "drives/{driveId}/items/{itemId}/copy", returns = Poller<ResourceId>)]
/// pub struct Copy { pub name: Option<String> }
///
/// async fn duplicate(client: &Client) -> Result<String, Error> {
///     let copy = Copy { name: Some("copy.txt".into()) }.request("d1", "i1").send(client).await?;
///     Ok(copy.wait(client).await?.into_inner())
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ResourceId(String);

impl ResourceId {
    /// The id as a string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id as a string.
    #[must_use]
    pub fn into_inner(self) -> String {
        self.0
    }
}

impl response::sealed::Sealed for ResourceId {}

impl FromResponse for ResourceId {
    fn from_response(response: &Response<Bytes>) -> Result<Self, DecodeError> {
        let body = response::text(response).ok().and_then(Body::read);
        let id = body.and_then(|body| {
            let Status { is_alone, resource_id } = body.own_status();
            resource_id.or_else(|| body.text("id").filter(|_| !is_alone))
        });
        id.map(Self).ok_or_else(|| DecodeError::of_body(response.status(), "has neither `resourceId` nor `id`"))
    }

    fn reads_status() -> bool {
        true
    }
}

#[diagnostic::do_not_recommend]
impl ReturnType for ResourceId {
    type Value = serde_json::Value;
}

#[cfg(test)]
mod tests {
    use super::super::status_monitor::tests::answer;
    use super::*;

    #[test]
    fn a_resource_id_is_of_the_status_or_of_the_entity() {
        let read = |body| ResourceId::from_response(&answer(200, &[], body)).map(ResourceId::into_inner);
        let status = r#"{"id":"o1","status":"completed","resourceId":"01ABC","percentageComplete":100.0}"#;
        assert_eq!(read(status).ok().as_deref(), Some("01ABC"));
        let team = r#"{"id":"o1","status":"succeeded","targetResourceId":"t1"}"#;
        assert_eq!(read(team).ok().as_deref(), Some("t1"));
        assert_eq!(read(r#"{"id":"i1","name":"n"}"#).ok().as_deref(), Some("i1"));
        assert!(read(r#"{"id":"o1","status":"succeeded"}"#).is_err(), "the operation's own id");
        let error = "the 200 response can't be decoded: the body has neither `resourceId` nor `id`";
        assert_eq!(read("{}").map_err(|error| error.to_string()), Err(error.to_owned()));
    }

    #[test]
    fn only_a_202_has_to_say_where_to_ask() {
        let running = |headers: &[(&'static str, &'static str)]| {
            let operation = Poller::<()>::from_response(&answer(202, headers, ""));
            operation
                .map(|operation| (operation.is_finished(), format!("{operation:?}")))
                .map_err(|error| error.to_string())
        };
        let shown = || Ok((false, "Poller { state: \"running\", .. }".to_owned()));
        assert_eq!(running(&[("location", "https://example.org/secret")]), shown());
        assert_eq!(running(&[("operation-location", "/secret"), ("location", "")]), shown());
        assert_eq!(running(&[]), Ok((false, "Poller { state: \"accepted\", .. }".to_owned())));
        let at_once = Poller::<String>::from_response(&answer(200, &[], r#"{"value":"a"}"#)).ok();
        assert!(at_once.is_some_and(|operation| operation.is_finished()));
    }
}
