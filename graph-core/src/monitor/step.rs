//! What an answer of a monitor means: decided from the answer alone, with no clock of its own.

use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::header::LOCATION;
use http::{Response, StatusCode};
use serde_json::Value as Json;

use super::text;
use crate::odata_error::ApiError;
use crate::permissions::Permissions;
use crate::retry;

/// What an answer of a monitor means.
pub(crate) enum Step {
    Running {
        percent: Option<f64>,
        retry_after: Option<Duration>,
    },
    /// It is done, and this answer is all that is said of the outcome.
    Done,
    /// It is done, and what came of it is there.
    Elsewhere(Outcome),
    Failed(Box<ApiError>),
}

/// Where an outcome is.
pub(crate) enum Outcome {
    /// The monitor redirects to it.
    Redirect(String),
    /// The monitor names it: a resource of the service.
    Resource(String),
}

/// Decides what a monitor's answer means at the time `now`.
///
/// # Rule
/// The body's `status` counts, whatever its case: an operation goes on under `notStarted`, `running` and the like, and
/// ends with `succeeded`, `completed`, `failed` and the like. Without one, 202 goes on, and any other success is the
/// outcome itself; so is an object with another `status`, which is its own. A redirect leads to the outcome, as does
/// `resourceLocation`. 429 and 503 with a `Retry-After` say nothing but to ask later
/// ([long running actions](https://learn.microsoft.com/graph/long-running-actions-overview)).
pub(crate) fn step(response: &Response<Bytes>, now: DateTime<Utc>) -> Step {
    let (status, headers) = (response.status(), response.headers());
    let retry_after = retry::asked_wait(headers, now);
    if status.is_redirection()
        && let Some(location) = text(headers, &LOCATION)
    {
        return Step::Elsewhere(Outcome::Redirect(location));
    }
    if matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) && retry_after.is_some() {
        return Step::Running { percent: None, retry_after };
    }
    if !status.is_success() {
        let error = ApiError::read(status, headers, response.body(), Permissions::NONE);
        return Step::Failed(Box::new(error));
    }
    let body: Json = serde_json::from_slice(response.body()).unwrap_or_default();
    match phase(&body) {
        Some(Phase::Failed) => Step::Failed(Box::new(failure(response, &body))),
        Some(Phase::Done) => done(&body),
        None if status != StatusCode::ACCEPTED => done(&body),
        Some(Phase::Running) | None => Step::Running { percent: percent(&body), retry_after },
    }
}

enum Phase {
    Running,
    Done,
    Failed,
}

/// What the body's `status` says; `None` where there is none, or another's.
fn phase(body: &Json) -> Option<Phase> {
    let status = body.get("status")?.as_str()?.replace(' ', "").to_ascii_lowercase();
    match status.as_str() {
        "notstarted" | "inprogress" | "running" | "waiting" | "queued" | "pending" | "updating" | "processing"
        | "accepted" | "deletepending" | "unknownfuturevalue" => Some(Phase::Running),
        "succeeded" | "success" | "completed" => Some(Phase::Done),
        "failed" | "failure" | "deletefailed" | "cancelled" | "canceled" | "skipped" | "invalid" => Some(Phase::Failed),
        _ => None,
    }
}

fn done(body: &Json) -> Step {
    let named = ["resourceLocation", "targetResourceLocation"].into_iter().find_map(|name| body.get(name)?.as_str());
    match named.filter(|location| !location.is_empty()) {
        Some(location) => Step::Elsewhere(Outcome::Resource(location.to_owned())),
        None => Step::Done,
    }
}

fn percent(body: &Json) -> Option<f64> {
    let percent = body.get("percentageComplete")?;
    percent.as_f64().or_else(|| percent.as_str()?.parse().ok())
}

