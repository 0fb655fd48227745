//! Received requests as JSON, without secrets.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, SecondsFormat, Utc};
use graph_core::__private::{remove_secrets, without_secrets};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Method};
use serde_json::{Map, Value as Json, json};

use crate::http::response::ODataError;
use crate::http::spelling::Spelling;
use crate::http::url::ResourcePath;
use crate::testing::request_log::Received;
use crate::testing::template::Template;

/// The requests that are asked for.
#[derive(Debug, Default)]
pub(crate) struct Filter {
    method: Option<Method>,
    path: Option<Template>,
    /// `404`, or the first digit of `4xx`.
    status: Option<(u16, bool)>,
    /// The number of the last request that is known already.
    pub(crate) after: u64,
    /// The number of requests from the end.
    last: Option<usize>,
}

impl Filter {
    /// Reads the parameters `method`, `path`, `status`, `after` and `last`.
    pub(crate) fn read(query: &[(String, String)]) -> Result<Self, ODataError> {
        let mut filter = Self::default();
        for (name, value) in query {
            let wrong = |example: &str| {
                ODataError::refused(format!("'{name}' can't be '{value}': write, for example, {name}={example}."))
            };
            match name.as_str() {
                "method" => filter.method = Some(value.to_uppercase().parse().map_err(|_| wrong("POST"))?),
                "path" => filter.path = Some(Template::parse(value)),
                "status" => filter.status = Some(status(value).ok_or_else(|| wrong("404 or status=4xx"))?),
                "after" => filter.after = value.parse().map_err(|_| wrong("12"))?,
                "last" => filter.last = Some(value.parse().map_err(|_| wrong("10"))?),
                _ => {
                    let message =
                        format!("'{name}' is not a known parameter: use method, path, status, after or last.");
                    return Err(ODataError::refused(message));
                }
            }
        }
        Ok(filter)
    }

    /// The requests as JSON, with the number of each.
    pub(crate) fn apply(&self, entries: Vec<(u64, Received)>) -> Vec<Json> {
        let mut fitting: Vec<_> = entries.into_iter().filter(|(_, received)| self.fits(received)).collect();
        if let Some(skipped) = self.last.and_then(|last| fitting.len().checked_sub(last)) {
            fitting.drain(..skipped);
        }
        fitting.iter().map(|(number, received)| shown(*number, received)).collect()
    }

    fn fits(&self, received: &Received) -> bool {
        let path = received.path_and_query.split('?').next().unwrap_or_default();
        let fits_path = |template: &Template| {
            let segments = ResourcePath::parse(path, Spelling::AnyCase).map(|path| path.segments);
            segments.is_ok_and(|segments| template.match_path(&segments, Spelling::AnyCase).is_some())
        };
        let fits_status = |&(status, is_class): &(u16, bool)| {
            let own = received.status.as_u16();
            if is_class { own / 100 == status } else { own == status }
        };
        self.method.as_ref().is_none_or(|method| *method == received.method)
            && self.status.as_ref().is_none_or(fits_status)
            && self.path.as_ref().is_none_or(fits_path)
    }
}

fn status(text: &str) -> Option<(u16, bool)> {
    match text.strip_suffix("xx") {
        Some(class) => class.parse().ok().map(|class| (class, true)),
        None => text.parse().ok().map(|status| (status, false)),
    }
}

/// A request and its response.
pub(crate) fn shown(number: u64, received: &Received) -> Json {
    let mut request = Map::new();
    request.insert("method".to_owned(), received.method.as_str().into());
    request.insert("url".to_owned(), without_secrets(&received.path_and_query).into());
    request.insert("headers".to_owned(), headers(&received.headers));
    request.insert("bodyLength".to_owned(), received.body_length.into());
    request.insert("isBodyKept".to_owned(), received.is_body_kept.into());
    request.extend(body(&received.headers, &received.body));
    let mut response = Map::new();
    response.insert("status".to_owned(), received.status.as_u16().into());
    if let Some(answer) = &received.answer {
        response.insert("headers".to_owned(), headers(answer.headers()));
        response.extend(body(answer.headers(), answer.body()));
    }
    let time = DateTime::<Utc>::from(received.time).to_rfc3339_opts(SecondsFormat::Millis, true);
    json!({ "number": number, "time": time, "request": request, "response": response })
}

fn headers(headers: &HeaderMap) -> Json {
    let mut shown = Map::new();
    for name in headers.keys() {
        let values = headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes()));
        let text = values.collect::<Vec<_>>().join(", ");
        let is_secret = matches!(name.as_str(), "cookie" | "set-cookie" | "x-identity-header");
        let text = if is_secret { "***".to_owned() } else { without_secrets(&text) };
        shown.insert(name.to_string(), text.into());
    }
    shown.into()
}

/// The body as `json`, `text` or `base64`; nothing for an empty one.
fn body(headers: &HeaderMap, bytes: &[u8]) -> Option<(String, Json)> {
    if bytes.is_empty() {
        return None;
    }
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if content_type.contains("json")
        && let Ok(mut json) = serde_json::from_slice::<Json>(bytes)
    {
        remove_secrets(&mut json);
        return Some(("json".to_owned(), json));
    }
    Some(match std::str::from_utf8(bytes) {
        Ok(text) => ("text".to_owned(), without_secrets(text).into()),
        Err(_) => ("base64".to_owned(), STANDARD.encode(bytes).into()),
    })
}
