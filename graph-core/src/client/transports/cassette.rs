//! Recorded exchanges as JSON text.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use serde_json::{Map, Value};

use super::redaction::Redaction;

const VERSION: u64 = 1;
/// The headers that are recorded: those with a meaning for this crate or its users, without those of the connection.
const HEADERS: [&str; 27] = [
    "accept",
    "client-request-id",
    "consistencylevel",
    "content-range",
    "content-type",
    "deprecation",
    "etag",
    "if-match",
    "if-none-match",
    "last-modified",
    "link",
    "location",
    "odata-version",
    "operation-location",
    "prefer",
    "preference-applied",
    "range",
    "ratelimit-limit",
    "ratelimit-remaining",
    "ratelimit-reset",
    "request-id",
    "retry-after",
    "retry-after-ms",
    "sunset",
    "www-authenticate",
    "x-ms-retry-after-ms",
    "x-ms-throttle-limit-percentage",
];

/// Exchanges that a [`Recorder`](super::recorder::Recorder) recorded, for a [`Replay`](super::replay::Replay).
///
/// # Shape
/// Its text is JSON with one header or property a line, and the same exchanges always have the same text:
///
/// ```json
/// {
///   "version": 1,
///   "exchanges": [
///     {
///       "request": { "method": "GET", "url": "https://graph.microsoft.com/v1.0/me?$select=id" },
///       "response": { "status": 200, "headers": { "content-type": "application/json" }, "json": { "id": "ada" } }
///     }
///   ]
/// }
/// ```
///
/// A body is `json`, `text` if it is UTF-8 but not JSON, else `base64`; an empty body is omitted. A request that failed has an
/// `error` in place of the response. A response with an `error` beside it is a stream that was cut off: its body is what arrived.
///
/// # Errors
/// [`CassetteError`] for a text that is not a cassette. It names the exchange, from 1, and the property.
///
/// # Example
/// ```
/// use graph_core::client::transports::cassette::Cassette;
///
/// let cassette: Cassette = r#"{"version": 1, "exchanges": []}"#.parse()?;
/// assert!(cassette.is_empty());
/// let error = r#"{"version": 1, "exchanges": [{}]}"#.parse::<Cassette>().map_err(|error| error.to_string());
/// assert_eq!(error.err().as_deref(), Some("exchange 1 of the cassette: `request` is missing or has another type"));
/// # Ok::<(), graph_core::client::transports::cassette::CassetteError>(())
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct Cassette {
    pub(super) exchanges: Vec<Exchange>,
}

#[derive(Clone, PartialEq)]
pub(super) struct Exchange {
    pub(super) method: String,
    pub(super) url: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Body,
    pub(super) response: Result<Recorded, String>,
}

#[derive(Clone, PartialEq)]
pub(super) struct Recorded {
    pub(super) status: StatusCode,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Body,
    /// The error that ended the body early.
    pub(super) cut: Option<String>,
}

#[derive(Clone, PartialEq)]
pub(super) enum Body {
    Empty,
    Json(Value),
    Text(String),
    Binary(Bytes),
}

impl Exchange {
    /// The error in place of the response, or after a part of it.
    fn error(&self) -> Option<&str> {
        match &self.response {
            Ok(recorded) => recorded.cut.as_deref(),
            Err(error) => Some(error),
        }
    }
}

impl Body {
    pub(super) fn read(bytes: &Bytes, redaction: &mut Redaction) -> Self {
        if bytes.is_empty() {
            return Self::Empty;
        }
        if let Ok(mut value) = serde_json::from_slice(bytes) {
            redaction.json(&mut value);
            return Self::Json(value);
        }
        std::str::from_utf8(bytes).map_or_else(|_| Self::Binary(bytes.clone()), |text| Self::Text(redaction.text(text)))
    }

    pub(super) fn to_bytes(&self) -> Bytes {
        match self {
            Self::Empty => Bytes::new(),
            Self::Json(value) => value.to_string().into(),
            Self::Text(text) => text.clone().into(),
            Self::Binary(bytes) => bytes.clone(),
        }
    }

    fn write(&self, message: &mut Map<String, Value>) {
        let (name, value) = match self {
            Self::Empty => return,
            Self::Json(value) => ("json", value.clone()),
            Self::Text(text) => ("text", text.clone().into()),
            Self::Binary(bytes) => ("base64", STANDARD.encode(bytes).into()),
        };
        message.insert(name.to_owned(), value);
    }

    fn parse(message: &Map<String, Value>) -> Result<Self, &'static str> {
        match (message.get("json"), message.get("text"), message.get("base64")) {
            (None, None, None) => Ok(Self::Empty),
            (Some(value), None, None) => Ok(Self::Json(value.clone())),
            (None, Some(Value::String(text)), None) => Ok(Self::Text(text.clone())),
            (None, None, Some(Value::String(text))) => {
                STANDARD.decode(text).map(|bytes| Self::Binary(bytes.into())).map_err(|_| "base64")
            }
            (None, Some(_), None) => Err("text"),
            (None, None, Some(_)) => Err("base64"),
            _ => Err("json"),
        }
    }
}

/// The recorded headers, sorted.
pub(super) fn read_headers(headers: &HeaderMap, redaction: &mut Redaction) -> Vec<(String, String)> {
    let mut recorded = Vec::new();
    for name in HEADERS {
        for value in headers.get_all(name).iter().filter_map(|value| value.to_str().ok()) {
            recorded.push((name.to_owned(), redaction.header(name, value)));
        }
    }
    recorded
}