/// The error of an operation that failed, though the monitor's answer is a success. Where there is no `error`, the status
/// is the code.
fn failure(response: &Response<Bytes>, body: &Json) -> ApiError {
    let mut error = ApiError::read(response.status(), response.headers(), response.body(), Permissions::NONE);
    let own = |name: &str| body.get(name).and_then(Json::as_str).filter(|text| !text.is_empty()).map(str::to_owned);
    error.code = error.code.or_else(|| own("errorCode")).or_else(|| own("status"));
    error.message = error.message.or_else(|| own("statusDescription"));
    error
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn answer(status: u16, headers: &[(&'static str, &'static str)], body: &'static str) -> Response<Bytes> {
        let mut response = Response::new(Bytes::from_static(body.as_bytes()));
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
        for (name, value) in headers {
            response.headers_mut().insert(*name, HeaderValue::from_static(value));
        }
        response
    }

    /// What an answer means, as a text.
    fn meaning(status: u16, headers: &[(&'static str, &'static str)], body: &'static str) -> String {
        match step(&answer(status, headers, body), DateTime::UNIX_EPOCH) {
            Step::Running { percent, retry_after } => {
                format!("running {percent:?} {:?}", retry_after.map(|wait| wait.as_millis()))
            }
            Step::Done => "done".to_owned(),
            Step::Elsewhere(Outcome::Redirect(location)) => format!("redirect {location}"),
            Step::Elsewhere(Outcome::Resource(location)) => format!("resource {location}"),
            Step::Failed(error) => format!("failed {error}"),
        }
    }

    #[test]
    fn it_goes_on() {
        for (status, headers, body, percent, wait) in [
            (202, &[][..], "", "None", "None"),
            (202, &[("retry-after", "7")], "{}", "None", "Some(7000)"),
            (202, &[("retry-after", "Thu, 01 Jan 1970 00:00:09 GMT")], "", "None", "Some(9000)"),
            (202, &[], r#"{"operation":"copy","percentageComplete":27.8,"status":"inProgress"}"#, "Some(27.8)", "None"),
            (200, &[], r#"{"percentageComplete":"50","status":"In Progress"}"#, "Some(50.0)", "None"),
            (200, &[("retry-after", "0.5")], r#"{"status":"notStarted"}"#, "None", "Some(500)"),
            (202, &[], "<html>", "None", "None"),
            (202, &[], r#"{"status":"active"}"#, "None", "None"),
            (429, &[("retry-after", "3")], r#"{"error":{"code":"x"}}"#, "None", "Some(3000)"),
            (503, &[("retry-after", "3")], "", "None", "Some(3000)"),
        ] {
            assert_eq!(meaning(status, headers, body), format!("running {percent} {wait}"), "{status} {body}");
        }
        for word in ["Running", "waiting", "queued", "pending", "updating", "processing", "deletePending"] {
            assert!(matches!(phase(&serde_json::json!({ "status": word })), Some(Phase::Running)), "{word}");
        }
    }

    #[test]
    fn it_is_done() {
        for (status, body) in [
            (200, r#"{"status":"succeeded"}"#),
            (202, r#"{"status":"Completed","resourceId":"01"}"#),
            (200, r#"{"id":"1","status":"active"}"#),
            (200, r#"{"status":5}"#),
            (200, r#"{"status":"succeeded","resourceLocation":null,"targetResourceLocation":""}"#),
            (200, "[]"),
            (201, ""),
            (204, ""),
        ] {
            assert_eq!(meaning(status, &[], body), "done", "{status} {body}");
        }
    }

    #[test]
    fn what_came_of_it_is_elsewhere() {
        let there = "https://graph.microsoft.com/v1.0/x";
        let body = r#"{"status":"succeeded","resourceLocation":"https://graph.microsoft.com/v1.0/x"}"#;
        assert_eq!(meaning(200, &[], body), format!("resource {there}"));
        let body = r#"{"status":"succeeded","targetResourceLocation":"/teams('t1')"}"#;
        assert_eq!(meaning(200, &[], body), "resource /teams('t1')");
        for status in [301, 302, 303, 307, 308] {
            let headers = &[("location", "https://graph.microsoft.com/v1.0/x")];
            assert_eq!(meaning(status, headers, r#"{"status":"failed"}"#), format!("redirect {there}"));
        }
    }

    #[test]
    fn it_has_failed() {
        for (status, headers, body, message) in [
            (
                200,
                &[][..],
                r#"{"status":"failed","error":{"code":"nameAlreadyExists","message":"There is one"}}"#,
                "200 nameAlreadyExists: There is one",
            ),
            (
                200,
                &[],
                r#"{"status":"Failed","errorCode":"itemNotFound","statusDescription":"Gone"}"#,
                "200 itemNotFound: Gone",
            ),
            (202, &[], r#"{"status":"deleteFailed"}"#, "202 deleteFailed"),
            (200, &[], r#"{"status":"cancelled","error":null}"#, "200 cancelled"),
            (404, &[("retry-after", "1")], r#"{"error":{"code":"itemNotFound"}}"#, "404 itemNotFound"),
            (429, &[], "", "429 Too Many Requests"),
            (500, &[], r#"{"status":"running"}"#, "500 Internal Server Error"),
            (304, &[], "", "304 Not Modified"),
        ] {
            assert_eq!(meaning(status, headers, body), format!("failed {message}"), "{status} {body}");
        }
    }
}
