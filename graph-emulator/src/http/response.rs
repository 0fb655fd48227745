//! Responses: results, errors with Graph's error body, and the HTTP response of either.

use std::error::Error;
use std::time::{SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use chrono::DateTime;
use http::header::{ALLOW, CONTENT_TYPE, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode};
use serde_json::{Value as Json, json};
use uuid::Uuid;

/// Graph's content type of JSON.
const JSON: &str = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

const CLIENT_REQUEST_ID: &str = "client-request-id";

/// The response to a request that succeeded.
pub(crate) struct ODataResponse {
    status: StatusCode,
    headers: Vec<(HeaderName, String)>,
    body: Body,
}

enum Body {
    Nothing,
    Json(Json),
    /// Bytes with their content type.
    Raw(String, Bytes),
}

impl ODataResponse {
    pub(crate) fn json(status: StatusCode, body: impl Into<Json>) -> Self {
        Self { status, headers: Vec::new(), body: Body::Json(body.into()) }
    }

    pub(crate) fn raw(status: StatusCode, content_type: String, bytes: Bytes) -> Self {
        Self { status, headers: Vec::new(), body: Body::Raw(content_type, bytes) }
    }

    pub(crate) fn text(text: String) -> Self {
        Self::raw(StatusCode::OK, "text/plain".to_owned(), text.into())
    }

    pub(crate) fn no_content() -> Self {
        Self::empty(StatusCode::NO_CONTENT)
    }

    pub(crate) fn empty(status: StatusCode) -> Self {
        Self { status, headers: Vec::new(), body: Body::Nothing }
    }

    pub(crate) fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    pub(crate) fn header(mut self, name: HeaderName, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    /// The JSON of the body, if it has JSON.
    pub(crate) fn json_mut(&mut self) -> Option<&mut Json> {
        match &mut self.body {
            Body::Json(json) => Some(json),
            Body::Nothing | Body::Raw(..) => None,
        }
    }

    /// The request is accepted, and has changed nothing that is stored.
    pub(crate) fn is_accepted(&self) -> bool {
        self.status == StatusCode::ACCEPTED
    }

    pub(crate) fn header_value(&self, name: &HeaderName) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// The response to a request that failed: nothing has changed.
#[derive(Debug, Clone)]
pub(crate) struct ODataError {
    status: StatusCode,
    code: &'static str,
    message: String,
    /// What the service would not say.
    detail: Option<String>,
    headers: Vec<(HeaderName, String)>,
}

impl ODataError {
    fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), detail: None, headers: Vec::new() }
    }

    pub(crate) fn unauthorized() -> Self {
        let message = "Access token is empty: send `Authorization: Bearer <token>`.";
        let failure = Self::new(StatusCode::UNAUTHORIZED, "InvalidAuthenticationToken", message);
        failure.header(WWW_AUTHENTICATE, "Bearer")
    }

    /// A token that the emulator did not issue, or that is no longer valid. The challenge is that of a revoked session.
    pub(crate) fn token_refused() -> Self {
        let message = "Continuous access evaluation resulted in challenge: the token was revoked, has expired, or is not of this emulator.";
        // {"access_token":{"nbf":{"essential":true,"value":"1"}}}
        let claims = "eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwidmFsdWUiOiIxIn19fQ==";
        let challenge = format!(r#"Bearer realm="", error="insufficient_claims", claims="{claims}""#);
        Self::new(StatusCode::UNAUTHORIZED, "InvalidAuthenticationToken", message).header(WWW_AUTHENTICATE, challenge)
    }

    /// A token for another resource than Graph.
    pub(crate) fn invalid_audience() -> Self {
        let message = "Access token validation failure. Invalid audience.";
        Self::new(StatusCode::UNAUTHORIZED, "InvalidAuthenticationToken", message)
    }

    /// A request that the permissions of the token do not cover.
    pub(crate) fn insufficient_privileges(reason: &str) -> Self {
        let message = "Insufficient privileges to complete the operation.";
        let failure = Self::new(StatusCode::FORBIDDEN, "Authorization_RequestDenied", message);
        Self { detail: Some(reason.to_owned()), ..failure }
    }

    /// A request about the signed-in user with a token that has none.
    pub(crate) fn no_user() -> Self {
        Self::refused("/me request is only valid with delegated authentication flow.")
    }

    /// A request to a control path from elsewhere.
    pub(crate) fn forbidden(message: &str) -> Self {
        Self::new(StatusCode::FORBIDDEN, "accessDenied", message)
    }

    /// A control path that does not exist.
    pub(crate) fn unknown_control(message: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "itemNotFound", message)
    }

    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "Request_BadRequest", message)
    }

    /// A query that can't be parsed.
    pub(crate) fn invalid_query(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "BadRequest", message)
    }

    /// A request that the metadata forbids.
    pub(crate) fn refused(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "BadRequest", message)
    }

    /// A notification URL that did not answer its validation.
    pub(crate) fn validation_failed(reason: &str) -> Self {
        let message = format!("Subscription validation request failed. {reason}");
        Self::new(StatusCode::BAD_REQUEST, "ValidationError", message)
    }

    pub(crate) fn no_property(name: &str, of: &str, nearest: Option<&str>) -> Self {
        Self::refused(format!("Could not find a property named '{name}' on type '{of}'.{}", did_you_mean(nearest)))
    }

    pub(crate) fn no_type(name: &str, nearest: Option<&str>) -> Self {
        Self::refused(format!("A type named '{name}' could not be resolved by the model.{}", did_you_mean(nearest)))
    }

    pub(crate) fn other_type(found: &str, expected: &str) -> Self {
        Self::refused(format!(
            "A resource with type '{found}' was found, but it is not assignable to the expected type '{expected}'."
        ))
    }

    /// A query that the service rejects as unsupported.
    pub(crate) fn unsupported_query(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "Request_UnsupportedQuery", message)
    }

    pub(crate) fn not_found(what: &str) -> Self {
        let message = format!(
            "Resource '{what}' does not exist or one of its queried reference-property objects are not present."
        );
        Self::new(StatusCode::NOT_FOUND, "Request_ResourceNotFound", message)
    }

    /// As [`not_found`](Self::not_found), of a path that may be meant as a collection.
    pub(crate) fn no_collection(what: &str) -> Self {
        let mut failure = Self::not_found(what);
        failure.message += " (Nothing was stored there: seed an entity, or declare an empty collection.)";
        failure
    }

    pub(crate) fn method_not_allowed(allowed: &'static str) -> Self {
        let known = if allowed.is_empty() { "none" } else { allowed };
        let message = format!("Specified HTTP method is not allowed for the request target; allowed: {known}.");
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "methodNotAllowed", message).header(ALLOW, allowed)
    }

    pub(crate) fn already_exists(id: &str) -> Self {
        let message = format!("An entity with the id '{id}' already exists in this collection.");
        Self::new(StatusCode::CONFLICT, "nameAlreadyExists", message)
    }

    /// A file that an upload session would replace.
    pub(crate) fn name_already_exists() -> Self {
        let message = "Another file exists with the same name as the uploaded session.";
        Self::new(StatusCode::CONFLICT, "nameAlreadyExists", message)
    }

    pub(crate) fn item_not_found(message: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "itemNotFound", message)
    }

    pub(crate) fn range_not_satisfiable(message: &str) -> Self {
        Self::new(StatusCode::RANGE_NOT_SATISFIABLE, "invalidRange", message)
    }

    /// A token for a URL that needs none.
    pub(crate) fn pre_authenticated() -> Self {
        let message = "The URL is pre-authenticated: send no `Authorization`.";
        Self::new(StatusCode::UNAUTHORIZED, "unauthenticated", message)
    }

    pub(crate) fn precondition_failed() -> Self {
        let message = "The entity's ETag is not one of those in `If-Match`.";
        Self::new(StatusCode::PRECONDITION_FAILED, "preconditionFailed", message)
    }

    pub(crate) fn too_large() -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "requestEntityTooLarge", "The request body is too large.")
    }

    pub(crate) fn not_json() -> Self {
        let message = "The body's `Content-Type` must be `application/json`.";
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupportedMediaType", message)
    }

    pub(crate) fn not_implemented(what: &str) -> Self {
        Self::new(StatusCode::NOT_IMPLEMENTED, "notImplemented", format!("The emulator does not implement {what}."))
    }

    /// A `POST` to a path without a collection, whose body may be an action's parameters. With metadata the reader may use the
    /// command line, which has no handlers.
    pub(crate) fn no_handler(path: &str, is_known: bool) -> Self {
        if is_known {
            return Self::not_implemented(&format!(
                "`POST {path}`: the path is not a collection, and no handler is registered"
            ));
        }
        Self::not_implemented(&format!(
            "`POST {path}` to an unknown path: an action needs a handler, and a create a declared collection or an \
             `@odata.type` in the body"
        ))
    }

    /// A call of an action without a handler.
    pub(crate) fn no_action(name: &str) -> Self {
        Self::not_implemented(&format!("the action '{name}' here; no handler is registered"))
    }

    /// A call of an operation of the metadata without a handler.
    pub(crate) fn no_operation(method: &Method, template: &str) -> Self {
        Self::not_implemented(&format!(
            "this operation: no handler is registered for `{method} {template}`. With `--empty-responses` its \
             response is empty"
        ))
    }

    pub(crate) fn sync_state_not_found() -> Self {
        let message = "The sync state generation is not found; start again without a token.";
        Self::new(StatusCode::GONE, "syncStateNotFound", message)
    }

    /// The request was performed, but the data file was not written.
    pub(crate) fn not_saved(why: &dyn Error) -> Self {
        let source = why.source().map(|source| format!(": {source}")).unwrap_or_default();
        let message = format!("The change was made, but {why}{source}.");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "generalException", message)
    }

    /// The error of a fault.
    pub(crate) fn injected(status: StatusCode) -> Self {
        let code = match status {
            StatusCode::UNAUTHORIZED => "InvalidAuthenticationToken",
            StatusCode::TOO_MANY_REQUESTS => "TooManyRequests",
            StatusCode::SERVICE_UNAVAILABLE => "serviceNotAvailable",
            StatusCode::GATEWAY_TIMEOUT => "gatewayTimeout",
            _ => "generalException",
        };
        Self::new(status, code, "A fault of the emulator.")
    }

    pub(crate) fn header(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    fn into_response(self, request_id: &str, client_request_id: Option<&HeaderValue>) -> ODataResponse {
        let mut inner = json!({ "date": now(), "request-id": request_id });
        if let (Some(id), Json::Object(inner)) = (client_request_id.and_then(|id| id.to_str().ok()), &mut inner) {
            inner.insert(CLIENT_REQUEST_ID.to_owned(), id.into());
        }
        let mut error = json!({ "code": self.code, "message": self.message, "innerError": inner });
        if let (Some(detail), Some(error)) = (&self.detail, error.as_object_mut()) {
            error.insert("details".to_owned(), json!([{ "code": "emulator", "message": detail }]));
        }
        let body = json!({ "error": error });
        ODataResponse { status: self.status, headers: self.headers, body: Body::Json(body) }
    }
}

