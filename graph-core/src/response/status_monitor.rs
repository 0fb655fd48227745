//! Responses of status monitors. The current time is an argument.

use std::collections::BTreeMap;
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::header::{HeaderName, LOCATION};
use http::{HeaderMap, Response, StatusCode};
use serde_json::value::RawValue;

use super::response;
use crate::client::retry;
use crate::error::decode::DecodeError;
use crate::error::odata_error::ApiError;
use crate::object::entity::Permissions;

/// The state of an operation according to a response of its status monitor.
pub(crate) enum MonitorStatus {
    InProgress {
        percent: Option<f64>,
        retry_after: Option<Duration>,
    },
    /// The operation is complete. This response is the outcome, unless it is only a status.
    Succeeded(Status),
    /// The operation is complete, and its outcome is at another URL.
    SucceededAt(OutcomeLink, Status),
    Failed(Box<ApiError>),
    /// The monitor itself failed, which says nothing about the operation.
    Unknown(Box<ApiError>),
}

/// The operation's status in the monitor's last response.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Status {
    /// The body is the operation's status and not the outcome.
    pub(crate) is_alone: bool,
    /// The id of the resource that the operation created or changed.
    pub(crate) resource_id: Option<String>,
}

impl Status {
    /// Reads the status in any response.
    pub(crate) fn of(response: &Response<Bytes>) -> Self {
        response::text(response).ok().and_then(Body::read).map(|body| body.own_status()).unwrap_or_default()
    }
}

/// Returns `true` if a response from the outcome's URL is the status of an operation. An entity may have a `status` too.
pub(crate) fn is_status(response: &Response<Bytes>) -> bool {
    response::text(response).ok().and_then(Body::read).is_some_and(|body| body.is_operation())
}

/// The link to an outcome.
pub(crate) enum OutcomeLink {
    /// The `Location` of the monitor's redirect.
    Redirect(String),
    /// The `resourceLocation` in the monitor's body: a resource of the service.
    Resource(String),
}

/// Reads a status monitor's response at the time `now`.
///
/// # Errors
/// A successful response other than 202 whose body is not JSON does not tell the state of the operation.
///
/// # Rule
/// The body's `status`, or the `state` in it, decides, in any letter case: `notStarted`, `running` and similar words mean
/// in progress; `succeeded`, `completed`, `failed` and similar words end the operation. Without a `status`, 202 means in
/// progress, and any other success is the outcome. An object with an unknown `status` is the outcome too, unless it has the
/// properties of an operation, or only those of a status: then the unknown word means in progress, or failed if the object
/// has an `error`. A redirect and `resourceLocation` name the URL of the outcome. 429 and 503 with a `Retry-After` only
/// delay the next poll; without it, and with another status of a temporary failure, the state is unknown, unless the body says that the
/// operation failed
/// ([long running actions](https://learn.microsoft.com/graph/long-running-actions-overview)).
pub(crate) fn read_status(response: &Response<Bytes>, now: DateTime<Utc>) -> Result<MonitorStatus, DecodeError> {
    let (status, headers) = (response.status(), response.headers());
    let retry_after = retry::requested_wait(headers, now);
    if status.is_redirection()
        && let Some(location) = text(headers, &LOCATION)
    {
        return Ok(MonitorStatus::SucceededAt(OutcomeLink::Redirect(location), Status::of(response)));
    }
    if matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) && retry_after.is_some() {
        return Ok(MonitorStatus::InProgress { percent: None, retry_after });
    }
    if !status.is_success() {
        let body = response::text(response).ok().and_then(Body::read).unwrap_or_default();
        if matches!(body.phase(), Some(Phase::Failed)) {
            return Ok(MonitorStatus::Failed(Box::new(failure(response, &body))));
        }
        let error = Box::new(ApiError::read(response, Permissions::NONE));
        return Ok(if retry::is_temporary(status) {
            MonitorStatus::Unknown(error)
        } else {
            MonitorStatus::Failed(error)
        });
    }
    let body = match response::text(response).ok().and_then(Body::read) {
        Some(body) => body,
        None if status == StatusCode::ACCEPTED => Body::default(),
        None => {
            return Err(DecodeError::of_body(status, "is not JSON, so the state of the operation is unknown"));
        }
    };
    Ok(match body.phase() {
        Some(Phase::Failed) => MonitorStatus::Failed(Box::new(failure(response, &body))),
        Some(Phase::Done) => done(&body),
        None if status != StatusCode::ACCEPTED => done(&body),
        Some(Phase::Running) | None => MonitorStatus::InProgress { percent: body.percent(), retry_after },
    })
}

enum Phase {
    Running,
    Done,
    Failed,
}

