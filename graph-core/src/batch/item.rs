//! The JSON form of a request in a batch.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request as HttpRequest};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

use super::groups::Node;
use super::media;
use crate::client::cloud::ServiceRoot;
use crate::client::retry::RetryPolicy;
use crate::error::error::BatchError;
use crate::value::path::ApiVersion;

/// A request that can be sent.
pub(super) struct Item {
    pub(super) method: Method,
    pub(super) version: ApiVersion,
    /// The retry policy of the request, if it has one.
    pub(super) policy: Option<RetryPolicy>,
    url: String,
    headers: HeaderMap,
    body: Option<Box<RawValue>>,
}

impl Item {
    pub(super) fn new(
        request: HttpRequest<Bytes>,
        root: &ServiceRoot,
        policy: Option<RetryPolicy>,
    ) -> Result<Self, BatchError> {
        let (head, body) = request.into_parts();
        let unsupported = BatchError::Unsupported { reason: "its URL is not below a version of the service" };
        let (version, url) = root.split(&head.uri).ok_or(unsupported)?;
        let mut headers = head.headers;
        let body = item_body(&head.method, &mut headers, &body)?;
        Ok(Self { version, policy, url: url.to_owned(), method: head.method, headers, body })
    }
}

/// # Rule
/// A write requires a body and its `Content-Type`, which may be `{}`: otherwise the service refuses the
/// whole call ([JSON batching](https://learn.microsoft.com/graph/json-batching#processing-the-json-batch-response)).
fn item_body(method: &Method, headers: &mut HeaderMap, body: &Bytes) -> Result<Option<Box<RawValue>>, BatchError> {
    let writes = [Method::POST, Method::PUT, Method::PATCH].contains(method);
    if !body.is_empty() {
        headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static("application/octet-stream"));
    } else if writes && !headers.contains_key(CONTENT_TYPE) {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        return media::encode(headers, &Bytes::from_static(b"{}")).map(Some);
    } else if !writes {
        return Ok(None);
    }
    media::encode(headers, body).map(Some)
}

/// A request of the next call.
pub(super) struct Ready<'a> {
    /// The position in the batch, from 0.
    pub(super) index: usize,
    pub(super) item: &'a Item,
    /// The positions of its dependencies in the same call.
    pub(super) after: Vec<usize>,
}

impl Ready<'_> {
    pub(super) fn node(&self) -> Node<'_> {
        Node { index: self.index, version: self.item.version, after: &self.after }
    }
}

/// The id of the request at `index`.
fn id(index: usize) -> String {
    (index + 1).to_string()
}

/// The position of the request with an id.
pub(super) fn index(id: &str) -> Option<usize> {
    id.trim().parse::<usize>().ok()?.checked_sub(1)
}

impl Serialize for Ready<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Item { method, url, headers, body, .. } = self.item;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &id(self.index))?;
        map.serialize_entry("method", method.as_str())?;
        map.serialize_entry("url", url)?;
        if !headers.is_empty() {
            map.serialize_entry("headers", &Headers(headers))?;
        }
        if let Some(body) = body {
            map.serialize_entry("body", body)?;
        }
        if !self.after.is_empty() {
            let ids: Vec<String> = self.after.iter().map(|index| id(*index)).collect();
            map.serialize_entry("dependsOn", &ids)?;
        }
        map.end()
    }
}

/// An object of headers. Values with the same name are joined, as HTTP allows.
struct Headers<'a>(&'a HeaderMap);

impl Serialize for Headers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entries = self.0.keys().map(|name| {
            let values = self.0.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes()));
            (titled(name), values.collect::<Vec<_>>().join(", "))
        });
        serializer.collect_map(entries)
    }
}

/// `Content-Type` instead of `content-type`: the service has required this spelling.
fn titled(name: &HeaderName) -> String {
    let mut is_first = true;
    let title = |c: char| {
        let c = if is_first { c.to_ascii_uppercase() } else { c };
        is_first = c == '-';
        c
    };
    name.as_str().chars().map(title).collect()
}

/// The body of a call with these requests.
pub(super) struct Document<'a>(pub(super) &'a [&'a Ready<'a>]);

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([("requests", self.0)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::cloud::Cloud;

    fn shown(method: Method, headers: &[(&str, &str)], body: &'static str) -> String {
        let mut builder = HttpRequest::builder().method(method).uri("https://graph.microsoft.com/beta/me?$select=id");
        for (name, value) in headers {
            builder = builder.header(*name, *value);
        }
        let request = builder.body(Bytes::from_static(body.as_bytes())).unwrap_or_else(|error| panic!("{error}"));
        let root = ServiceRoot::new(Cloud::Global, ApiVersion::V1_0);
        let item = Item::new(request, &root, None).unwrap_or_else(|error| panic!("{error}"));
        let ready = Ready { index: 2, item: &item, after: vec![0, 1] };
        serde_json::to_string(&Document(&[&ready])).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn a_read_has_no_body() {
        let item = r#"{"requests":[{"id":"3","method":"GET","url":"/me?$select=id","dependsOn":["1","2"]}]}"#;
        assert_eq!(shown(Method::GET, &[], ""), item);
        assert_eq!(shown(Method::DELETE, &[], ""), item.replace("GET", "DELETE"));
    }

    #[test]
    fn headers_are_one_object() {
        let headers = [("prefer", "a"), ("consistencylevel", "eventual"), ("prefer", "b=\"é\"")];
        let item = r#""headers":{"Prefer":"a, b=\"é\"","Consistencylevel":"eventual"}"#;
        assert!(shown(Method::GET, &headers, "").contains(item));
    }

    #[test]
    fn a_write_has_a_body() {
        let empty = r#""headers":{"Content-Type":"application/json"},"body":{}"#;
        for method in [Method::POST, Method::PUT, Method::PATCH] {
            assert!(shown(method, &[], "").contains(empty));
        }
        assert!(shown(Method::PUT, &[("content-type", "text/plain")], "").contains(r#""body":"""#));
        let binary = r#""headers":{"Content-Type":"application/octet-stream"},"body":"AA""#;
        assert!(shown(Method::PUT, &[], "\0").contains(binary));
    }

    #[test]
    fn ids_are_positions_from_one() {
        assert_eq!(index(&id(0)), Some(0));
        assert_eq!(index(" 20 "), Some(19));
        for none in ["0", "", "a", "-1"] {
            assert_eq!(index(none), None, "{none}");
        }
    }
}
