//! The calls of a batch, and further calls for throttled requests.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::{Method, Response, StatusCode};

use super::groups::groups;
use super::item::{Document, Ready};
use super::join::join;
use super::plan::{Plan, Results};
use super::reply;
use crate::client::client::Client;
use crate::client::clock::{Period, after, elapsed};
use crate::client::observer::{WaitEvent, WaitReason};
use crate::client::retry::{Attempt, Attempts, Decision, Outcome, RetryPolicy};
use crate::client::throttle::Place;
use crate::client::throttle_scope::Scope;
use crate::client::throttle_window::Answer;
use crate::client::transport::BoxFuture;
use crate::error::error::{BatchError, Error};
use crate::error::odata_error::{self, ApiError};
use crate::error::request::RequestError;
use crate::json;
use crate::object::entity::Permissions;
use crate::request::prepared::{Prepared, WRITES_JSON};
use crate::send::request::{Parts, random};
use crate::value::path::{ApiVersion, ResourcePath};

/// The path of a call.
const BATCH: &str = "$batch";

/// Sends the requests in rounds, until each has a final response.
pub(super) async fn send(client: &Client, plan: &Plan<'_>) -> Result<Results, BatchError> {
    let clock = client.clock();
    let began = clock.now();
    let mut since = began;
    let mut results = Results::new();
    let mut open = plan.ready();
    for number in 1.. {
        refuse(client, &mut open, &mut results, since);
        let nodes: Vec<_> = open.values().map(Ready::node).collect();
        let calls = groups(&nodes)?;
        let calls = calls.into_iter().map(|group| -> BoxFuture<'_, Results> {
            let members = group.members.iter().filter_map(|index| open.get(index)).collect();
            Box::pin(answered(client, group.version, members, began))
        });
        results.extend(join(calls.collect()).await.into_iter().flatten());
        let now = clock.now();
        let (again, wait, reason) = again(client, &mut open, &mut results, Times { began, since, now });
        if again.is_empty() {
            break;
        }
        client.report_wait(&WaitEvent::new((&Method::POST, BATCH, number), wait, reason));
        clock.sleep(wait).await;
        since = after(now, wait);
        open.retain(|index, _| again.contains(index));
        // A call does not know the requests of earlier rounds.
        for request in open.values_mut() {
            request.after.retain(|before| again.contains(before));
        }
    }
    Ok(results)
}

/// Takes out the requests that would have to wait beyond their budgets, and those that depend on them.
fn refuse(client: &Client, open: &mut BTreeMap<usize, Ready<'_>>, results: &mut Results, since: DateTime<Utc>) {
    let mut refused = BTreeSet::new();
    for (index, request) in &*open {
        let budget = request.policy(client).budget;
        let deadline = Period { since, length: request.attempts.left_of(budget) };
        let error: Error = if request.after.iter().any(|before| refused.contains(before)) {
            BatchError::FailedDependency.into()
        } else if let Some(wait) = client.throttle().late(request.scope, deadline, client.clock()) {
            RequestError::Throttled { wait, budget }.into()
        } else {
            continue;
        };
        refused.insert(*index);
        results.insert(*index, Err(error));
    }
    open.retain(|index, _| !refused.contains(index));
}

