//! The JSON form of a request in a batch.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::uri::PathAndQuery;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use serde::ser::{Error, Serialize, SerializeMap, Serializer};

use super::groups::Node;
use super::media;
use crate::client::client::Client;
use crate::client::cloud::ServiceRoot;
use crate::client::retry::{Attempts, PolicyChange, RetryPolicy};
use crate::client::throttle_scope::Scope;
use crate::error::error::BatchError;
use crate::json::RawText;
use crate::request::prepared::Prepared;
use crate::value::path::ApiVersion;

/// A request that can be sent.
pub(super) struct Item<'a> {
    pub(super) method: Method,
    pub(super) version: ApiVersion,
    /// What the request changes in the client's retry policy.
    pub(super) policy: PolicyChange,
    uri: Uri,
    /// The length of the path and query that [`url`](Self::url) returns.
    length: usize,
    headers: Cow<'a, HeaderMap>,
    /// JSON text.
    body: Option<Bytes>,
}

impl<'a> Item<'a> {
    pub(super) fn new(request: Prepared<'a>, root: &ServiceRoot, policy: PolicyChange) -> Result<Self, BatchError> {
        let Prepared { method, uri, mut headers, body, is_json, .. } = request;
        let unsupported = BatchError::Unsupported { reason: "its URL is not below a version of the service" };
        let (version, url) = root.split(&uri).ok_or(unsupported)?;
        let length = url.len();
        let body = item_body(&method, &mut headers, &body, is_json)?;
        Ok(Self { method, version, policy, uri, length, headers, body })
    }

    /// The URL below the version.
    pub(super) fn url(&self) -> &str {
        let url = self.uri.path_and_query().map_or("", PathAndQuery::as_str);
        url.get(url.len().saturating_sub(self.length)..).unwrap_or(url)
    }
}

/// # Rule
/// A write requires a body and its `Content-Type`, which may be `{}`: otherwise the service refuses the
/// whole call ([JSON batching](https://learn.microsoft.com/graph/json-batching#processing-the-json-batch-response)).
fn item_body(
    method: &Method,
    headers: &mut Cow<'_, HeaderMap>,
    body: &Bytes,
    is_json: bool,
) -> Result<Option<Bytes>, BatchError> {
    let writes = [Method::POST, Method::PUT, Method::PATCH].contains(method);
    let has_type = headers.contains_key(CONTENT_TYPE);
    if body.is_empty() && !writes {
        return Ok(None);
    }
    if body.is_empty() && !has_type {
        headers.to_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        return Ok(Some(Bytes::from_static(b"{}")));
    }
    if !has_type {
        headers.to_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    }
    media::encode(headers, body, is_json).map(Some)
}

/// A request of the next call.
pub(super) struct Ready<'a> {
    /// The position in the batch, from 0.
    pub(super) index: usize,
    pub(super) item: &'a Item<'a>,
    pub(super) scope: Scope,
    /// The positions of its dependencies in the same call.
    pub(super) after: Vec<usize>,
    pub(super) attempts: Attempts,
}

impl Ready<'_> {
    pub(super) fn node(&self) -> Node<'_> {
        Node { index: self.index, version: self.item.version, after: &self.after }
    }

    pub(super) fn policy(&self, client: &Client) -> RetryPolicy {
        self.item.policy.apply(client.policy())
    }
}

/// The id of the request at a position.
struct Id(usize);

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&(self.0 + 1))
    }
}

/// The position of the request with an id.
pub(super) fn index(id: &str) -> Option<usize> {
    id.trim().parse::<usize>().ok()?.checked_sub(1)
}

impl Serialize for Ready<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Item { method, headers, body, .. } = self.item;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &Id(self.index))?;
        map.serialize_entry("method", method.as_str())?;
        map.serialize_entry("url", self.item.url())?;
        if !headers.is_empty() {
            map.serialize_entry("headers", &Headers(headers))?;
        }
        if let Some(body) = body {
            map.serialize_entry("body", &RawText(str::from_utf8(body).map_err(S::Error::custom)?))?;
        }
        if !self.after.is_empty() {
            map.serialize_entry("dependsOn", &DependsOn(&self.after))?;
        }
        map.end()
    }
}

struct DependsOn<'a>(&'a [usize]);

impl Serialize for DependsOn<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|index| Id(*index)))
    }
}

/// An object of headers. Values with the same name are joined, as HTTP allows.
struct Headers<'a>(&'a HeaderMap);

impl Serialize for Headers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.keys().map(|name| (titled(name), joined(self.0, name))))
    }
}

/// `Content-Type` instead of `content-type`: the service has required this spelling.
fn titled(name: &HeaderName) -> Cow<'static, str> {
    match name {
        name if name == ACCEPT => return "Accept".into(),
        name if name == CONTENT_TYPE => return "Content-Type".into(),
        _ => {}
    }
    let mut is_first = true;
    let title = |c: char| {
        let c = if is_first { c.to_ascii_uppercase() } else { c };
        is_first = c == '-';
        c
    };
    name.as_str().chars().map(title).collect()
}

fn joined<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Cow<'a, str> {
    let mut values = headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes()));
    let first = values.next().unwrap_or_default();
    values.fold(first, |all, value| all + ", " + value)
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
    use crate::value::path::ResourcePath;

    fn shown(method: Method, headers: &[(&str, &str)], body: &'static str) -> String {
        let mut builder = http::Request::builder();
        for (name, value) in headers {
            builder = builder.header(*name, *value);
        }
        let request = Prepared {
            method,
            path: Cow::Owned(ResourcePath::raw("me")),
            uri: Uri::from_static("https://graph.microsoft.com/beta/me?$select=id"),
            headers: Cow::Owned(builder.headers_ref().cloned().unwrap_or_default()),
            body: Bytes::from_static(body.as_bytes()),
            is_json: false,
        };
        let root = ServiceRoot::new(Cloud::Global, ApiVersion::V1_0);
        let item = Item::new(request, &root, PolicyChange::default()).unwrap_or_else(|error| panic!("{error}"));
        let ready = Ready {
            index: 2,
            item: &item,
            scope: Scope::of(item.url()),
            after: vec![0, 1],
            attempts: Attempts::default(),
        };
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
        assert_eq!(serde_json::to_string(&Id(0)).ok().as_deref(), Some(r#""1""#));
        assert_eq!(index("1"), Some(0));
        assert_eq!(index(" 20 "), Some(19));
        for none in ["0", "", "a", "-1"] {
            assert_eq!(index(none), None, "{none}");
        }
    }
}
