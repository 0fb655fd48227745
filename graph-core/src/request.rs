//! A request as a value: everything of it can be looked at before it is sent, and nothing of it needs a socket.

use std::fmt::{self, Write as _};
use std::sync::Arc;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, IF_MATCH};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use percent_encoding::{AsciiSet, utf8_percent_encode};
use serde::Serialize;

use crate::cloud::{ApiVersion, ServiceRoot};
use crate::error::{DecodeError, RequestError};
use crate::path::{ResourcePath, SEGMENT};
use crate::permissions::Permissions;
use crate::reference::Reference;

/// What stays as it is in a query: RFC 3986's `query`, but not `&` and `=`, which divide it.
const QUERY: &AsciiSet = &SEGMENT.remove(b'/').remove(b'?').add(b'&').add(b'=');

/// How an answer becomes an `R`: chosen by the endpoint that builds the request.
pub(crate) type Answer<R> = fn(&http::Response<Bytes>) -> Result<R, DecodeError>;

/// A request and the type of its answer.
///
/// # Shape
/// The path is relative to the service root and percent-encoded; the body is JSON already. Which host it goes to, and
/// with which token, is the client's.
///
/// # Errors
/// A mistake in a key, a header or the body is kept in the request and reported when it is sent or turned into HTTP.
///
/// # Example
/// ```
/// # use graph_core::graph_entity;
/// #[graph_entity(path = "users")]
/// pub struct User { pub id: Option<String> }
///
/// let request = User::users().entity("ada").delete().if_match("W/\"1\"");
/// assert_eq!(request.method(), "DELETE");
/// assert_eq!(request.path(), "users/ada");
/// assert_eq!(request.headers()["if-match"], "W/\"1\"");
/// ```
#[must_use = "a request does nothing until it is sent: `.send(&client).await`"]
pub struct Request<R> {
    method: Method,
    version: Option<ApiVersion>,
    path: ResourcePath,
    query: String,
    headers: HeaderMap,
    body: Body,
    problem: Option<RequestError>,
    permissions: Permissions,
    answer: Answer<R>,
}

/// What a request carries.
///
/// # Example
/// ```
/// # use graph_core::graph_entity;
/// use graph_core::Body;
///
/// #[graph_entity(path = "users")]
/// pub struct User { pub id: Option<String> }
///
/// let request = User::users().create(&User { id: Some("ada".into()) });
/// assert!(matches!(request.body(), Body::Json(json) if json.ends_with(br#""id":"ada"}"#)));
/// assert_eq!(User::users().list().body(), &Body::Empty);
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Body {
    /// Nothing.
    Empty,
    /// JSON text.
    Json(Bytes),
    /// An entity's address, which becomes `{"@odata.id": "<absolute URL>"}` once the host is known.
    Reference(Reference),
    /// An update without changes: it is not sent.
    NoChanges,
}

impl fmt::Debug for Body {
    /// Shows the length and no content.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("Empty"),
            Self::Json(text) => write!(f, "Json({} bytes)", text.len()),
            Self::Reference(_) => f.write_str("Reference"),
            Self::NoChanges => f.write_str("NoChanges"),
        }
    }
}