/// The results of one call.
async fn answered(client: &Client, version: ApiVersion, requests: Vec<&Ready<'_>>, began: DateTime<Utc>) -> Results {
    let failed = match call(client, version, &requests, began).await {
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

async fn call(
    client: &Client,
    version: ApiVersion,
    requests: &[&Ready<'_>],
    began: DateTime<Utc>,
) -> Result<Reply, Error> {
    let body = json::to_vec(&Document(requests)).map_err(|error| RequestError::Body { source: Arc::new(error) })?;
    let path = client.root().path(Some(version), BATCH, 0);
    let uri =
        client.root().with_path(path).ok_or_else(|| RequestError::of_url(&client.root().url(Some(version), BATCH)))?;
    let headers = Cow::Borrowed(&*WRITES_JSON);
    let path = Cow::Owned(ResourcePath::raw(BATCH));
    let request = Prepared { method: Method::POST, path, uri, headers, body: body.into(), is_json: true };
    let scopes = requests.iter().map(|request| request.scope);
    let is_sequential = requests.iter().any(|request| !request.after.is_empty());
    let places = Place::of_batch(Scope::of(BATCH), scopes, is_sequential);
    let attempts = requests.iter().map(|request| request.attempts).fold(Attempts::default(), Attempts::most);
    let parts = Parts { places: &places, attempts, spent: elapsed(began, client.clock().now()) };
    let response = client.send_batch(request, &policy(client, requests), &parts).await?;
    if !response.status().is_success() {
        return Err(Box::new(ApiError::read(&response, Permissions::NONE)).into());
    }
    let responses = reply::read(&response).map_err(|error| Error::of_response(error, &response))?;
    Ok(Reply { responses, request_id: odata_error::header(response.headers(), "request-id") })
}

/// The policy of a call: the strictest of its requests. The POST may be repeated if all of them may.
fn policy(client: &Client, requests: &[&Ready<'_>]) -> RetryPolicy {
    let policies = requests.iter().map(|request| {
        let policy = request.policy(client);
        policy.resend_unsafe(policy.resend_unsafe || request.item.method.is_idempotent())
    });
    policies.reduce(RetryPolicy::strictest).unwrap_or(*client.policy())
}

/// The time when the first round began, the last one, and now.
#[derive(Clone, Copy)]
struct Times {
    began: DateTime<Utc>,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
}

/// The requests to send again, and the wait: the longest of theirs, with its reason.
///
/// # Rule
/// The retry policy decides about each request as if it were sent alone: a 429 with any method
/// ([throttling and batching](https://learn.microsoft.com/graph/throttling#throttling-and-batching)). Requests that failed with 424
/// because of a repeated request are repeated too. A request whose time ends before the wait keeps its response.
fn again(
    client: &Client,
    open: &mut BTreeMap<usize, Ready<'_>>,
    results: &mut Results,
    Times { began, since, now }: Times,
) -> (BTreeSet<usize>, Duration, WaitReason) {
    let random = random();
    let is_in_time = |policy: &RetryPolicy, wait| {
        let end = elapsed(began, now).checked_add(wait);
        policy.call_timeout.is_none_or(|limit| end.is_some_and(|end| end <= limit))
    };
    let mut again = BTreeSet::new();
    let (mut longest, mut reason) = (Duration::ZERO, WaitReason::Throttled);
    for request in open.values() {
        let Ready { index, after, .. } = request;
        let Some(Ok(response)) = results.get(index) else { continue };
        if response.status() != StatusCode::FAILED_DEPENDENCY {
            client.throttle().record(request.scope, &Answer::of(response, client.clock()));
        }
        let is_done = |before: &usize| results.get(before).is_some_and(has_succeeded);
        if !after.iter().all(|before| again.contains(before) || is_done(before)) {
            continue;
        }
        let attempt = attempt(request, response, elapsed(since, now));
        let policy = request.policy(client);
        if response.status() == StatusCode::FAILED_DEPENDENCY && after.iter().any(|before| again.contains(before)) {
            again.insert(*index);
        } else if let Decision::Wait(wait) = policy.decide(&attempt, now, random) {
            if is_in_time(&policy, wait) {
                again.insert(*index);
                if wait >= longest {
                    (longest, reason) = (wait, WaitReason::of(&attempt.outcome));
                }
            }
        } else if let Some(over_budget) = policy.over_budget(&attempt, now)
            && let Some(Ok(response)) = results.get_mut(index)
        {
            response.extensions_mut().insert(over_budget);
        }
    }
    let mut ended = BTreeSet::new();
    for (index, request) in open.iter_mut().filter(|(index, _)| again.contains(index)) {
        let Some(Ok(response)) = results.get(index) else { continue };
        let is_dependent = response.status() == StatusCode::FAILED_DEPENDENCY;
        let (policy, attempt) = (request.policy(client), attempt(request, response, elapsed(since, now)));
        let may_wait = is_dependent || policy.allows(&attempt, longest) && is_in_time(&policy, longest);
        if !may_wait || request.after.iter().any(|before| ended.contains(before)) {
            ended.insert(*index);
        } else if !is_dependent {
            request.attempts.count(&attempt, longest);
        }
    }
    again.retain(|index| !ended.contains(index));
    (again, longest, reason)
}

/// The attempt of a request in a round of this time.
fn attempt<'a>(request: &Ready<'a>, response: &'a Response<Bytes>, time: Duration) -> Attempt<'a> {
    let outcome = Outcome::Status { status: response.status(), headers: response.headers() };
    request.attempts.next(&request.item.method, outcome, time)
}

/// Returns `true` if dependent requests may be executed. A redirect is not a failure.
fn has_succeeded(result: &Result<Response<Bytes>, Error>) -> bool {
    result.as_ref().is_ok_and(|response| response.status() < StatusCode::BAD_REQUEST)
}
