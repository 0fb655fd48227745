//! A request for one service, before the additions of the client.

use std::borrow::Cow;
use std::sync::LazyLock;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method, Uri};

use crate::value::path::ResourcePath;

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// The headers of a request for JSON. Most requests have no others, so they share these.
pub(crate) static READS_JSON: LazyLock<HeaderMap> = LazyLock::new(|| HeaderMap::from_iter([(ACCEPT, JSON)]));

/// The headers of a request for JSON with a body of JSON.
pub(crate) static WRITES_JSON: LazyLock<HeaderMap> =
    LazyLock::new(|| HeaderMap::from_iter([(ACCEPT, JSON), (CONTENT_TYPE, JSON)]));

/// The parts of an HTTP request. The headers are borrowed: each attempt builds a new map, with the headers of the client.
pub(crate) struct Prepared<'a> {
    pub(crate) method: Method,
    /// The path of the request, or of the one whose response had the link.
    pub(crate) path: Cow<'a, ResourcePath>,
    pub(crate) uri: Uri,
    pub(crate) headers: Cow<'a, HeaderMap>,
    pub(crate) body: Bytes,
    /// The body is JSON text of this crate, and not of the caller.
    pub(crate) is_json: bool,
}

impl Prepared<'_> {
    pub(crate) fn into_owned(self) -> Prepared<'static> {
        let (path, headers) = (Cow::Owned(self.path.into_owned()), Cow::Owned(self.headers.into_owned()));
        Prepared { path, headers, ..self }
    }
}

impl From<Prepared<'_>> for http::Request<Bytes> {
    fn from(prepared: Prepared<'_>) -> Self {
        let mut request = Self::new(prepared.body);
        *request.method_mut() = prepared.method;
        *request.uri_mut() = prepared.uri;
        *request.headers_mut() = prepared.headers.into_owned();
        request
    }
}
