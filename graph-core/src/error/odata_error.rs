//! The service's error body, in all the forms that services send.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode};
use serde::Deserialize;
use serde_json::Value as Json;

use super::html;
use crate::client::retry::OverBudget;
use crate::object::entity::Permissions;

/// An error response of the service.
///
/// # Shape
/// [`Display`](fmt::Display) writes `404 itemNotFound: Resource not found (request-id 7a5c…)`. The body may be empty, HTML or
/// truncated: only the status is certain, and missing fields are `None` or empty.
///
/// # Rule
/// The body is OData's `{"error": {"code", "message", "target", "details", "innerError"}}`
/// ([error responses](https://learn.microsoft.com/graph/errors)). Names match in any letter case. The reader also accepts a JSON
/// document within Intune's `message`, `{"lang", "value"}` and `odata.error` of OData 3, and an error without `error` around
/// it. The message of an HTML page is its title. Without a message, that of the first detail or the innermost error is used.
///
/// # Example
/// ```
/// use graph_core::{Error, http::StatusCode};
///
/// /// Returns the minimum delay of a retry, in seconds.
/// fn throttled(error: &Error) -> Option<u64> {
///     let Error::Api(error) = error else { return None };
///     let wait = error.headers().get("retry-after")?.to_str().ok()?.parse().ok()?;
///     (error.status == StatusCode::TOO_MANY_REQUESTS).then_some(wait)
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApiError {
    /// The status.
    pub status: StatusCode,
    /// The error code, such as `itemNotFound`.
    pub code: Option<String>,
    /// The message for people.
    pub message: Option<String>,
    /// The part of the request that caused the error.
    pub target: Option<String>,
    /// Further errors of the same request.
    pub details: Vec<ErrorDetail>,
    /// The codes of the inner errors, from general to specific.
    pub inner_codes: Vec<String>,
    /// The messages of the inner errors, in the same order.
    pub inner_messages: Vec<String>,
    /// The request id for the service's support, from the body or else the headers.
    pub request_id: Option<String>,
    /// The request id that the client sent.
    pub client_request_id: Option<String>,
    /// The time of the error, as the service wrote it. It may lack an offset.
    pub date: Option<String>,
    /// The permissions in the documentation of the entity, for the status 403.
    pub permissions: Permissions,
    /// The wait that the service requested, if it exceeds the budget of the retries.
    pub over_budget: Option<OverBudget>,
    headers: Received,
}

/// Headers whose values `Debug` omits: a `Location` may grant access.
#[derive(Clone, PartialEq, Eq)]
struct Received(HeaderMap);

impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// An error in [`ApiError::details`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// The error code.
    pub code: Option<String>,
    /// The message for people.
    pub message: Option<String>,
    /// The part of the request that caused the error.
    pub target: Option<String>,
    /// Errors within this one.
    pub details: Vec<ErrorDetail>,
}

