//! The state of each request before the first call: ready, unchanged, or failed.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::Response;

use super::item::{Item, Ready};
use crate::client::cloud::ServiceRoot;
use crate::client::retry::{Attempts, PolicyChange};
use crate::client::throttle_scope::Scope;
use crate::error::error::{BatchError, Error};
use crate::error::request::RequestError;
use crate::request::prepared::Prepared;
use crate::request::request::Request;
use crate::response::response;

/// A request of a batch without its response type.
pub(super) trait Outgoing: fmt::Debug + Send + Sync {
    fn prepare(&self, root: &ServiceRoot) -> Result<Prepared<'_>, RequestError>;

    /// What the request changes in the client's retry policy.
    fn policy(&self) -> PolicyChange;
}

impl<R> Outgoing for Request<R> {
    fn prepare(&self, root: &ServiceRoot) -> Result<Prepared<'_>, RequestError> {
        Request::prepare(self, root)
    }

    fn policy(&self) -> PolicyChange {
        self.policy_change().unwrap_or_default()
    }
}

/// A request with the positions of its dependencies, which precede it.
pub(super) type Entry = (Arc<dyn Outgoing>, Vec<usize>);

/// The results by the positions of the requests.
pub(super) type Results = BTreeMap<usize, Result<Response<Bytes>, Error>>;

/// The requests in the order of their positions.
pub(super) struct Plan<'a>(Vec<Planned<'a>>);

/// A request with its state and the positions of its dependencies.
struct Planned<'a> {
    state: State<'a>,
    after: Vec<usize>,
}

#[allow(clippy::large_enum_variant)] // nearly all entries are ready
enum State<'a> {
    Ready(Item<'a>),
    /// An update without changes.
    Unchanged,
    Failed(Error),
}

impl<'a> Plan<'a> {
    pub(super) fn new(entries: &'a [Entry], root: &ServiceRoot) -> Self {
        let mut planned: Vec<Planned<'a>> = Vec::with_capacity(entries.len());
        for (request, after) in entries {
            let after = through(&planned, after);
            let is_failed =
                |before: &usize| planned.get(*before).is_none_or(|entry| matches!(entry.state, State::Failed(_)));
            let state = match prepare(&**request, root) {
                State::Ready(_) if after.iter().any(is_failed) => State::Failed(BatchError::FailedDependency.into()),
                state => state,
            };
            planned.push(Planned { state, after });
        }
        Self(planned)
    }

    /// The requests to send, by their positions.
    pub(super) fn ready(&self) -> BTreeMap<usize, Ready<'_>> {
        let mut ready = BTreeMap::new();
        for (index, entry) in self.0.iter().enumerate() {
            if let State::Ready(item) = &entry.state {
                let (scope, after, attempts) = (Scope::of(item.url()), entry.after.clone(), Attempts::default());
                ready.insert(index, Ready { index, item, scope, after, attempts });
            }
        }
        ready
    }

    /// The results that are known without a call.
    pub(super) fn known(self) -> Results {
        let result = |(index, entry): (usize, Planned<'_>)| match entry.state {
            State::Ready(_) => None,
            State::Unchanged => Some((index, Ok(response::unchanged()))),
            State::Failed(error) => Some((index, Err(error))),
        };
        self.0.into_iter().enumerate().filter_map(result).collect()
    }
}

