//! Requests for what has no endpoint.

use bytes::Bytes;
use http::Method;
use serde::Serialize;

use super::request::{Request, has_bare_percent};
use crate::error::request::RequestError;
use crate::response::response::FromResponse;
use crate::value::path::ResourcePath;

impl<R: FromResponse> Request<R> {
    /// A request for what has no endpoint: any method and path, and any type of answer.
    ///
    /// # Shape
    /// The path is relative to the service root, and percent-encoded already; a query may follow it.
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
        let mut request =
            Self::new(method, None, ResourcePath::default().segment(path), R::from_response).raw_query(query);
        request = request.header("Accept", R::ACCEPT);
        if let Some(reason) = problem {
            request.reject(RequestError::RawPath { reason });
        }
        request
    }

    /// Gives a raw request a body, as JSON.
    pub fn json<T: Serialize>(self, body: &T) -> Self {
        self.with_json(body)
    }

    /// Gives a raw request a body: bytes of a media type.
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

/// Whether a segment is `.` or `..`, which URL parsers resolve, percent-encoded or not.
fn is_dots(segment: &str) -> bool {
    let plain = segment.to_ascii_lowercase().replace("%2e", ".");
    matches!(plain.as_str(), "." | "..")
}