/// Properties that only the status of an operation has.
const OF_OPERATIONS: [&str; 4] =
    ["percentageComplete", "lastActionDateTime", "resourceLocation", "targetResourceLocation"];
/// Properties of a status that an entity may have as well. An object with only these is a status.
const OF_STATUS: [&str; 8] = [
    "status",
    "operation",
    "resourceId",
    "targetResourceId",
    "error",
    "errorCode",
    "statusDescription",
    "expirationDateTime",
];

/// The properties of a JSON object, each as its text, so that one malformed property does not affect the others. Names
/// match in any letter case. JSON other than an object has no properties.
#[derive(Default)]
pub(super) struct Body<'b>(BTreeMap<String, &'b RawValue>);

impl<'b> Body<'b> {
    /// Returns `None` if the text is not JSON.
    pub(super) fn read(text: &'b str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() {
            return Some(Self::default());
        }
        let json: &RawValue = serde_json::from_str(text).ok()?;
        if text.starts_with('{') { serde_json::from_str(json.get()).ok().map(Self) } else { Some(Self::default()) }
    }

    fn get(&self, name: &str) -> Option<&'b RawValue> {
        let in_any_case = || self.0.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value);
        self.0.get(name).or_else(in_any_case).copied()
    }

    /// The string with a name; `None` for another type and for an empty string.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        let text: String = serde_json::from_str(self.get(name)?.get()).ok()?;
        (!text.is_empty()).then_some(text)
    }

    /// Returns `true` if the object has an error that is not empty.
    fn has_error(&self) -> bool {
        let error = self.get("error").map_or("null", RawValue::get);
        !matches!(error.split_whitespace().collect::<String>().as_str(), "null" | "{}" | "\"\"")
    }

    /// The string with a name in the object `status`, which print operations have.
    fn status(&self, name: &str) -> Option<String> {
        Self(serde_json::from_str(self.get("status")?.get()).ok()?).text(name)
    }

    /// The word for the state of the operation.
    fn word(&self) -> Option<String> {
        self.text("status").or_else(|| self.status("state"))
    }

    /// The phase that the word means; `None` without a word, or for a word of an entity.
    fn phase(&self) -> Option<Phase> {
        let word = self.word()?.replace(' ', "").to_ascii_lowercase();
        match word.as_str() {
            "notstarted" | "starting" | "inprogress" | "running" | "waiting" | "queued" | "pending" | "updating"
            | "processing" | "accepted" | "canceling" | "cancelling" | "cancelpending" | "deletepending"
            | "unknownfuturevalue" => Some(Phase::Running),
            "succeeded" | "success" | "completed" => Some(Phase::Done),
            "failure" | "cancelled" | "canceled" | "skipped" | "invalid" => Some(Phase::Failed),
            // `deleteFailed`, `submissionFailed`
            word if word.ends_with("failed") => Some(Phase::Failed),
            _ if !self.is_operation() => None,
            "error" | "faulted" | "timedout" | "aborted" | "rejected" | "expired" => Some(Phase::Failed),
            _ if self.has_error() => Some(Phase::Failed),
            "complete" | "finished" | "done" => Some(Phase::Done),
            // `partiallySucceeded`, `completedWithErrors`
            word if word.ends_with("succeeded") || word.starts_with("completed") => Some(Phase::Done),
            _ => Some(Phase::Running),
        }
    }

    /// Returns `true` if the object has properties of operations only, or no other properties than a status.
    fn is_operation(&self) -> bool {
        let of_status = |name: &str| OF_STATUS.iter().any(|other| other.eq_ignore_ascii_case(name));
        let own = || self.0.keys().filter(|name| !name.contains('@'));
        OF_OPERATIONS.iter().any(|name| self.get(name).is_some())
            || self.text("@odata.type").is_some_and(|tag| tag.ends_with("Operation"))
            || (own().all(|name| of_status(name)) && own().any(|name| !name.eq_ignore_ascii_case("error")))
    }

    /// # Rule
    /// A body with a word that ends the operation, or with a property of operations only, is a status. It is the outcome as well if
    /// the type declares `status`.
    pub(super) fn own_status(&self) -> Status {
        let is_alone = self.is_operation() || matches!(self.phase(), Some(Phase::Done));
        Status { is_alone, resource_id: self.text("resourceId").or_else(|| self.text("targetResourceId")) }
    }

    /// The percentage, from a number or a string; `None` if it is not from 0 to 100.
    fn percent(&self) -> Option<f64> {
        let written = self.text("percentageComplete");
        let written = written.as_deref().or_else(|| self.get("percentageComplete").map(RawValue::get))?;
        written.trim().parse().ok().filter(|percent| (0.0..=100.0).contains(percent))
    }
}