impl ApiError {
    /// The headers of the response, such as `Retry-After` and `Location`.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers.0
    }

    /// Reads an error response. It does not fail: unknown content is ignored.
    pub(crate) fn read(response: &Response<Bytes>, permissions: Permissions) -> Self {
        let error = Self::of_document(response, &document(response.body()), permissions);
        Self { over_budget: response.extensions().get().copied(), ..error }
    }

    /// Reads an error in a successful response: in the body, in the value within it, or in the item at `index`.
    pub(crate) fn within(response: &Response<Bytes>, index: Option<usize>) -> Self {
        let document = document(response.body());
        let value = member(&document, "value").unwrap_or(&document);
        let element = index.and_then(|index| value.get(index));
        let is_error = NAMES.iter().any(|name| member(&document, name).is_some());
        let found = element.unwrap_or(if is_error { &document } else { value });
        Self::of_document(response, found, Permissions::NONE)
    }

    fn of_document(response: &Response<Bytes>, document: &Json, permissions: Permissions) -> Self {
        let (status, headers) = (response.status(), response.headers());
        let error = error_of(document);
        let mut found = Self {
            status,
            code: text(error, "code"),
            message: message(error),
            target: text(error, "target"),
            details: details(error),
            inner_codes: Vec::new(),
            inner_messages: Vec::new(),
            request_id: None,
            client_request_id: None,
            date: None,
            permissions: if status == StatusCode::FORBIDDEN { permissions } else { Permissions::NONE },
            over_budget: None,
            headers: Received(headers.clone()),
        };
        if let Json::String(error) = error
            && !error.is_empty()
        {
            // An HTML page, a nested document, or the form of the identity platform: {"error": "…", "error_description": "…"}.
            if html::is_page(error) || error.trim_start().starts_with('{') {
                found.message = Some(error.clone());
            } else {
                found.code = Some(error.clone());
                found.message = ["error_description", "message"].iter().find_map(|name| text(document, name));
            }
        }
        found.read_inner(error);
        found.open_nested_message();
        found.fill_in();
        found.request_id = found.request_id.or_else(|| header(headers, "request-id"));
        found.client_request_id = found.client_request_id.or_else(|| header(headers, "client-request-id"));
        found
    }

    /// Takes a missing code or message from the first detail or the innermost error.
    fn fill_in(&mut self) {
        let detail = self.details.iter().find(|detail| detail.message.is_some()).cloned().unwrap_or_default();
        self.code = self.code.take().or(detail.code).or_else(|| self.inner_codes.last().cloned());
        self.message = self.message.take().or(detail.message).or_else(|| self.inner_messages.last().cloned());
    }

    /// Follows nested `innerError`s. The outermost id and date win.
    fn read_inner(&mut self, error: &Json) {
        let mut inner = member(error, "innererror");
        while let Some(error) = inner {
            self.inner_codes.extend(text(error, "code"));
            self.inner_messages.extend(message(error));
            let ids = || text(error, "request-id").or_else(|| text(error, "requestid"));
            self.request_id = self.request_id.take().or_else(ids);
            self.client_request_id = self.client_request_id.take().or_else(|| text(error, "client-request-id"));
            self.date = self.date.take().or_else(|| text(error, "date"));
            inner = member(error, "innererror");
        }
    }

    /// Intune nests JSON documents in `message`; the innermost `Message` is the text for people. A gateway sends an HTML page.
    fn open_nested_message(&mut self) {
        /// The maximum depth of nested documents.
        const DEPTH: usize = 4;
        for _ in 0..DEPTH {
            let Some(message) = self.message.as_deref().filter(|message| message.trim_start().starts_with(['{', '"']))
            else {
                break;
            };
            let Ok(document) = serde_json::from_str::<Json>(message) else { break };
            if let Json::String(text) = document {
                self.message = Some(text);
                continue;
            }
            let nested = member(&document, "error").unwrap_or(&document);
            self.inner_codes.extend(text(nested, "code").or_else(|| text(nested, "errorcode")));
            match self::message(nested) {
                Some(message) => self.message = Some(message),
                None => break,
            }
        }
        if let Some(page) = self.message.take_if(|message| html::is_page(message)) {
            // The message does not repeat the status, as in `502 Bad Gateway`.
            let status = self.status.as_str();
            self.message = html::title(&page).map(|title| title.trim_start_matches(status).trim_start().to_owned());
        }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.status.as_str())?;
        match (&self.code, &self.message) {
            (Some(code), Some(message)) => write!(f, " {code}: {message}")?,
            (Some(text), None) | (None, Some(text)) => write!(f, " {text}")?,
            (None, None) => write!(f, " {}", self.status.canonical_reason().unwrap_or("unknown status"))?,
        }
        if let Some(id) = &self.request_id {
            write!(f, " (request-id {id})")?;
        }
        if !self.permissions.is_empty() {
            write!(f, "; one of these permissions is needed: {}", self.permissions)?;
        }
        if let Some(wait) = &self.over_budget {
            write!(f, "; {wait}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ApiError {}

/// The JSON document in a body, without the text around it. An HTML page becomes a string; other text becomes `null`.
fn document(body: &[u8]) -> Json {
    let text = String::from_utf8_lossy(body);
    let text = text.trim_start_matches(|first: char| first == '\u{feff}' || first.is_whitespace());
    let page = || if html::is_page(text) { serde_json::json!({ "message": text }) } else { Json::Null };
    Json::deserialize(&mut serde_json::Deserializer::from_str(text)).unwrap_or_else(|_| page())
}

/// The names of the property with the error.
const NAMES: [&str; 2] = ["error", "odata.error"];

/// The object with the code and the message.
///
/// # Rule
/// It is `error`, or `odata.error` in `SharePoint`. Some services and gateways write its properties into the document itself,
/// or several errors into an array, of which the first is used.
fn error_of(document: &Json) -> &Json {
    let document = first(document);
    first(NAMES.iter().chain(&["errors"]).find_map(|name| member(document, name)).unwrap_or(document))
}

/// The first item of an array; another value unchanged.
fn first(json: &Json) -> &Json {
    json.as_array().and_then(|elements| elements.first()).unwrap_or(json)
}

/// The message: a string, or `{"lang", "value"}` of OData 3. A problem document (RFC 9457) has a `detail` or a `title`.
fn message(error: &Json) -> Option<String> {
    let own = member(error, "message").and_then(|message| text(message, "value"));
    own.or_else(|| ["message", "detail", "title"].iter().find_map(|name| text(error, name)))
}

/// A property by its name in any letter case, unless it is empty or `null`.
fn member<'a>(object: &'a Json, name: &str) -> Option<&'a Json> {
    let (_, value) = object.as_object()?.iter().find(|(key, _)| key.eq_ignore_ascii_case(name))?;
    (!value.is_null()).then_some(value)
}