impl<R> Request<R> {
    pub(crate) fn new(method: Method, version: Option<ApiVersion>, path: ResourcePath, answer: Answer<R>) -> Self {
        Self {
            method,
            version,
            path,
            query: String::new(),
            headers: HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static("application/json"))]),
            body: Body::Empty,
            problem: None,
            permissions: Permissions::NONE,
            answer,
        }
    }

    pub(crate) fn with_permissions(self, permissions: Permissions) -> Self {
        Self { permissions, ..self }
    }

    pub(crate) fn with_json<T: Serialize>(mut self, body: &T) -> Self {
        match serde_json::to_vec(body) {
            Ok(json) => self.with_body(Body::Json(json.into())),
            Err(error) => {
                self.reject(RequestError::Body { source: Arc::new(error) });
                self
            }
        }
    }

    pub(crate) fn with_body(mut self, body: Body) -> Self {
        if matches!(body, Body::Json(_) | Body::Reference(_)) {
            self.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        Self { body, ..self }
    }

    /// Keeps a mistake; the first one is reported.
    pub(crate) fn reject(&mut self, problem: RequestError) {
        self.problem.get_or_insert(problem);
    }

    /// Sets a header. A name or value that HTTP does not allow is an error when the request is sent.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Ok(name), Ok(value)) => {
                self.headers.insert(name, value);
            }
            _ => self.reject(RequestError::Header { name: name.to_owned() }),
        }
        self
    }

    /// Does it only if the entity still has this ETag, as received (`W/"…"`); else the answer is an error 412.
    ///
    /// # Rule
    /// ETags are opaque and sent as they came ([RFC 9110, §13.1.1](https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1)).
    pub fn if_match(self, etag: &str) -> Self {
        self.header(IF_MATCH.as_str(), etag)
    }

    /// Adds a query parameter. Its name and value are percent-encoded here: pass plain text.
    ///
    /// # Rule
    /// The `$` of a system query option stays, a space is `%20`, and `+` is `%2B` (OData URL Conventions 4.01, §2).
    pub fn parameter(mut self, name: &str, value: &str) -> Self {
        let separator = if self.query.is_empty() { "" } else { "&" };
        let (name, value) = (utf8_percent_encode(name, QUERY), utf8_percent_encode(value, QUERY));
        // Writing to a `String` can't fail.
        let _ = write!(self.query, "{separator}{name}={value}");
        self
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The path, percent-encoded, without a slash in front and without the version.
    #[must_use]
    pub fn path(&self) -> &str {
        self.path.as_str()
    }

    /// The query, percent-encoded, without `?`; empty where there is none.
    #[must_use]
    pub fn query(&self) -> &str {
        &self.query
    }

    /// The headers, without those that the client adds.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// The request as it goes to the service at `root`, without what the client adds: token, user agent, request id.
    ///
    /// # Errors
    /// [`RequestError`] says which key, header or value can't be sent.
    pub fn to_http(&self, root: &ServiceRoot) -> Result<http::Request<Bytes>, RequestError> {
        let mut url = root.url(self.version, self.path.checked()?);
        if let Some(problem) = &self.problem {
            return Err(problem.clone());
        }
        if !self.query.is_empty() {
            url.push('?');
            url.push_str(&self.query);
        }
        let body = match &self.body {
            Body::Empty => Bytes::new(),
            Body::Json(text) => text.clone(),
            Body::Reference(reference) => reference_json(&reference.url(root)?),
            Body::NoChanges => return Err(RequestError::NoChanges),
        };
        // Every part of it is encoded, so only its length can be wrong.
        let uri = url.parse().map_err(|_| RequestError::UrlTooLong { length: url.len() })?;
        let mut request = http::Request::new(body);
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers.clone();
        Ok(request)
    }

    /// The permissions that the entity's page documents, for the error when they are not granted.
    pub(crate) fn permissions(&self) -> Permissions {
        self.permissions
    }

    pub(crate) fn answer(&self) -> Answer<R> {
        self.answer
    }
}

fn reference_json(url: &str) -> Bytes {
    serde_json::json!({ "@odata.id": url }).to_string().into()
}

impl<R> Clone for Request<R> {
    fn clone(&self) -> Self {
        Self {
            method: self.method.clone(),
            version: self.version,
            path: self.path.clone(),
            query: self.query.clone(),
            headers: self.headers.clone(),
            body: self.body.clone(),
            problem: self.problem.clone(),
            permissions: self.permissions,
            answer: self.answer,
        }
    }
}

impl<R> fmt::Debug for Request<R> {
    /// Shows no body and no header values: both may bear secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}