fn done(body: &Body<'_>) -> MonitorStatus {
    match ["resourceLocation", "targetResourceLocation"].into_iter().find_map(|name| body.text(name)) {
        Some(location) => MonitorStatus::SucceededAt(OutcomeLink::Resource(location), body.own_status()),
        None => MonitorStatus::Succeeded(body.own_status()),
    }
}

/// The error of a failed operation whose monitor responded with success. Without an `error`, the status is the code.
fn failure(response: &Response<Bytes>, body: &Body<'_>) -> ApiError {
    let mut error = ApiError::read(response, Permissions::NONE);
    error.code = error.code.or_else(|| body.text("errorCode")).or_else(|| body.word());
    error.message = error.message.or_else(|| body.text("statusDescription")).or_else(|| body.status("description"));
    error
}

/// The value of a header, if it is present and not empty.
pub(crate) fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

#[cfg(test)]
pub(super) mod tests {
    use http::HeaderValue;

    use super::*;

    pub(in crate::response) fn answer(
        status: u16,
        headers: &[(&'static str, &'static str)],
        body: &'static str,
    ) -> Response<Bytes> {
        let mut response = Response::new(Bytes::from_static(body.as_bytes()));
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
        for (name, value) in headers {
            response.headers_mut().insert(*name, HeaderValue::from_static(value));
        }
        response
    }

    /// The meaning of a response, as text.
    fn meaning(status: u16, headers: &[(&'static str, &'static str)], body: &'static str) -> String {
        let status = match read_status(&answer(status, headers, body), DateTime::UNIX_EPOCH) {
            Ok(status) => status,
            Err(error) => return error.to_string(),
        };
        match status {
            MonitorStatus::InProgress { percent, retry_after } => {
                format!("running {percent:?} {:?}", retry_after.map(|wait| wait.as_millis()))
            }
            MonitorStatus::Succeeded(_) => "done".to_owned(),
            MonitorStatus::SucceededAt(OutcomeLink::Redirect(location), _) => format!("redirect {location}"),
            MonitorStatus::SucceededAt(OutcomeLink::Resource(location), _) => format!("resource {location}"),
            MonitorStatus::Failed(error) => format!("failed {error}"),
            MonitorStatus::Unknown(error) => format!("unknown {error}"),
        }
    }