/// The effective dependencies: an update without changes is replaced by its own dependencies.
fn through(planned: &[Planned<'_>], after: &[usize]) -> Vec<usize> {
    let mut all: Vec<usize> = Vec::with_capacity(after.len());
    for before in after {
        match planned.get(*before) {
            Some(Planned { state: State::Unchanged, after }) => all.extend(after),
            _ => all.push(*before),
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

fn prepare<'a>(request: &'a dyn Outgoing, root: &ServiceRoot) -> State<'a> {
    match request.prepare(root) {
        Ok(prepared) => {
            Item::new(prepared, root, request.policy()).map_or_else(|error| State::Failed(error.into()), State::Ready)
        }
        Err(RequestError::NoChanges) => State::Unchanged,
        Err(error) => State::Failed(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use http::Method;
    use http::header::CONTENT_TYPE;

    use super::*;
    use crate::client::cloud::Cloud;
    use crate::request::body::Body;
    use crate::value::path::ApiVersion;

    fn get() -> Request<()> {
        Request::raw(Method::GET, "users")
    }

    fn follow(link: &str) -> Request<()> {
        get().following(link, get().reader())
    }

    fn upload(content_type: &str, body: &'static [u8]) -> Request<()> {
        let put = Request::raw(Method::PUT, "me/photo/$value").with_body(Body::Content(Bytes::from_static(body)));
        put.header(CONTENT_TYPE.as_str(), content_type)
    }

    fn unchanged() -> Request<()> {
        Request::raw(Method::PATCH, "me").with_body(Body::NoChanges)
    }

    fn entries(requests: Vec<(Request<()>, &[usize])>) -> Vec<Entry> {
        let entry = |(request, after): (Request<()>, &[usize])| -> Entry { (Arc::new(request), after.to_vec()) };
        requests.into_iter().map(entry).collect()
    }

    fn plan(entries: &[Entry]) -> Plan<'_> {
        Plan::new(entries, &ServiceRoot::new(Cloud::Global, ApiVersion::V1_0))
    }

    /// The request as it is sent in a batch, or the error.
    fn shown(request: Request<()>) -> String {
        let entries = entries(vec![(request, &[])]);
        let plan = plan(&entries);
        let ready = plan.ready().first_key_value().map(|(_, ready)| serde_json::to_string(ready).unwrap_or_default());
        ready.unwrap_or_else(|| match plan.known().remove(&0) {
            Some(Err(error)) => error.to_string(),
            _ => String::new(),
        })
    }

    #[test]
    fn the_media_type_determines_the_form() {
        assert!(shown(upload("text/plain", "a\n€".as_bytes())).contains(r#""body":"a\n€""#));
        assert!(shown(upload("image/jpeg", &[0xFB, 0xFF])).contains(r#""Content-Type":"image/jpeg"},"body":"-_8""#));
        assert!(shown(upload("application/json", b"{\"a\": 1.0}")).contains(r#""body":{"a": 1.0}"#));
        assert!(shown(upload("text/plain", &[0xFF])).contains("its text is not UTF-8"));
    }

    #[test]
    fn a_link_is_taken_apart() {
        let link = "https://graph.microsoft.com/beta/users?$skiptoken=a%20b";
        assert!(shown(follow(link)).contains(r#""url":"/users?$skiptoken=a%20b""#));
        let version =
            plan(&entries(vec![(follow(link), &[])])).ready().first_key_value().map(|(_, ready)| ready.item.version);
        assert_eq!(version, Some(ApiVersion::Beta));
        assert!(shown(follow("https://graph.microsoft.com/v2/users")).contains("below a version"));
        assert!(shown(follow("https://example.org/v1.0/users")).contains("another service"));
    }

    #[test]
    fn an_update_without_changes_passes_its_dependencies_on() {
        let entries = entries(vec![
            (get(), &[]),
            (get(), &[]),
            (unchanged(), &[0]),
            (unchanged(), &[2, 1]),
            (get(), &[3, 0]),
            (get(), &[2]),
        ]);
        let plan = plan(&entries);
        let after: Vec<(usize, Vec<usize>)> =
            plan.ready().into_iter().map(|(index, ready)| (index, ready.after)).collect();
        assert_eq!(after, [(0, vec![]), (1, vec![]), (4, vec![0, 1]), (5, vec![0])]);
        assert_eq!(plan.known().into_keys().collect::<Vec<_>>(), [2, 3]);
    }

    #[test]
    fn a_dependent_of_a_failed_request_fails() {
        let wrong = Request::raw(Method::GET, "..");
        let entries = entries(vec![
            (wrong, &[]),
            (get(), &[0]),
            (unchanged(), &[1]),
            (get(), &[2]),
            (get(), &[]),
            (Request::raw(Method::GET, "."), &[0]),
        ]);
        let plan = plan(&entries);
        assert_eq!(plan.ready().into_keys().collect::<Vec<_>>(), [4]);
        let known: Vec<String> = plan
            .known()
            .into_values()
            .map(|result| result.map_or_else(|error| format!("{error:?}"), |response| response.status().to_string()))
            .collect();
        let starts =
            ["Request(RawPath", "Batch(FailedDependency)", "204", "Batch(FailedDependency)", "Request(RawPath"];
        assert_eq!(known.len(), starts.len());
        assert!(known.iter().zip(starts).all(|(known, start)| known.starts_with(start)), "{known:?}");
    }
}
