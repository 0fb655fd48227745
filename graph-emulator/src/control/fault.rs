//! Faults as JSON.

use std::sync::Arc;
use std::time::Duration;

use graph_csdl::nearest;
use http::header::{CONNECTION, CONTENT_LENGTH, HeaderName, TRANSFER_ENCODING};
use http::{Method, StatusCode};
use serde_json::{Map, Value as Json, json};

use crate::control::fields::{Fields, Mistake, elements, number, template, text};
use crate::http::delivery::{ConnectionLost, Delivery, Length};
use crate::testing::fault::{Fault, FaultKind, PageFault};
use crate::testing::retry_after::RetryAfter;
use crate::testing::storm::Storm;
use crate::testing::template::Template;

const EXAMPLE: &str = r#"{"kind": "throttled", "retryAfter": 1, "path": "users/{id}"}"#;

/// Headers of the framing of a response. `cutOff`, `longer` and `shorter` are the faults of it.
const FRAMING: [HeaderName; 3] = [CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING];

/// The longest wait that is written as a date.
const LONGEST_WAIT: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

/// The values of `kind`.
pub(crate) const KINDS: [&str; 22] = [
    "status",
    "statusAfter",
    "throttled",
    "claims",
    "expiredDelta",
    "html",
    "gzipBomb",
    "redirect",
    "errorAsOk",
    "refused",
    "lostRequest",
    "lostResponse",
    "cutOff",
    "longer",
    "shorter",
    "delayed",
    "trickled",
    "unanswered",
    "nextLink",
    "linkLoop",
    "repeatedPage",
    "emptyPage",
];