    #[test]
    fn a_status_in_progress() {
        for (status, headers, body, percent, wait) in [
            (202, &[][..], "", "None", "None"),
            (202, &[("retry-after", "7")], "{}", "None", "Some(7000)"),
            (202, &[("retry-after", "Thu, 01 Jan 1970 00:00:09 GMT")], "", "None", "Some(9000)"),
            (202, &[], r#"{"operation":"copy","percentageComplete":27.8,"status":"inProgress"}"#, "Some(27.8)", "None"),
            (200, &[], r#"{"percentageComplete":"50","status":"In Progress"}"#, "Some(50.0)", "None"),
            (200, &[("retry-after", "0.5")], r#"{"status":"notStarted"}"#, "None", "Some(500)"),
            (202, &[], "<html>", "None", "None"),
            (202, &[], r#"{"status":"active"}"#, "None", "None"),
            (200, &[], r#"{"id":"1","status":{"state":"running"}}"#, "None", "None"),
            (200, &[], r#"{"status":"halfway","lastActionDateTime":"2026-01-01T00:00:00Z"}"#, "None", "None"),
            (200, &[], r#"{"status":"halfway","percentageComplete":40}"#, "Some(40.0)", "None"),
            (200, &[], r#"{"status":"halfway"}"#, "None", "None"),
            (200, &[], r#"{"@odata.context":"c","operation":"ItemCopy","status":"finalizing"}"#, "None", "None"),
            (200, &[], r#"{"Status":"InProgress","PercentageComplete":7}"#, "Some(7.0)", "None"),
            (
                200,
                &[],
                r##"{"@odata.type":"#microsoft.graph.printOperation","status":{"state":"new"}}"##,
                "None",
                "None",
            ),
            (200, &[], "\u{feff}{\"status\":\"running\",\"percentageComplete\":5}", "Some(5.0)", "None"),
            (200, &[], r#"{"status":"running","percentageComplete":1e400}"#, "None", "None"),
            (200, &[], r#"{"status":"running","percentageComplete":-1}"#, "None", "None"),
            (200, &[], r#"{"status":"running","percentageComplete":"NaN"}"#, "None", "None"),
            (200, &[], r#"{"status":"running","percentageComplete":100.5}"#, "None", "None"),
            (202, &[], r#"{"status":"succ"#, "None", "None"),
            (429, &[("retry-after", "3")], r#"{"error":{"code":"x"}}"#, "None", "Some(3000)"),
            (503, &[("retry-after", "3")], "", "None", "Some(3000)"),
        ] {
            assert_eq!(meaning(status, headers, body), format!("running {percent} {wait}"), "{status} {body}");
        }
        for word in ["Running", "starting", "waiting", "queued", "pending", "updating", "processing", "cancelPending"] {
            let body = format!(r#"{{"status":"{word}"}}"#);
            assert!(matches!(Body::read(&body).and_then(|body| body.phase()), Some(Phase::Running)), "{word}");
        }
    }

    #[test]
    fn a_body_that_is_not_json_does_not_end_the_operation() {
        for body in [r#"{"status":"runn"#, "<html></html>", r#"{"status":"running"} x"#] {
            let error =
                "the 200 response can't be decoded: the body is not JSON, so the state of the operation is unknown";
            assert_eq!(meaning(200, &[], body), error, "{body}");
        }
        assert_eq!(meaning(200, &[], "\u{feff} "), "done");
    }

    #[test]
    fn a_status_of_success() {
        for (status, body) in [
            (200, r#"{"status":"succeeded"}"#),
            (202, r#"{"status":"Completed","resourceId":"01"}"#),
            (202, r#"{"Status":"Complete","ResourceId":"01"}"#),
            (200, r#"{"status":"partiallySucceeded","percentageComplete":100}"#),
            (200, r#"{"status":"completedWithErrors"}"#),
            (200, r#"{"id":"1","name":"n","status":"expired"}"#),
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
    fn a_status_is_not_an_outcome() {
        let status = |body: &'static str| Status::of(&answer(200, &[], body));
        let id = || Some("01ABC".to_owned());
        let copied = r#"{"status":"completed","resourceId":"01ABC","percentageComplete":100.0}"#;
        assert_eq!(status(copied), Status { is_alone: true, resource_id: id() });
        let team = r#"{"id":"o","status":"succeeded","targetResourceId":"01ABC"}"#;
        assert_eq!(status(team), Status { is_alone: true, resource_id: id() });
        assert!(
            status(r#"{"status":"succeeded"}"#).is_alone && status(r#"{"id":"o","percentageComplete":100}"#).is_alone
        );
        let odd = r#"{"@odata.context":"c","Status":"Completed","ResourceId":"01ABC"}"#;
        assert_eq!(status(odd), Status { is_alone: true, resource_id: id() });
        assert!(status(r#"{"resourceId":"01ABC"}"#).is_alone && status(r#"{"status":"finished"}"#).is_alone);
        for outcome in [
            r#"{"id":"i","name":"n"}"#,
            r#"{"error":{"code":"x"}}"#,
            r#"{"@odata.context":"c"}"#,
            r#"{"id":"i","status":"active"}"#,
            "",
            "[]",
            "<html>",
        ] {
            assert_eq!(status(outcome), Status::default(), "{outcome}");
        }
    }

    #[test]
    fn an_outcome_may_be_at_another_url() {
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
    fn a_status_of_failure() {
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
            (200, &[], r#"{"status":"submissionFailed"}"#, "200 submissionFailed"),
            (200, &[], r#"{"status":{"state":"failed","description":"No ink"}}"#, "200 failed: No ink"),
            (200, &[], r#"{"status":"cancelled","error":null}"#, "200 cancelled"),
            (200, &[], r#"{"status":"error","error":{"code":"x","message":"No"}}"#, "200 x: No"),
            (200, &[], r#"{"status":"halted","error":{"code":"x"}}"#, "200 x"),
            (200, &[], r#"{"status":"timedOut"}"#, "200 timedOut"),
            (404, &[("retry-after", "1")], r#"{"error":{"code":"itemNotFound"}}"#, "404 itemNotFound"),
            (500, &[], r#"{"status":"failed","errorCode":"RemoteServerError"}"#, "500 RemoteServerError"),
            (304, &[], "", "304 Not Modified"),
        ] {
            assert_eq!(meaning(status, headers, body), format!("failed {message}"), "{status} {body}");
        }
    }

    #[test]
    fn a_temporary_failure_of_the_monitor_says_nothing() {
        for (status, body, message) in [
            (408, "", "408 Request Timeout"),
            (429, "", "429 Too Many Requests"),
            (500, r#"{"status":"running"}"#, "500 Internal Server Error"),
            (503, r#"{"error":{"code":"serviceNotAvailable"}}"#, "503 serviceNotAvailable"),
            (504, "<html>", "504 Gateway Timeout"),
        ] {
            assert_eq!(meaning(status, &[], body), format!("unknown {message}"), "{status} {body}");
        }
    }
}
