//! `POST /$batch`: several requests in one, each performed as if it came alone.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, URL_SAFE_NO_PAD};
use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode, Uri};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use serde_json::{Map, Value as Json, json};

use crate::http::request::ParsedRequest;
use crate::http::response::{ODataError, ODataResponse};
use crate::service::request::require_token;
use crate::store::properties::Properties;

/// Graph's limit: <https://learn.microsoft.com/graph/json-batching>.
const MAX_REQUESTS: usize = 20;

/// Base64url with or without padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

struct InnerRequest {
    id: String,
    depends_on: Vec<String>,
    request: Request<Bytes>,
}

pub(crate) fn is_batch(request: &ParsedRequest) -> bool {
    matches!(request.segments(), Some([only]) if request.spelling.is(only, "$batch"))
}

/// Performs the requests in their order. The responses have another order: a client must not rely on it.
pub(crate) fn respond(
    batch: &ParsedRequest,
    send: impl Fn(Request<Bytes>) -> Option<Response<Bytes>>,
) -> Result<ODataResponse, ODataError> {
    require_token(batch.headers)?;
    batch.body()?;
    if batch.method != Method::POST {
        return Err(ODataError::method_not_allowed("POST"));
    }
    if batch.uri().query().is_some_and(|query| !query.is_empty()) {
        return Err(ODataError::not_implemented("query options of '$batch'"));
    }
    let requests = inner_requests(batch, &batch.json_object()?)?;
    let mut has_failed: HashMap<String, bool> = HashMap::new();
    let mut responses = Vec::new();
    for InnerRequest { id, depends_on, request } in requests {
        let is_blocked = depends_on.iter().any(|id| has_failed.get(&id.to_lowercase()).copied().unwrap_or(true));
        let response = if is_blocked {
            failed_dependency(&id)
        } else {
            // A fault: the request is performed, and the batch has no response to it.
            let Some(response) = send(request) else {
                has_failed.insert(id.to_lowercase(), false);
                continue;
            };
            response_json(&id, &response)
        };
        has_failed.insert(id.to_lowercase(), response.get("status").and_then(Json::as_u64).is_none_or(|s| s >= 400));
        responses.push(Json::Object(response));
    }
    responses.reverse();
    Ok(ODataResponse::json(StatusCode::OK, json!({ "responses": responses })))
}

/// Parses all requests before the first is performed: one invalid request rejects the batch.
fn inner_requests(batch: &ParsedRequest, body: &Properties) -> Result<Vec<InnerRequest>, ODataError> {
    let Some(requests) = body.get("requests").and_then(Json::as_array).filter(|requests| !requests.is_empty()) else {
        return Err(invalid("The body must have 'requests', a non-empty array"));
    };
    if requests.len() > MAX_REQUESTS {
        return Err(invalid(&format!("Number of batch request steps exceeds the maximum value of {MAX_REQUESTS}")));
    }
    let mut inner_requests: Vec<InnerRequest> = Vec::new();
    for request in requests {
        let inner = inner_request(batch, request)?;
        let is_before = |id: &String| inner_requests.iter().any(|earlier| earlier.id.eq_ignore_ascii_case(id));
        if is_before(&inner.id) {
            return Err(invalid(&format!("The id '{}' is given more than once", inner.id)));
        }
        if let Some(unknown) = inner.depends_on.iter().find(|id| !is_before(id)) {
            return Err(invalid(&format!("'{}' depends on '{unknown}', which is not a request before it", inner.id)));
        }
        inner_requests.push(inner);
    }
    Ok(inner_requests)
}

fn inner_request(batch: &ParsedRequest, request: &Json) -> Result<InnerRequest, ODataError> {
    let text = |name: &str| request.get(name).and_then(Json::as_str).filter(|text| !text.is_empty());
    let required = |name: &str| text(name).ok_or_else(|| invalid(&format!("A request needs '{name}', a string")));
    let id = required("id")?.to_owned();
    let method: Method = required("method")?.parse().map_err(|_| invalid(&format!("'{id}' has no method")))?;
    let uri = uri(batch.uri(), required("url")?).ok_or_else(|| invalid(&format!("'{id}' has no relative URL")))?;
    let invalid_headers = || invalid(&format!("'{id}' has invalid headers, or too many"));
    let mut headers = headers(request.get("headers")).ok_or_else(invalid_headers)?;
    let body = match request.get("body") {
        None | Some(Json::Null) => Bytes::new(),
        Some(body) => {
            let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
            let content_type =
                content_type.ok_or_else(|| invalid(&format!("'{id}' has a body and no Content-Type")))?;
            decoded(content_type, body).ok_or_else(|| invalid(&format!("'{id}' has no body of its Content-Type")))?
        }
    };
    for name in [AUTHORIZATION, HOST] {
        if let (Some(outer), false) = (batch.headers.get(&name), headers.contains_key(&name)) {
            headers.try_insert(name, outer.clone()).map_err(|_| invalid_headers())?;
        }
    }
    let depends_on = depends_on(request.get("dependsOn"));
    let depends_on =
        depends_on.ok_or_else(|| invalid(&format!("'{id}' has a 'dependsOn' that is not a list of ids")))?;
    let mut inner = Request::new(body);
    *inner.method_mut() = method;
    *inner.uri_mut() = uri;
    *inner.headers_mut() = headers;
    batch.share_origin(inner.extensions_mut());
    Ok(InnerRequest { id, depends_on, request: inner })
}

