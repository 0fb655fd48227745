//! A request as a value: everything of it can be looked at before it is sent, and nothing of it needs a socket.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, IF_MATCH};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde::Serialize;

use crate::binding::Bound;
use crate::body::Body;
use crate::cloud::{ApiVersion, ServiceRoot};
use crate::consistency::{self, Needs};
use crate::error::{DecodeError, Error, RequestError};
use crate::link;
use crate::odata_error::ApiError;
use crate::path::ResourcePath;
use crate::permissions::Permissions;
use crate::query::Query;
use crate::response::Answer;
use crate::retry::RetryPolicy;

const CONSISTENCY_LEVEL: HeaderName = HeaderName::from_static("consistencylevel");
const PREFER: HeaderName = HeaderName::from_static("prefer");

/// How an answer becomes an `R`: chosen by the endpoint that builds the request.
pub(crate) type Read<R> = fn(&http::Response<Bytes>) -> Result<R, DecodeError>;

/// Which error an error of the service is.
type Fault = fn(Box<ApiError>) -> Error;

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
    target: Target,
    query: Query,
    headers: HeaderMap,
    body: Body,
    bindings: Vec<Bound>,
    problem: Option<RequestError>,
    permissions: Permissions,
    read: Read<R>,
    fault: Fault,
    policy: Option<RetryPolicy>,
}

#[derive(Clone)]
enum Target {
    Path {
        version: Option<ApiVersion>,
        path: ResourcePath,
    },
    /// A URL that the service gave.
    Link(String),
}

