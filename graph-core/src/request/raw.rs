//! Requests without an endpoint.

use bytes::Bytes;
use http::Method;
use serde::Serialize;

use super::request::{Request, has_bare_percent};
use crate::error::request::RequestError;
use crate::response::response::FromResponse;
use crate::value::path::ResourcePath;

impl<R: FromResponse> Request<R> {
    /// Creates a request from any method and path, with any response type.
    ///
    /// # Shape
    /// The path is relative to the service root and percent-encoded. It may contain a query.
    ///
    /// # Example
    /// ```
    /// use graph_core::{Request, http::Method};
    ///
    /// let request = Request::<()>::raw(Method::POST, "me/drive/root:/a%20b.txt:/checkout");
    /// assert_eq!(request.path(), "me/drive/root:/a%20b.txt:/checkout");
    /// ```
    pub fn raw(method: Method, path: &str) -> Self {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let path = path.strip_prefix('/').unwrap_or(path);
        let problem = if path.contains("://") {
            Some("is a URL")
        } else if path.is_empty() {
            Some("is empty")
        } else if path.contains(['#', '\\']) {
            Some("has a character that must be percent-encoded, `#` or `\\`")
        } else if has_bare_percent(path) {
            Some("has a `%` that must be percent-encoded: write `%25`")
        } else if path.split('/').any(is_dots) {
            Some("has a segment `.` or `..`")
        } else if matches!(path.split('/').next(), Some("v1.0" | "beta")) {
            Some("begins with a version")
        } else {
            None
        };
        let mut request = Self::new(method, None, ResourcePath::raw(path), R::from_response).raw_query(query);
        request = request.header("Accept", R::ACCEPT);
        if let Some(reason) = problem {
            request.reject(RequestError::RawPath { reason });
        }
        request
    }

    /// Sets a JSON body.
    pub fn json<T: Serialize>(self, body: &T) -> Self {
        self.with_json(body)
    }

    /// Sets a body of bytes with a media type.
    ///
    /// # Example
    /// ```
    /// use graph_core::{Request, http::Method};
    ///
    /// let request = Request::<()>::raw(Method::PUT, "me/photo/$value").bytes("image/jpeg", vec![0xff, 0xd8]);
    /// assert_eq!(request.headers()["content-type"], "image/jpeg");
    /// ```
    pub fn bytes(self, media_type: &str, bytes: impl Into<Bytes>) -> Self {
        self.with_bytes(media_type, bytes.into())
    }
}

/// Returns `true` for `.` and `..`, percent-encoded or not, which URL parsers resolve.
fn is_dots(segment: &str) -> bool {
    let plain = segment.to_ascii_lowercase().replace("%2e", ".");
    matches!(plain.as_str(), "." | "..")
}
