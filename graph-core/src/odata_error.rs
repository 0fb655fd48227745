//! The service's error body, read with all the leniency that services need.

use std::fmt;

use http::{HeaderMap, StatusCode};
use serde_json::Value as Json;

use crate::permissions::Permissions;

/// The service answered with an error.
///
/// # Shape
/// [`Display`](fmt::Display) writes `404 itemNotFound: Resource not found (request-id 7a5c…)`. What the body did not
/// say is `None` or empty: it may be empty, HTML or cut off, and only the status is sure.
///
/// # Rule
/// The body is OData's `{"error": {"code", "message", "target", "details", "innerError"}}`
/// ([error responses](https://learn.microsoft.com/graph/errors)); names are compared without regard to case, and a
/// JSON document within Intune's `message` is opened.
///
/// # Example
/// ```
/// use graph_core::{Error, http::StatusCode};
///
/// /// Whether to try again later, and in how many seconds at the least.
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
    /// The service's code, such as `itemNotFound`.
    pub code: Option<String>,
    /// What the service says to a person.
    pub message: Option<String>,
    /// The part of the request that the error is about.
    pub target: Option<String>,
    /// More errors of the same request.
    pub details: Vec<ErrorDetail>,
    /// The codes of the inner errors, from the general to the special.
    pub inner_codes: Vec<String>,
    /// What to name to the service's support: of the body, else of the headers.
    pub request_id: Option<String>,
    /// The id that the client sent.
    pub client_request_id: Option<String>,
    /// When it happened, as the service wrote it; it may lack an offset.
    pub date: Option<String>,
    /// The permissions that the entity's page documents, where the status is 403.
    pub permissions: Permissions,
    headers: Received,
}

/// Headers whose values `Debug` doesn't show: a `Location` may be as good as a token.
#[derive(Clone, PartialEq, Eq)]
struct Received(HeaderMap);

impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// One of the errors in [`ApiError::details`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// The service's code.
    pub code: Option<String>,
    /// What the service says to a person.
    pub message: Option<String>,
    /// The part of the request that the error is about.
    pub target: Option<String>,
    /// More errors within this one.
    pub details: Vec<ErrorDetail>,
}

impl ApiError {
    /// The headers of the answer: a `Retry-After`, a `Location`.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers.0
    }

    /// Reads an error response. It can't fail: what is not understood is left out.
    pub(crate) fn read(status: StatusCode, headers: &HeaderMap, body: &[u8], permissions: Permissions) -> Self {
        Self::of_document(status, headers, &document(body), permissions)
    }

    /// Reads an error in a successful answer: of the body, of the value within it, or of the element at `index`.
    pub(crate) fn within(status: StatusCode, headers: &HeaderMap, body: &[u8], index: Option<usize>) -> Self {
        let document = document(body);
        let value = member(&document, "value").unwrap_or(&document);
        let element = index.and_then(|index| value.get(index));
        let found = element.unwrap_or(if member(&document, "error").is_some() { &document } else { value });
        Self::of_document(status, headers, found, Permissions::NONE)
    }

    fn of_document(status: StatusCode, headers: &HeaderMap, document: &Json, permissions: Permissions) -> Self {
        let error = member(document, "error").unwrap_or(&Json::Null);
        let mut found = Self {
            status,
            code: text(error, "code"),
            message: text(error, "message"),
            target: text(error, "target"),
            details: details(error),
            inner_codes: Vec::new(),
            request_id: None,
            client_request_id: None,
            date: None,
            permissions: if status == StatusCode::FORBIDDEN { permissions } else { Permissions::NONE },
            headers: Received(headers.clone()),
        };
        found.read_inner(error);
        found.open_nested_message();
        if let Json::String(code) = error {
            // The identity platform's form: {"error": "…", "error_description": "…"}.
            found.code = Some(code.clone());
            found.message = text(document, "error_description");
        }
        found.request_id = found.request_id.or_else(|| header(headers, "request-id"));
        found.client_request_id = found.client_request_id.or_else(|| header(headers, "client-request-id"));
        found
    }

    /// Follows `innerError` in `innerError`; the outermost id and date count.
    fn read_inner(&mut self, error: &Json) {
        let mut inner = member(error, "innererror");
        while let Some(error) = inner {
            self.inner_codes.extend(text(error, "code"));
            let ids = || text(error, "request-id").or_else(|| text(error, "requestid"));
            self.request_id = self.request_id.take().or_else(ids);
            self.client_request_id = self.client_request_id.take().or_else(|| text(error, "client-request-id"));
            self.date = self.date.take().or_else(|| text(error, "date"));
            inner = member(error, "innererror");
        }
    }

    /// Intune writes a JSON document into `message`; its own `Message` is what a person can read.
    fn open_nested_message(&mut self) {
        let Some(message) = self.message.as_deref().filter(|message| message.trim_start().starts_with('{')) else {
            return;
        };
        let Ok(document) = serde_json::from_str::<Json>(message) else { return };
        let nested = member(&document, "error").unwrap_or(&document);
        if let Some(code) = text(nested, "code").or_else(|| text(nested, "errorcode")) {
            self.inner_codes.push(code);
        }
        if let Some(message) = text(nested, "message") {
            self.message = Some(message);
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
        Ok(())
    }
}

impl std::error::Error for ApiError {}

/// A body as JSON; `null` where it is not JSON.
fn document(body: &[u8]) -> Json {
    serde_json::from_slice(body).unwrap_or_default()
}

/// A property by its name in any case, but not an empty or `null` one.
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
        message: text(detail, "message"),
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
        let status = StatusCode::from_u16(status).unwrap_or_default();
        let mut headers = HeaderMap::new();
        headers.insert("request-id", http::HeaderValue::from_static("of-the-header"));
        ApiError::read(status, &headers, body.as_bytes(), Permissions::new(&["Device.Read"], &[]))
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
    fn only_a_403_names_the_permissions() {
        let forbidden =
            "403 Forbidden (request-id of-the-header); one of these permissions is needed: delegated: Device.Read";
        assert_eq!(read(403, "").to_string(), forbidden);
        assert_eq!(read(404, "").to_string(), "404 Not Found (request-id of-the-header)");
    }
}