/// Characters that a URL can't have and that the service accepts in the URL of a batch's request: its page writes `$filter=city
/// eq null`, <https://learn.microsoft.com/graph/json-batching>.
const UNENCODED: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`').add(b'{').add(b'|').add(b'}');

/// The URL on the host and with the version of the batch.
///
/// # Rule
/// The URL is relative. The service rejects an absolute one, also on its own host: [msgraph-sdk-python, issue
/// 1015](https://github.com/microsoftgraph/msgraph-sdk-python/issues/1015).
fn uri(batch: &Uri, relative: &str) -> Option<Uri> {
    let relative = relative.strip_prefix('/').unwrap_or(relative);
    let path = relative.split('?').next().unwrap_or_default();
    let is_batch = percent_decode_str(path.trim_end_matches('/')).decode_utf8_lossy().eq_ignore_ascii_case("$batch");
    if path.is_empty() || path.contains("://") || path.starts_with('/') || is_batch {
        return None;
    }
    let version = batch.path().trim_end_matches('/').rsplit_once('/').map_or("", |(version, _)| version);
    let mut parts = batch.clone().into_parts();
    parts.path_and_query = Some(format!("{version}/{}", utf8_percent_encode(relative, UNENCODED)).parse().ok()?);
    Uri::from_parts(parts).ok()
}

fn headers(headers: Option<&Json>) -> Option<HeaderMap> {
    let mut read = HeaderMap::new();
    match headers {
        None | Some(Json::Null) => {}
        Some(Json::Object(headers)) => {
            for (name, value) in headers {
                let (name, value) = (HeaderName::try_from(name).ok()?, HeaderValue::from_str(value.as_str()?).ok()?);
                // A map of headers has a capacity of some ten thousand.
                read.try_insert(name, value).ok()?;
            }
        }
        Some(_) => return None,
    }
    Some(read)
}

fn depends_on(ids: Option<&Json>) -> Option<Vec<String>> {
    match ids {
        None | Some(Json::Null) => Some(Vec::new()),
        Some(ids) => ids.as_array()?.iter().map(|id| id.as_str().map(str::to_owned)).collect(),
    }
}

/// The form of a body in the batch's JSON.
#[derive(PartialEq, Eq)]
enum Form {
    Json,
    Text,
    Base64,
}

fn form(content_type: &str) -> Form {
    let media_type = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match media_type.as_str() {
        "application/json" => Form::Json,
        other if other.starts_with("text/") => Form::Text,
        _ => Form::Base64,
    }
}

fn decoded(content_type: &str, body: &Json) -> Option<Bytes> {
    match form(content_type) {
        Form::Json => Some(body.to_string().into()),
        Form::Text => Some(body.as_str()?.to_owned().into()),
        // Some clients write plain base64: the two differ in two characters.
        Form::Base64 => BASE64.decode(body.as_str()?.replace('+', "-").replace('/', "_")).ok().map(Bytes::from),
    }
}

/// A response in the batch's JSON.
fn response_json(id: &str, response: &Response<Bytes>) -> Map<String, Json> {
    let headers = response.headers().iter();
    let headers = headers.map(|(name, value)| (title_case(name), String::from_utf8_lossy(value.as_bytes()).into()));
    let content_type = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let bytes = response.body();
    let body = match form(content_type) {
        _ if bytes.is_empty() => None,
        Form::Json => serde_json::from_slice(bytes).ok(),
        Form::Text => Some(Json::from(String::from_utf8_lossy(bytes))),
        Form::Base64 => Some(URL_SAFE_NO_PAD.encode(bytes).into()),
    };
    let mut shown = Map::new();
    shown.insert("id".to_owned(), id.into());
    shown.insert("status".to_owned(), response.status().as_u16().into());
    shown.insert("headers".to_owned(), headers.collect::<Map<_, _>>().into());
    shown.extend(body.map(|body| ("body".to_owned(), body)));
    shown
}

/// The name of a header as Graph writes it in a batch: `Retry-After`.
fn title_case(name: &HeaderName) -> String {
    let mut is_first = true;
    let titled = name.as_str().chars().map(|c| {
        let c = if is_first { c.to_ascii_uppercase() } else { c };
        is_first = c == '-';
        c
    });
    titled.collect()
}

fn failed_dependency(id: &str) -> Map<String, Json> {
    let error = json!({ "code": "FailedDependency", "message": "A request that this one depends on has failed." });
    let mut shown = Map::new();
    shown.insert("id".to_owned(), id.into());
    shown.insert("status".to_owned(), StatusCode::FAILED_DEPENDENCY.as_u16().into());
    shown.insert("headers".to_owned(), json!({ "Content-Type": "application/json" }));
    shown.insert("body".to_owned(), json!({ "error": error }));
    shown
}

fn invalid(what: &str) -> ODataError {
    ODataError::invalid_query(format!("Invalid batch payload format: {what}."))
}