/// The end of a message that suggests a name.
pub(crate) fn did_you_mean(nearest: Option<&str>) -> String {
    nearest.map(|name| format!(" (Did you mean '{name}'?)")).unwrap_or_default()
}

/// The HTTP response, with a request id and the client's request id.
pub(crate) fn response(outcome: Result<ODataResponse, ODataError>, request: &HeaderMap) -> Response<Bytes> {
    let request_id = Uuid::new_v4().to_string();
    let client_request_id = request.get(CLIENT_REQUEST_ID);
    let response = outcome.unwrap_or_else(|failure| failure.into_response(&request_id, client_request_id));
    let mut headers = HeaderMap::new();
    if let Some(id) = client_request_id {
        headers.insert(CLIENT_REQUEST_ID, id.clone());
    }
    let (content_type, body) = match response.body {
        Body::Nothing => (None, Bytes::new()),
        Body::Json(body) => (Some(JSON.to_owned()), body.to_string().into()),
        Body::Raw(content_type, bytes) => (Some(content_type), bytes),
    };
    headers.insert("odata-version", HeaderValue::from_static("4.0"));
    let content_type = content_type.map(|content_type| (CONTENT_TYPE, content_type));
    let own = content_type.into_iter().chain(response.headers);
    for (name, value) in own.chain([(HeaderName::from_static("request-id"), request_id)]) {
        // Constants, ETags, UUIDs and encoded URLs are valid header values; a handler's value may be invalid.
        let Ok(value) = HeaderValue::try_from(value) else { continue };
        // A header that is invalid or exceeds the capacity of the map is left out.
        let _ = if name == CONTENT_TYPE {
            headers.try_insert(name, value).map(|_| true)
        } else {
            headers.try_append(name, value)
        };
    }
    let mut http = Response::new(body);
    *http.status_mut() = response.status;
    *http.headers_mut() = headers;
    http
}

