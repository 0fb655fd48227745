//! The calls of a batch, and further calls for throttled requests.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Method, Response, StatusCode};

use super::groups::groups;
use super::item::{Document, Ready};
use super::join::join;
use super::plan::{Plan, Results};
use super::reply;
use crate::client::client::Client;
use crate::client::clock::elapsed;
use crate::client::observer::{WaitEvent, WaitReason};
use crate::client::retry::{Attempt, Decision, Outcome, requested_wait};
use crate::client::throttle_scope::Scope;
use crate::client::transport::BoxFuture;
use crate::error::error::{BatchError, Error};
use crate::error::odata_error::{self, ApiError};
use crate::error::request::RequestError;
use crate::json;
use crate::object::entity::Permissions;
use crate::request::prepared::{Prepared, WRITES_JSON};
use crate::send::request::random;
use crate::value::path::{ApiVersion, ResourcePath};

/// The path of a call.
const BATCH: &str = "$batch";

/// Sends the requests in rounds, until each has a final response.
pub(super) async fn send(client: &Client, plan: &Plan<'_>) -> Result<Results, BatchError> {
    let clock = client.clock();
    let began = clock.now();
    let mut results = Results::new();
    let mut open = plan.ready();
    for number in 1.. {
        let nodes: Vec<_> = open.values().map(Ready::node).collect();
        let calls = groups(&nodes)?;
        let calls = calls.into_iter().map(|group| -> BoxFuture<'_, Results> {
            let members = group.members.iter().filter_map(|index| open.get(index)).collect();
            Box::pin(answered(client, group.version, members))
        });
        results.extend(join(calls.collect()).await.into_iter().flatten());
        let elapsed = elapsed(began, clock.now());
        let (again, wait) = again(client, &open, &mut results, number, elapsed);
        if again.is_empty() {
            break;
        }
        client.observe_wait(&WaitEvent::new((&Method::POST, BATCH, number), wait, WaitReason::Throttled));
        clock.sleep(wait).await;
        open.retain(|index, _| again.contains(index));
        // A call does not know the requests of earlier rounds.
        for request in open.values_mut() {
            request.after.retain(|before| again.contains(before));
        }
    }
    Ok(results)
}

/// The results of one call.
async fn answered(client: &Client, version: ApiVersion, requests: Vec<&Ready<'_>>) -> Results {
    let failed = match call(client, version, &requests).await {
        Ok(mut reply) => {
            let result = |request: &Ready<'_>| {
                let response = reply.responses.remove(&request.index);
                response.ok_or_else(|| BatchError::NoResponse { request_id: reply.request_id.clone() }.into())
            };
            return requests.iter().map(|request| request.index).zip(requests.iter().copied().map(result)).collect();
        }
        Err(error) => BatchError::Call { source: Arc::new(error) },
    };
    requests.iter().map(|request| (request.index, Err(failed.clone().into()))).collect()
}

/// The response to a call: the responses by the positions of their requests, and the request id of the call.
struct Reply {
    responses: BTreeMap<usize, Response<Bytes>>,
    request_id: Option<String>,
}

async fn call(client: &Client, version: ApiVersion, requests: &[&Ready<'_>]) -> Result<Reply, Error> {
    let body = json::to_vec(&Document(requests)).map_err(|error| RequestError::Body { source: Arc::new(error) })?;
    let path = client.root().path(Some(version), BATCH, 0);
    let uri =
        client.root().with_path(path).ok_or_else(|| RequestError::of_url(&client.root().url(Some(version), BATCH)))?;
    let headers = Cow::Borrowed(&*WRITES_JSON);
    let path = Cow::Owned(ResourcePath::raw(BATCH));
    let request =
        Prepared { method: Method::POST, path, uri, headers, body: body.into(), is_json: true, is_ahead: false };
    // The POST may be repeated if all requests in it may.
    let mut policy = *client.policy();
    let may_repeat = |request: &&Ready<'_>| {
        request.item.method.is_idempotent() || request.item.policy.apply(client.policy()).resend_unsafe
    };
    if requests.iter().all(may_repeat) {
        policy = policy.resend_unsafe(true);
    }
    let response = client.send_with_redirects(request, &policy).await?;
    if !response.status().is_success() {
        return Err(Box::new(ApiError::read(&response, Permissions::NONE)).into());
    }
    let responses = reply::read(&response).map_err(|error| Error::of_response(error, &response))?;
    Ok(Reply { responses, request_id: odata_error::header(response.headers(), "request-id") })
}

/// The requests to send again, and the wait: the longest of theirs.
///
/// # Rule
/// The retry policy decides about each request as if it were sent alone: a 429 with any method
/// ([throttling and batching](https://learn.microsoft.com/graph/throttling#throttling-and-batching)). Requests that failed with 424
/// because of a repeated request are repeated too.
fn again(
    client: &Client,
    open: &BTreeMap<usize, Ready<'_>>,
    results: &mut Results,
    number: u32,
    elapsed: Duration,
) -> (BTreeSet<usize>, Duration) {
    let (now, random) = (client.clock().now(), random());
    let mut again = BTreeSet::new();
    let mut longest = Duration::ZERO;
    for Ready { index, item, after } in open.values() {
        let Some(Ok(response)) = results.get(index) else { continue };
        let is_done = |before: &usize| results.get(before).is_some_and(has_succeeded);
        if !after.iter().all(|before| again.contains(before) || is_done(before)) {
            continue;
        }
        let outcome = Outcome::Status { status: response.status(), headers: response.headers() };
        let attempt = Attempt { method: &item.method, number, outcome, elapsed };
        let policy = item.policy.apply(client.policy());
        if response.status() == StatusCode::TOO_MANY_REQUESTS
            && let Some(wait) = requested_wait(response.headers(), now)
        {
            client.throttle().block(Scope::of(item.url()), wait, now);
        }
        if response.status() == StatusCode::FAILED_DEPENDENCY && after.iter().any(|before| again.contains(before)) {
            again.insert(*index);
        } else if let Decision::Wait(wait) = policy.decide(&attempt, now, random) {
            again.insert(*index);
            longest = longest.max(wait);
        } else if let Some(over_budget) = policy.over_budget(&attempt, now)
            && let Some(Ok(response)) = results.get_mut(index)
        {
            response.extensions_mut().insert(over_budget);
        }
    }
    (again, longest)
}

/// Returns `true` if dependent requests may be executed. A redirect is not a failure.
fn has_succeeded(result: &Result<Response<Bytes>, Error>) -> bool {
    result.as_ref().is_ok_and(|response| response.status() < StatusCode::BAD_REQUEST)
}