fn text(object: &Json, name: &str) -> Option<String> {
    match member(object, name)? {
        Json::String(text) => (!text.is_empty()).then(|| text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn details(error: &Json) -> Vec<ErrorDetail> {
    let details = member(error, "details").and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    let read = |detail: &Json| ErrorDetail {
        code: text(detail, "code"),
        message: message(detail),
        target: text(detail, "target"),
        details: self::details(detail),
    };
    details.iter().map(read).collect()
}

pub(crate) fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(status: u16, body: &str) -> ApiError {
        let mut response = Response::new(Bytes::copy_from_slice(body.as_bytes()));
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
        response.headers_mut().insert("request-id", http::HeaderValue::from_static("of-the-header"));
        ApiError::read(&response, Permissions::new(&["Device.Read"], &[]))
    }

    #[test]
    fn the_whole_form_is_read() {
        let error = read(
            400,
            r##"{"error":{"code":"badRequest","message":"No","target":"#/x","details":[{"code":"d","message":"m"}],
               "innerError":{"code":"outer","request-id":"r1","client-request-id":"c1","date":"2020-01-01T00:00:00",
               "innererror":{"code":"deepest","request-id":"r2"}}}}"##,
        );
        assert_eq!(error.to_string(), "400 badRequest: No (request-id r1)");
        assert_eq!(error.inner_codes, ["outer", "deepest"]);
        assert_eq!(error.client_request_id.as_deref(), Some("c1"));
        assert_eq!(error.date.as_deref(), Some("2020-01-01T00:00:00"));
        assert_eq!(error.details.first().and_then(|detail| detail.code.as_deref()), Some("d"));
    }

    #[test]
    fn a_body_that_says_nothing_keeps_the_status() {
        let expected = "502 Bad Gateway (request-id of-the-header)";
        for body in ["", "<html>502</html>", "{\"error\":{\"code\":\"x", "[]", "null", "\u{feff}{}", "{\"error\":7}"] {
            assert_eq!(read(502, body).to_string(), expected, "{body}");
        }
    }

    #[test]
    fn older_and_odd_forms_are_read() {
        let older = read(401, r#"{"Error":{"Code":"c","innererror":{"requestId":"r"}}}"#);
        assert_eq!(older.to_string(), "401 c (request-id r)");
        let identity = read(400, r#"{"error":"invalid_grant","error_description":"expired"}"#);
        assert_eq!(identity.to_string(), "400 invalid_grant: expired (request-id of-the-header)");
        let intune = read(
            400,
            r#"{"error":{"code":"BadRequest","message":"{\r\n \"Message\": \"Not so\", \"ErrorCode\": 5 }"}}"#,
        );
        assert_eq!(intune.message.as_deref(), Some("Not so"));
        assert_eq!(intune.inner_codes, ["5"]);
    }

    #[test]
    fn text_before_a_body_is_skipped() {
        for before in ["", "\u{feff}", " \r\n", "\u{feff}\n", "\n\u{feff}"] {
            let body = format!(r#"{before}{{"error":{{"code":"syncStateNotFound","message":"No"}}}}"#);
            assert_eq!(read(410, &body).to_string(), "410 syncStateNotFound: No (request-id of-the-header)");
        }
        let mut latin_1 = br#"{"error":{"code":"c","message":"Zugriff verweigert: gr"#.to_vec();
        latin_1.extend(b"\xFCn\"}}");
        let error = ApiError::read(&Response::new(latin_1.into()), Permissions::NONE);
        assert_eq!(error.code.as_deref(), Some("c"));
    }

    /// Forms of `SharePoint`, OData 3, gateways and Intune, from public bug reports.
    #[test]
    fn a_message_is_found_wherever_it_is() {
        for (body, shown) in [
            (r#"{"error":{"code":"c","message":{"lang":"en-US","value":"No"}}}"#, "400 c: No"),
            (r#"{"odata.error":{"code":"-1, X","message":{"lang":"en","value":"No"}}}"#, "400 -1, X: No"),
            (r#"{"code":"c","message":"No"}"#, "400 c: No"),
            (r#"{"Message":"No"}"#, "400 No"),
            (r#"{"title":"Bad","detail":"No","status":400}"#, "400 No"),
            (r#"{"error":"c","message":"No"}"#, "400 c: No"),
            (r#"{"error":{"code":"c","message":"","details":[{"code":"d","message":"No"}]}}"#, "400 c: No"),
            (r#"{"error":{"details":[{"target":"x"},{"code":"d","message":"No"}]}}"#, "400 d: No"),
            (r#"{"error":{"code":"c","innerError":{"code":"i","message":"No"}}}"#, "400 c: No"),
            (
                r#"{"error":{"message":"{\"Message\":\"{\\\"ErrorCode\\\":\\\"e\\\",\\\"Message\\\":\\\"No\\\"}\"}"}}"#,
                "400 e: No",
            ),
            (r#"{"error":{"code":"c","message":"<html><head><title>No</title></head></html>"}}"#, "400 c: No"),
            (r#"{"error":{"code":"c","message":"<html>secret</html>"}}"#, "400 c"),
            (r#"{"error":"<!doctype html><h1>No</h1>"}"#, "400 No"),
            ("<html><title>400 Bad Request</title>secret</html>", "400 Bad Request"),
            ("<?xml version=\"1.0\"?>\n<!DOCTYPE html><html><title>No</title>", "400 No"),
            ("<!-- a gateway's --><html><title>No</title>", "400 No"),
            (r#"{"error":"{\"code\":\"c\",\"message\":\"No\"}"}"#, "400 c: No"),
            (r#"{"error":{"code":"c","message":"\"{\\\"Message\\\":\\\"No\\\"}\""}}"#, "400 c: No"),
            (r#"{"error":[{"code":"c","message":"No"}]}"#, "400 c: No"),
            (r#"[{"error":{"code":"c","message":"No"}}]"#, "400 c: No"),
            (r#"{"errors":[{"code":"c","message":"No"},{"code":"d"}]}"#, "400 c: No"),
            (r#"{"error":{"code":"c","message":"No"}}{"error":{}}"#, "400 c: No"),
            (r#""""#, "400 Bad Request"),
        ] {
            assert_eq!(read(400, body).to_string(), format!("{shown} (request-id of-the-header)"), "{body}");
        }
        let inner = read(400, r#"{"error":{"message":"m","innerError":{"message":"a","innererror":{"message":"b"}}}}"#);
        assert_eq!((inner.message.as_deref(), inner.inner_messages), (Some("m"), vec!["a".to_owned(), "b".to_owned()]));
    }

    #[test]
    fn only_a_403_names_the_permissions() {
        let forbidden =
            "403 Forbidden (request-id of-the-header); one of these permissions is needed: delegated: Device.Read";
        assert_eq!(read(403, "").to_string(), forbidden);
        assert_eq!(read(404, "").to_string(), "404 Not Found (request-id of-the-header)");
    }
}