/// The time as Graph writes it: UTC in whole seconds, without an offset.
fn now() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let time = i64::try_from(seconds).ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0)).unwrap_or_default();
    time.format("%Y-%m-%dT%H:%M:%S").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_has_graphs_body_and_both_ids() {
        let mut request = HeaderMap::new();
        request.insert(CLIENT_REQUEST_ID, HeaderValue::from_static("mine"));
        let response = response(Err(ODataError::not_found("ada")), &request);
        let body: Json = serde_json::from_slice(response.body()).unwrap();
        assert_eq!(response.status(), 404);
        assert_eq!(body["error"]["code"], "Request_ResourceNotFound");
        let inner = &body["error"]["innerError"];
        assert_eq!(inner["client-request-id"], "mine");
        assert_eq!(response.headers()["client-request-id"], "mine");
        assert_eq!(inner["request-id"], response.headers()["request-id"].to_str().unwrap());
        assert_eq!(inner["date"].as_str().map(str::len), Some("2026-11-24T21:17:00".len()));
    }

    #[test]
    fn nothing_is_sent_with_204() {
        let response = response(Ok(ODataResponse::no_content()), &HeaderMap::new());
        assert_eq!(response.status(), 204);
        assert!(response.body().is_empty());
        assert!(!response.headers().contains_key(CONTENT_TYPE));
    }
}