/// Reads a fault.
pub(crate) fn read(json: &Json, place: &str) -> Result<Fault, Mistake> {
    let mut fields = Fields::of(json, place, EXAMPLE)?;
    let kind = fields.required("kind", "\"throttled\"", text)?;
    let mut fault = match kind {
        "status" => Fault::status(fields.required("status", "503", status)?),
        "statusAfter" => Fault::status_after(fields.required("status", "504", status)?),
        "throttled" => Fault::throttled(fields.optional("retryAfter", "1", wait)?.unwrap_or(RetryAfter::None)),
        "claims" => Fault::claims(&fields.required("claims", r#"{"access_token": {}}"#, claims)?),
        "expiredDelta" => Fault::expired_delta(),
        "html" => Fault::html(fields.required("status", "503", status)?),
        "gzipBomb" => {
            let size = fields.required("size", "67108864", |size| size.as_u64().and_then(|size| size.try_into().ok()));
            Fault::gzip_bomb(size?)
        }
        "redirect" => Fault::redirect(&fields.required("url", "\"https://example.org\"", header_value)?),
        "errorAsOk" => Fault::error_as_ok(fields.required("code", "\"generalException\"", text)?),
        "refused" => Fault::refused(),
        "lostRequest" => Fault::lost_request(),
        "lostResponse" => Fault::lost_response(),
        "cutOff" => Fault::cut_off(fields.required("bytes", "10", number)?),
        "longer" => Fault::longer(fields.required("bytes", "10", number)?),
        "shorter" => Fault::shorter(fields.required("bytes", "10", number)?),
        "delayed" => Fault::delayed(fields.required("milliseconds", "500", milliseconds)?),
        "trickled" => Fault::trickled(fields.required("milliseconds", "500", milliseconds)?),
        "unanswered" => Fault::unanswered(),
        "nextLink" => Fault::next_link(fields.required("url", "\"https://example.org\"", text)?),
        "linkLoop" => Fault::link_loop(),
        "repeatedPage" => Fault::repeated_page(),
        "emptyPage" => Fault::empty_page(),
        other => {
            let edit = nearest(other, KINDS).map_or_else(
                || format!("write one of {}.", KINDS.join(", ")),
                |kind| format!("did you mean '{kind}'?"),
            );
            return Err(Mistake::new(format!("'{}' can't be '{other}': {edit}", fields.place("kind"))));
        }
    };
    for (name, value) in fields.optional("headers", r#"{"x-ms-ags-diagnostic": "{}"}"#, headers)?.unwrap_or_default() {
        fault = fault.header(name, value);
    }
    if let Some(method) = fields.optional("method", "\"POST\"", method)? {
        fault = fault.method(method);
    }
    if let Some(path) = fields.optional("path", "\"users/{id}\"", template)? {
        fault.rule.template = Some(Arc::new(Template::parse(path)));
    }
    if let Some(first) = fields.optional("nth", "2", positive)? {
        fault = fault.nth(first);
    }
    if let Some(interval) = fields.optional("every", "3", positive)? {
        fault = fault.every(interval);
    }
    if let Some(times) = fields.optional("times", "2 or \"always\"", times)? {
        fault = fault.times(times);
    }
    fields.finish()?;
    Ok(fault)
}

/// Reads a storm.
pub(crate) fn read_storm(json: &Json, place: &str) -> Result<Storm, Mistake> {
    let mut fields = Fields::of(json, place, r#"{"seed": 7, "rate": 0.05}"#)?;
    let mut storm = Storm::seeded(fields.required("seed", "7", Json::as_u64)?);
    let rate = |rate: &Json| rate.as_f64().filter(|rate| (0.0..=1.0).contains(rate));
    if let Some(rate) = fields.optional("rate", "0.05", rate)? {
        storm = storm.rate(rate);
    }
    let place = fields.place("faults");
    if let Some(faults) = fields.get("faults") {
        let faults = elements(faults, &place).into_iter().map(|(place, fault)| read(fault, &place));
        storm = storm.of(faults.collect::<Result<Vec<_>, _>>()?);
    }
    fields.finish()?;
    Ok(storm)
}

pub(crate) fn status(json: &Json) -> Option<StatusCode> {
    let status = json.as_u64().and_then(|status| u16::try_from(status).ok())?;
    StatusCode::from_u16(status).ok().filter(|_| (200..600).contains(&status))
}

pub(crate) fn method(json: &Json) -> Option<Method> {
    let name = text(json)?;
    [Method::GET, Method::POST, Method::PATCH, Method::PUT, Method::DELETE].into_iter().find(|method| method == name)
}

/// Headers of a response, other than those of its framing, which the server writes.
pub(crate) fn headers(json: &Json) -> Option<Vec<(HeaderName, String)>> {
    let header = |(name, value): (&String, &Json)| {
        let name = HeaderName::try_from(name).ok().filter(|name| !FRAMING.contains(name))?;
        Some((name, header_value(value)?))
    };
    json.as_object()?.iter().map(header).collect()
}

/// A text that a header may have.
fn header_value(json: &Json) -> Option<String> {
    json.as_str().filter(|value| http::HeaderValue::from_str(value).is_ok()).map(str::to_owned)
}

fn positive(json: &Json) -> Option<usize> {
    number(json).filter(|number| *number > 0)
}

fn milliseconds(json: &Json) -> Option<Duration> {
    json.as_u64().map(Duration::from_millis)
}

fn times(json: &Json) -> Option<usize> {
    if json.as_str() == Some("always") { Some(usize::MAX) } else { positive(json) }
}

/// Claims as JSON, or as the text of it.
fn claims(json: &Json) -> Option<String> {
    match json {
        Json::String(text) => Some(text.clone()),
        Json::Object(_) => Some(json.to_string()),
        _ => None,
    }
}

/// `1`, `0.5`, `[1, 30]`, `"soon"`, `{"date": 5}`, `{"retry-after-ms": 300}`, `{"x-ms-retry-after-ms": 300}`.
fn wait(json: &Json) -> Option<RetryAfter> {
    match json {
        Json::Number(number) => {
            number.as_u64().map(RetryAfter::Seconds).or_else(|| number.as_f64().map(RetryAfter::Decimal))
        }
        Json::String(_) => header_value(json).map(RetryAfter::Text),
        Json::Array(seconds) => seconds.iter().map(Json::as_u64).collect::<Option<_>>().map(RetryAfter::List),
        Json::Object(form) if form.len() == 1 => {
            let (name, value) = form.iter().next()?;
            let value = value.as_u64()?;
            match name.as_str() {
                "date" => Some(Duration::from_secs(value)).filter(|wait| *wait <= LONGEST_WAIT).map(RetryAfter::Date),
                "retry-after-ms" => Some(RetryAfter::Milliseconds(value)),
                "x-ms-retry-after-ms" => Some(RetryAfter::MsMilliseconds(value)),
                _ => None,
            }
        }
        _ => None,
    }
}

fn wait_json(wait: &RetryAfter) -> Option<Json> {
    Some(match wait {
        RetryAfter::None => return None,
        RetryAfter::Seconds(seconds) => json!(seconds),
        RetryAfter::Decimal(seconds) => json!(seconds),
        RetryAfter::Date(wait) => json!({ "date": wait.as_secs() }),
        RetryAfter::Milliseconds(wait) => json!({ "retry-after-ms": wait }),
        RetryAfter::MsMilliseconds(wait) => json!({ "x-ms-retry-after-ms": wait }),
        RetryAfter::List(seconds) => json!(seconds),
        RetryAfter::Absurd => json!("99999999999999999999"),
        RetryAfter::Text(text) => json!(text),
    })
}

/// The JSON that [`read`] reads, with the number of times that are left.
pub(crate) fn write(fault: &Fault) -> Json {
    let mut json = Map::new();
    let (kind, field) = kind(&fault.kind);
    json.insert("kind".to_owned(), kind.into());
    json.extend(field.map(|(name, value)| (name.to_owned(), value)));
    if !fault.headers.is_empty() {
        let headers = fault.headers.iter().map(|(name, value)| (name.to_string(), value.clone().into()));
        json.insert("headers".to_owned(), headers.collect::<Map<_, _>>().into());
    }
    let rule = &fault.rule;
    let path = rule.template.as_ref().map(|template| template.text()).or(rule.path.as_deref());
    json.extend(rule.method.as_ref().map(|method| ("method".to_owned(), method.as_str().into())));
    json.extend(path.map(|path| ("path".to_owned(), path.into())));
    for (name, value) in [("nth", rule.first), ("every", rule.every), ("times", rule.times)] {
        let value = if value == usize::MAX { "always".into() } else { Json::from(value) };
        if value != json!(1) {
            json.insert(name.to_owned(), value);
        }
    }
    json.into()
}

/// The JSON that [`read_storm`] reads.
pub(crate) fn write_storm(storm: &Storm) -> Json {
    let faults: Vec<Json> = storm.faults.iter().map(write).collect();
    json!({ "seed": storm.seed, "rate": storm.rate, "faults": faults })
}

/// The value of `kind`, and the field that it has.
fn kind(kind: &FaultKind) -> (&'static str, Option<(&'static str, Json)>) {
    let milliseconds = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
    match kind {
        FaultKind::Status(status) => ("status", Some(("status", status.as_u16().into()))),
        FaultKind::StatusAfter(status) => ("statusAfter", Some(("status", status.as_u16().into()))),
        FaultKind::Throttled(wait) => ("throttled", wait_json(wait).map(|wait| ("retryAfter", wait))),
        FaultKind::Claims(claims) => ("claims", Some(("claims", claims.as_str().into()))),
        FaultKind::ExpiredDelta => ("expiredDelta", None),
        FaultKind::Html(status) => ("html", Some(("status", status.as_u16().into()))),
        FaultKind::GzipBomb(size) => ("gzipBomb", Some(("size", (*size).into()))),
        FaultKind::Redirect(url) => ("redirect", Some(("url", url.as_str().into()))),
        FaultKind::ErrorAsOk(code) => ("errorAsOk", Some(("code", code.as_str().into()))),
        FaultKind::Lost { is_performed: true, .. } => ("lostResponse", None),
        FaultKind::Lost { how: ConnectionLost::Refused, .. } => ("refused", None),
        FaultKind::Lost { .. } => ("lostRequest", None),
        FaultKind::Delivered(Delivery { delay, pause, length }) => match length {
            Length::CutOff(bytes) => ("cutOff", Some(("bytes", (*bytes).into()))),
            Length::Longer(bytes) => ("longer", Some(("bytes", (*bytes).into()))),
            Length::Shorter(bytes) => ("shorter", Some(("bytes", (*bytes).into()))),
            Length::Right if pause.is_zero() => ("delayed", Some(("milliseconds", milliseconds(*delay).into()))),
            Length::Right => ("trickled", Some(("milliseconds", milliseconds(*pause).into()))),
        },
        FaultKind::Page(PageFault::NextLink(url)) => ("nextLink", Some(("url", url.as_str().into()))),
        FaultKind::Page(PageFault::LinkLoop) => ("linkLoop", None),
        FaultKind::Page(PageFault::Repeated) => ("repeatedPage", None),
        FaultKind::Page(PageFault::Empty) => ("emptyPage", None),
        FaultKind::Unanswered => ("unanswered", None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(json: &Json) -> String {
        read(json, "faults[0]").unwrap_err().to_string()
    }

    #[test]
    fn each_kind_is_read_and_written() {
        let faults = [
            json!({ "kind": "status", "status": 503, "headers": { "retry-after": "1" }, "path": "users/{id}" }),
            json!({ "kind": "statusAfter", "status": 504, "method": "POST", "path": "$batch", "nth": 2 }),
            json!({ "kind": "throttled" }),
            json!({ "kind": "throttled", "retryAfter": 1, "times": 2 }),
            json!({ "kind": "throttled", "retryAfter": 0.5, "every": 3, "times": "always" }),
            json!({ "kind": "throttled", "retryAfter": [1, 30] }),
            json!({ "kind": "throttled", "retryAfter": "soon" }),
            json!({ "kind": "throttled", "retryAfter": { "date": 5 } }),
            json!({ "kind": "throttled", "retryAfter": { "retry-after-ms": 300 } }),
            json!({ "kind": "throttled", "retryAfter": { "x-ms-retry-after-ms": 300 } }),
            json!({ "kind": "claims", "claims": "{}" }),
            json!({ "kind": "expiredDelta" }),
            json!({ "kind": "html", "status": 502 }),
            json!({ "kind": "gzipBomb", "size": 1000 }),
            json!({ "kind": "redirect", "url": "https://example.org" }),
            json!({ "kind": "errorAsOk", "code": "generalException" }),
            json!({ "kind": "refused" }),
            json!({ "kind": "lostRequest" }),
            json!({ "kind": "lostResponse" }),
            json!({ "kind": "cutOff", "bytes": 0 }),
            json!({ "kind": "longer", "bytes": 1 }),
            json!({ "kind": "shorter", "bytes": 2 }),
            json!({ "kind": "delayed", "milliseconds": 500 }),
            json!({ "kind": "trickled", "milliseconds": 500 }),
            json!({ "kind": "unanswered" }),
            json!({ "kind": "nextLink", "url": "https://example.org" }),
            json!({ "kind": "linkLoop" }),
            json!({ "kind": "repeatedPage" }),
            json!({ "kind": "emptyPage" }),
        ];
        for fault in &faults {
            assert_eq!(write(&read(fault, "").unwrap()), *fault);
        }
        let is_there = |kind: &&str| faults.iter().any(|fault| fault["kind"] == **kind);
        assert!(KINDS.iter().all(is_there));
        for kind in KINDS {
            let known = read(&json!({ "kind": kind }), "");
            assert!(
                known.as_ref().map_or_else(|mistake| mistake.to_string().contains("is missing"), |_| true),
                "{known:?}"
            );
        }
    }

    #[test]
    fn a_mistake_names_the_field_and_the_edit() {
        for (fault, expected) in [
            (json!(7), "'faults[0]' can't be 7: write, for example, {\"kind\": \"throttled\""),
            (json!({}), "'faults[0].kind' is missing: add, for example, \"kind\": \"throttled\"."),
            (json!({ "kind": "throtled" }), "'faults[0].kind' can't be 'throtled': did you mean 'throttled'?"),
            (json!({ "kind": "x" }), "'faults[0].kind' can't be 'x': write one of status, statusAfter,"),
            (json!({ "kind": "status" }), "'faults[0].status' is missing: add, for example, \"status\": 503."),
            (
                json!({ "kind": "status", "status": 99 }),
                "'faults[0].status' can't be 99: write, for example, \"status\": 503.",
            ),
            (
                json!({ "kind": "refused", "tims": 2 }),
                "'faults[0].tims' is not a known field here: did you mean 'times'?",
            ),
            (json!({ "kind": "refused", "bytes": 2 }), "'faults[0].bytes' is not a known field here: remove it;"),
            (
                json!({ "kind": "refused", "times": "twice" }),
                "'faults[0].times' can't be \"twice\": write, for example, \"times\": 2 or \"always\".",
            ),
            (json!({ "kind": "refused", "method": "get" }), "'faults[0].method' can't be \"get\""),
            (json!({ "kind": "refused", "nth": 0 }), "'faults[0].nth' can't be 0: write, for example, \"nth\": 2."),
            (json!({ "kind": "throttled", "retryAfter": { "hours": 1 } }), "'faults[0].retryAfter' can't be an object"),
        ] {
            let message = message(&fault);
            assert!(message.starts_with(expected), "{message}");
        }
    }

    #[test]
    fn a_storm_has_faults() {
        let storm = json!({ "seed": 7, "rate": 0.5, "faults": [{ "kind": "refused" }] });
        assert_eq!(write_storm(&read_storm(&storm, "storm").unwrap()), storm);
        let mistake = |storm| read_storm(&storm, "storm").unwrap_err().to_string();
        assert!(mistake(json!({})).starts_with("'storm.seed' is missing"));
        assert!(mistake(json!({ "seed": 1, "rate": 2 })).starts_with("'storm.rate' can't be 2"));
        let unknown = mistake(json!({ "seed": 1, "faults": [{ "kind": "refused" }, { "kind": "x" }] }));
        assert!(unknown.starts_with("'storm.faults[1].kind' can't be 'x'"), "{unknown}");
    }
}