impl Recorded {
    pub(super) fn to_http(&self) -> Response<Bytes> {
        let mut response = Response::new(self.body.to_bytes());
        *response.status_mut() = self.status;
        for (name, value) in &self.headers {
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
                response.headers_mut().append(name, value);
            }
        }
        if matches!(self.body, Body::Json(_)) && !response.headers().contains_key(CONTENT_TYPE) {
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        // That of the service is not recorded: a body without its secrets has another length.
        if !response.body().is_empty() && self.cut.is_none() {
            let length = response.body().len().into();
            response.headers_mut().insert(CONTENT_LENGTH, length);
        }
        response
    }
}

impl Cassette {
    /// The number of exchanges.
    #[must_use]
    pub fn len(&self) -> usize {
        self.exchanges.len()
    }

    /// Returns `true` if the cassette is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.exchanges.is_empty()
    }
}

impl fmt::Debug for Cassette {
    /// Omits the exchanges.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cassette").field("len", &self.len()).finish_non_exhaustive()
    }
}

/// Values of one name are in one line each: a repeated header is an array.
fn write_headers(headers: &[(String, String)], message: &mut Map<String, Value>) {
    let mut object: Map<String, Value> = Map::new();
    for (name, value) in headers {
        match object.get_mut(name) {
            Some(Value::Array(values)) => values.push(value.clone().into()),
            Some(first) => *first = Value::Array(vec![first.take(), value.clone().into()]),
            None => {
                object.insert(name.clone(), value.clone().into());
            }
        }
    }
    if !object.is_empty() {
        message.insert("headers".to_owned(), object.into());
    }
}

fn parse_headers(message: &Map<String, Value>) -> Option<Vec<(String, String)>> {
    let Some(headers) = message.get("headers") else { return Some(Vec::new()) };
    let mut parsed = Vec::new();
    for (name, value) in headers.as_object()? {
        HeaderName::try_from(name).ok()?;
        let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        for value in values {
            let value = value.as_str()?;
            HeaderValue::try_from(value).ok()?;
            parsed.push((name.to_ascii_lowercase(), value.to_owned()));
        }
    }
    Some(parsed)
}

impl fmt::Display for Cassette {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let exchanges = self.exchanges.iter().map(|exchange| {
            let mut request = Map::new();
            request.insert("method".to_owned(), exchange.method.clone().into());
            request.insert("url".to_owned(), exchange.url.clone().into());
            write_headers(&exchange.headers, &mut request);
            exchange.body.write(&mut request);
            let mut object = Map::new();
            object.insert("request".to_owned(), request.into());
            if let Ok(recorded) = &exchange.response {
                let mut response = Map::new();
                response.insert("status".to_owned(), recorded.status.as_u16().into());
                write_headers(&recorded.headers, &mut response);
                recorded.body.write(&mut response);
                object.insert("response".to_owned(), response.into());
            }
            if let Some(error) = exchange.error() {
                object.insert("error".to_owned(), error.into());
            }
            Value::from(object)
        });
        let mut cassette = Map::new();
        cassette.insert("version".to_owned(), VERSION.into());
        cassette.insert("exchanges".to_owned(), exchanges.collect());
        writeln!(f, "{:#}", Value::from(cassette))
    }
}

impl FromStr for Cassette {
    type Err = CassetteError;

    fn from_str(text: &str) -> Result<Self, CassetteError> {
        let cassette: Value =
            serde_json::from_str(text).map_err(|error| CassetteError(format!("the cassette is not JSON: {error}")))?;
        if cassette.get("version").and_then(Value::as_u64) != Some(VERSION) {
            return Err(CassetteError(format!("the `version` of the cassette is not {VERSION}: record it again")));
        }
        let Some(exchanges) = cassette.get("exchanges").and_then(Value::as_array) else {
            return Err(CassetteError("the cassette has no array `exchanges`".to_owned()));
        };
        let mut parsed = Self::default();
        for (index, exchange) in exchanges.iter().enumerate() {
            let exchange = parse_exchange(exchange).map_err(|property| {
                CassetteError(format!(
                    "exchange {} of the cassette: `{property}` is missing or has another type",
                    index + 1
                ))
            })?;
            parsed.exchanges.push(exchange);
        }
        Ok(parsed)
    }
}

fn parse_exchange(exchange: &Value) -> Result<Exchange, &'static str> {
    let request = exchange.get("request").and_then(Value::as_object).ok_or("request")?;
    let text = |name: &'static str| request.get(name).and_then(Value::as_str).map(str::to_owned).ok_or(name);
    let response = match (exchange.get("response"), exchange.get("error")) {
        (Some(Value::Object(response)), cut @ (None | Some(Value::String(_)))) => {
            let cut = cut.and_then(Value::as_str).map(str::to_owned);
            let status = response.get("status").and_then(Value::as_u64).and_then(|status| u16::try_from(status).ok());
            let status = status.and_then(|status| StatusCode::from_u16(status).ok()).ok_or("status")?;
            let headers = parse_headers(response).ok_or("headers")?;
            Ok(Recorded { status, headers, body: Body::parse(response)?, cut })
        }
        (None, Some(Value::String(error))) => Err(error.clone()),
        _ => return Err("response"),
    };
    let headers = parse_headers(request).ok_or("headers")?;
    Ok(Exchange { method: text("method")?, url: text("url")?, headers, body: Body::parse(request)?, response })
}

/// A text that is not a cassette. It never shows a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CassetteError(String);

impl fmt::Display for CassetteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for CassetteError {}