impl<R> Request<R> {
    pub(crate) fn new(method: Method, version: Option<ApiVersion>, path: ResourcePath, read: Read<R>) -> Self {
        Self {
            method,
            target: Target::Path { version, path },
            query: Query::default(),
            headers: HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static("application/json"))]),
            body: Body::Empty,
            bindings: Vec::new(),
            problem: None,
            permissions: Permissions::NONE,
            read,
            fault: Error::Api,
            policy: None,
        }
    }

    /// The request that follows a link of this one's answer: with its headers, and the link's own query.
    pub(crate) fn following<S>(&self, link: &str, read: Read<S>) -> Request<S> {
        Request {
            method: Method::GET,
            target: Target::Link(link.to_owned()),
            query: Query::default(),
            headers: self.headers.clone(),
            body: Body::Empty,
            bindings: Vec::new(),
            problem: self.problem.clone(),
            permissions: self.permissions,
            read,
            fault: self.fault,
            policy: self.policy,
        }
    }

    pub(crate) fn with_fault(self, fault: Fault) -> Self {
        Self { fault, ..self }
    }

    pub(crate) fn with_permissions(self, permissions: Permissions) -> Self {
        Self { permissions, ..self }
    }

    pub(crate) fn with_query(self, query: Query) -> Self {
        Self { query, ..self }.consistent()
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

    /// Binds related entities, the last one of a property.
    pub(crate) fn with_bound(mut self, bound: Bound) -> Self {
        self.bindings.retain(|other| other.property() != bound.property());
        self.bindings.push(bound);
        self
    }

    /// The same request, answered by another type.
    pub(crate) fn answered_by<S>(self, read: Read<S>) -> Request<S> {
        Request {
            method: self.method,
            target: self.target,
            query: self.query,
            headers: self.headers,
            body: self.body,
            bindings: self.bindings,
            problem: self.problem,
            permissions: self.permissions,
            read,
            fault: self.fault,
            policy: self.policy,
        }
    }

    /// Keeps a mistake; the first one is reported.
    pub(crate) fn reject(&mut self, problem: RequestError) {
        self.problem.get_or_insert(problem);
    }

    /// Changes the query, and adds what the directory needs for it.
    pub(crate) fn query_mut(mut self, change: impl FnOnce(&mut Query)) -> Self {
        change(&mut self.query);
        self.consistent()
    }

    fn consistent(mut self) -> Self {
        let needs = consistency::needs(self.path(), &self.query);
        if needs != Needs::Nothing {
            self.headers.insert(CONSISTENCY_LEVEL, HeaderValue::from_static("eventual"));
        }
        self.query.count |= needs == Needs::HeaderAndCount;
        self
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

    /// Adds a preference to those that the request has: `Prefer: odata.maxpagesize=50`.
    ///
    /// # Rule
    /// Preferences are separated by commas ([RFC 7240, §2](https://www.rfc-editor.org/rfc/rfc7240#section-2)).
    pub fn prefer(self, preference: &str) -> Self {
        let given = self.headers.get(PREFER).and_then(|given| given.to_str().ok());
        let all = given.map_or_else(|| preference.to_owned(), |given| format!("{given}, {preference}"));
        self.header(PREFER.as_str(), &all)
    }

    /// Asks for members of enumerations that are newer than `unknownFutureValue`, which the service sends in their place
    /// otherwise.
    ///
    /// # Rule
    /// `Prefer: include-unknown-enum-members`
    /// ([evolvable enumerations](https://learn.microsoft.com/graph/best-practices-concept#handling-future-members-in-evolvable-enumerations)).
    pub fn include_unknown_enum_members(self) -> Self {
        self.prefer("include-unknown-enum-members")
    }

    /// Adds a query parameter. Its name and value are percent-encoded here: pass plain text.
    ///
    /// # Rule
    /// The `$` of a system query option stays, a space is `%20`, and `+` is `%2B` (OData URL Conventions 4.01, §2).
    pub fn parameter(self, name: &str, value: &str) -> Self {
        self.query_mut(|query| query.add_parameter(name, value))
    }

    /// Adds query text as it is: percent-encode it where it needs that. Options that have a method of their own are not
    /// taken out of the query, so leave them off with [`select_all`](Self::select_all) where the text has them.
    pub fn raw_query(self, text: &str) -> Self {
        self.query_mut(|query| query.add_raw(text))
    }

    /// How often, and for how long, this request is tried, instead of the client's policy.
    pub fn retry(self, policy: RetryPolicy) -> Self {
        Self { policy: Some(policy), ..self }
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The path, percent-encoded, without a slash in front and without the version; the whole URL where the request
    /// follows a link.
    #[must_use]
    pub fn path(&self) -> &str {
        match &self.target {
            Target::Path { path, .. } => path.as_str(),
            Target::Link(url) => url,
        }
    }

    /// The query, percent-encoded, without `?`; empty where there is none.
    #[must_use]
    pub fn query(&self) -> String {
        self.query.to_url()
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
        let mut url = match &self.target {
            Target::Path { version, path } => root.url(*version, path.checked()?),
            Target::Link(url) => link::within(root, url)?,
        };
        if let Some(problem) = &self.problem {
            return Err(problem.clone());
        }
        let query = self.query.to_url();
        if !query.is_empty() {
            url.push(if url.contains('?') { '&' } else { '?' });
            url.push_str(&query);
        }
        let body = self.body.to_bytes(&self.bindings, root)?;
        let uri = url.parse().map_err(|_| RequestError::Url { length: url.len() })?;
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

    pub(crate) fn fault(&self) -> Fault {
        self.fault
    }

    pub(crate) fn policy(&self) -> Option<&RetryPolicy> {
        self.policy.as_ref()
    }

    /// How the answer is read.
    pub(crate) fn reader(&self) -> Read<R> {
        self.read
    }
}

impl<R: Answer> Request<R> {
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
        } else if path.split('/').any(|segment| matches!(segment, "." | "..")) {
            Some("has a segment `.` or `..`")
        } else {
            None
        };
        let mut request =
            Self::new(method, None, ResourcePath::default().segment(path), R::from_response).raw_query(query);
        if let Some(reason) = problem {
            request.reject(RequestError::RawPath { reason });
        }
        request
    }

    /// Gives a raw request a body, as JSON.
    pub fn json<T: Serialize>(self, body: &T) -> Self {
        self.with_json(body)
    }
}

impl<R> Clone for Request<R> {
    fn clone(&self) -> Self {
        Self {
            method: self.method.clone(),
            target: self.target.clone(),
            query: self.query.clone(),
            headers: self.headers.clone(),
            body: self.body.clone(),
            bindings: self.bindings.clone(),
            problem: self.problem.clone(),
            permissions: self.permissions,
            read: self.read,
            fault: self.fault,
            policy: self.policy,
        }
    }
}

impl<R> fmt::Debug for Request<R> {
    /// Shows no body, no query and no header values: they may bear secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = match &self.target {
            Target::Path { path, .. } => path.as_str(),
            Target::Link(_) => "(a link)",
        };
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("path", &path)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}
