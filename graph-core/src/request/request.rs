//! A request as a value: it is built and inspected without I/O.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde::Serialize;

use super::body::Body;
use super::prepared::{Prepared, READS_JSON, WRITES_JSON};
use super::reference::Bound;
use super::reference::Reference;
use crate::client::cloud::ServiceRoot;
use crate::client::retry::{PolicyChange, RetryPolicy};
use crate::error::decode::DecodeError;
use crate::error::error::Error;
use crate::error::odata_error::ApiError;
use crate::error::request::RequestError;
use crate::json;
use crate::object::entity::Permissions;
use crate::query::consistency;
use crate::query::query::{self, Needs, Query};
use crate::response::link;
use crate::value::path::{ApiVersion, ResourcePath};

pub(super) const CONSISTENCY_LEVEL: HeaderName = HeaderName::from_static("consistencylevel");
pub(super) const PREFER: HeaderName = HeaderName::from_static("prefer");

/// The function that reads the response, which the endpoint chooses.
pub(crate) type Read<R> = fn(&http::Response<Bytes>) -> Result<R, DecodeError>;

/// Wraps an error of the service.
type ErrorWrapper = fn(Box<ApiError>) -> Error;

/// A request with the type of its response.
///
/// `request.send(&client).await` sends it, `.stream(&client)` reads all pages of a list, and a [`Batch`](crate::Batch) combines
/// several requests.
///
/// # Shape
/// The path is relative to the service root and percent-encoded. The body is JSON. The client supplies the host and the token.
///
/// # Errors
/// An invalid key, header or body is stored in the request and returned when it is sent or converted to HTTP.
///
/// # Example
/// ```
/// # use graph_core::graph_entity;
/// #[graph_entity(path = "users")]
/// pub struct User { #[graph(key)] pub id: Option<String>, pub account_enabled: Option<bool> }
///
/// let list = User::users().list().filter(User::ACCOUNT_ENABLED.eq(true)).select((User::ID, User::ACCOUNT_ENABLED)).top(50);
/// assert_eq!(list.path(), "users");
/// assert_eq!(list.query(), "$select=id,accountEnabled&$filter=accountEnabled%20eq%20true&$top=50");
///
/// let request = User::users().entity("ada").delete().if_match("W/\"1\"");
/// assert_eq!(request.method(), "DELETE");
/// assert_eq!(request.path(), "users/ada");
/// assert_eq!(request.headers()["if-match"], "W/\"1\"");
/// ```
#[must_use = "a request does nothing until it is sent: `.send(&client).await`"]
pub struct Request<R> {
    method: Method,
    target: RequestTarget,
    query: Query,
    /// The entity of `$id` in the query. Its URL needs the host.
    id: Option<Box<Reference>>,
    /// Shared until the caller changes one.
    pub(super) headers: Cow<'static, HeaderMap>,
    /// The crate added the header `ConsistencyLevel`, not the caller.
    pub(super) is_level_implied: bool,
    body: Body,
    bindings: Vec<Bound>,
    problem: Option<Box<RequestError>>,
    permissions: Permissions,
    read: Read<R>,
    wrap_error: ErrorWrapper,
    pub(super) policy: Option<Box<PolicyChange>>,
}

#[derive(Clone)]
enum RequestTarget {
    Path {
        version: Option<ApiVersion>,
        path: ResourcePath,
    },
    /// A URL of the service.
    Link {
        url: String,
        /// The version and the path of the request whose response contained the link.
        base: (Option<ApiVersion>, ResourcePath),
    },
}

/// Returns `true` if a `%` is not followed by two hexadecimal digits.
pub(super) fn has_bare_percent(url: &str) -> bool {
    if !url.contains('%') {
        return false;
    }
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_hexdigit);
    url.split('%').skip(1).any(|after| !is_digit(after.as_bytes().first()) || !is_digit(after.as_bytes().get(1)))
}

impl<R> Request<R> {
    pub(crate) fn new(method: Method, version: Option<ApiVersion>, path: ResourcePath, read: Read<R>) -> Self {
        Self {
            method,
            target: RequestTarget::Path { version, path },
            query: Query::default(),
            id: None,
            headers: Cow::Borrowed(&READS_JSON),
            is_level_implied: false,
            body: Body::Empty,
            bindings: Vec::new(),
            problem: None,
            permissions: Permissions::NONE,
            read,
            wrap_error: Error::Api,
            policy: None,
        }
    }

    /// The request for a link in the response of this one: with its headers, and the query of the link.
    pub(crate) fn following<S>(&self, link: &str, read: Read<S>) -> Request<S> {
        let base = match &self.target {
            RequestTarget::Path { version, path } => (*version, path.clone()),
            RequestTarget::Link { base, .. } => base.clone(),
        };
        Request {
            method: Method::GET,
            target: RequestTarget::Link { url: link.to_owned(), base },
            query: Query::default(),
            id: None,
            headers: self.headers.clone(),
            is_level_implied: self.is_level_implied,
            body: Body::Empty,
            bindings: Vec::new(),
            problem: self.problem.clone(),
            permissions: self.permissions,
            read,
            wrap_error: self.wrap_error,
            policy: self.policy.clone(),
        }
    }

    pub(crate) fn with_error_wrapper(self, wrap_error: ErrorWrapper) -> Self {
        Self { wrap_error, ..self }
    }

    pub(crate) fn with_permissions(self, permissions: Permissions) -> Self {
        Self { permissions, ..self }
    }

    pub(crate) fn with_default_query(self, query: Query) -> Self {
        Self { query, ..self }.with_consistency_level()
    }

    pub(crate) fn with_json<T: Serialize>(mut self, body: &T) -> Self {
        match json::to_vec(body) {
            Ok(json) => self.with_body(Body::Json(json.into())),
            Err(error) => {
                self.reject(RequestError::Body { source: Arc::new(error) });
                self
            }
        }
    }

    pub(crate) fn with_body(mut self, body: Body) -> Self {
        if matches!(body, Body::Json(_) | Body::Reference(_)) {
            match &mut self.headers {
                Cow::Borrowed(_) => self.headers = Cow::Borrowed(&WRITES_JSON),
                Cow::Owned(headers) => {
                    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
                }
            }
        }
        Self { body, ..self }
    }

    pub(crate) fn with_bytes(self, media_type: &str, bytes: Bytes) -> Self {
        self.with_body(Body::Content(bytes)).header(CONTENT_TYPE.as_str(), media_type)
    }

    /// Identifies the entity in the query: `$id=<absolute URL>`.
    pub(crate) fn with_id(self, reference: Reference) -> Self {
        Self { id: Some(Box::new(reference)), ..self }
    }

    /// Binds related entities. The last binding of a property wins.
    pub(crate) fn with_bound(mut self, bound: Bound) -> Self {
        self.bindings.retain(|other| other.property() != bound.property());
        self.bindings.push(bound);
        self
    }

    /// The same request with another response type.
    pub(crate) fn with_reader<S>(self, read: Read<S>) -> Request<S> {
        Request {
            method: self.method,
            target: self.target,
            query: self.query,
            id: self.id,
            headers: self.headers,
            is_level_implied: self.is_level_implied,
            body: self.body,
            bindings: self.bindings,
            problem: self.problem,
            permissions: self.permissions,
            read,
            wrap_error: self.wrap_error,
            policy: self.policy,
        }
    }

    /// Stores a mistake. The first one is returned.
    pub(crate) fn reject(&mut self, problem: RequestError) {
        self.problem.get_or_insert(Box::new(problem));
    }

    /// Changes the query, and adds the requirements of the directory.
    pub(crate) fn with_query(mut self, change: impl FnOnce(&mut Query)) -> Self {
        if matches!(self.target, RequestTarget::Link { .. }) {
            self.reject(RequestError::OpaqueLink);
            return self;
        }
        change(&mut self.query);
        self.with_consistency_level()
    }

    fn with_consistency_level(mut self) -> Self {
        self.query.needs = consistency::needs(self.path(), &self.query);
        if self.query.needs != Needs::Nothing && !self.headers.contains_key(CONSISTENCY_LEVEL) {
            self.headers.to_mut().insert(CONSISTENCY_LEVEL, HeaderValue::from_static("eventual"));
            self.is_level_implied = true;
        }
        self
    }

    /// The request without additions for Microsoft Graph's directory.
    fn of_another_service(&self) -> Self {
        let mut request = self.clone();
        request.query.needs = Needs::Nothing;
        if self.is_level_implied {
            request.headers.to_mut().remove(CONSISTENCY_LEVEL);
        }
        Self { is_level_implied: false, ..request }
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The percent-encoded path, without a leading slash and the version; the whole URL for a request that follows a link.
    #[must_use]
    pub fn path(&self) -> &str {
        match &self.target {
            RequestTarget::Path { path, .. } => path.as_str(),
            RequestTarget::Link { url, .. } => url,
        }
    }

    /// The URL of the service, for a request that follows a link.
    pub(crate) fn link(&self) -> Option<&str> {
        match &self.target {
            RequestTarget::Path { .. } => None,
            RequestTarget::Link { url, .. } => Some(url),
        }
    }

    /// The percent-encoded query without `?`; empty without options. `$id` is added when the host is known.
    #[must_use]
    pub fn query(&self) -> String {
        self.query.to_url()
    }

    /// The headers, without those of the client.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// The HTTP request for the service at `root`, without the additions of the client: token, user agent, request id. For a service
    /// other than Microsoft Graph it omits the header and the option for Graph's directory.
    ///
    /// # Errors
    /// [`RequestError`] for a key, a header or a value that can't be sent.
    pub fn to_http(&self, root: &ServiceRoot) -> Result<http::Request<Bytes>, RequestError> {
        self.prepare(root).map(Into::into)
    }

    /// The request for the service at `root`, whose headers are borrowed.
    pub(crate) fn prepare(&self, root: &ServiceRoot) -> Result<Prepared<'_>, RequestError> {
        if !root.is_graph() && self.query.needs != Needs::Nothing {
            return self.of_another_service().prepare(root).map(Prepared::into_owned);
        }
        let url = self.url(root)?;
        let body = self.body.to_bytes(&self.bindings, root)?;
        // A fragment would not be sent.
        let is_sendable = !url.contains('#');
        let is_encoded = matches!(self.target, RequestTarget::Link { .. }) || !has_bare_percent(&url);
        let uri = match &self.target {
            RequestTarget::Path { .. } => root.with_path(url),
            RequestTarget::Link { .. } => url.parse().ok(),
        };
        let Some(uri) = uri.filter(|_| is_sendable) else { return Err(self.url_error(root)) };
        if !is_encoded {
            return Err(RequestError::UrlCharacter { character: '%' });
        }
        let is_json = matches!(self.body, Body::Json(_) | Body::Reference(_));
        Ok(Prepared {
            method: self.method.clone(),
            path: Cow::Borrowed(self.resource_path()),
            uri,
            headers: Cow::Borrowed(&self.headers),
            body,
            is_json,
        })
    }

    /// The path; for a request that follows a link, that of the request whose response contained it.
    pub(crate) fn resource_path(&self) -> &ResourcePath {
        match &self.target {
            RequestTarget::Path { path, .. } | RequestTarget::Link { base: (_, path), .. } => path,
        }
    }

    /// The path and query on the host of the service; the whole URL of a link.
    fn url(&self, root: &ServiceRoot) -> Result<String, RequestError> {
        let link = match &self.target {
            RequestTarget::Path { path, .. } => path.checked().map(|_| None)?,
            RequestTarget::Link { url, .. } if link::is_absolute(url) => Some(link::within(root, url)?),
            RequestTarget::Link { url, base: (version, path) } => {
                Some(link::within(root, &link::resolve(&root.url(*version, path.checked()?), url))?)
            }
        };
        if let Some(problem) = &self.problem {
            return Err(RequestError::clone(problem));
        }
        let id = self.id.as_ref().map(|reference| reference.url(root)).transpose()?;
        let queries = [id.map(|url| query::parameter("$id", &url)).unwrap_or_default(), self.query.to_url()];
        let queries = || queries.iter().filter(|query| !query.is_empty());
        let length = queries().map(|query| query.len() + 1).sum();
        let mut url = match &self.target {
            RequestTarget::Path { version, path } => root.path(*version, path.as_str(), length),
            RequestTarget::Link { .. } => link.unwrap_or_default(),
        };
        for query in queries() {
            url.push(if url.contains('?') { '&' } else { '?' });
            url.push_str(query);
        }
        Ok(url)
    }

    /// The reason why the URL can't be sent.
    fn url_error(&self, root: &ServiceRoot) -> RequestError {
        let origin = if self.link().is_none() { root.origin() } else { "" };
        self.url(root).map_or_else(|error| error, |url| RequestError::of_url(&[origin, &url].concat()))
    }

    /// The permissions in the documentation of the entity, for the error of a 403.
    pub(crate) fn permissions(&self) -> Permissions {
        self.permissions
    }

    pub(crate) fn error_wrapper(&self) -> ErrorWrapper {
        self.wrap_error
    }

    /// The retry policy of this request of a client with the policy `of_client`.
    pub(crate) fn policy(&self, of_client: &RetryPolicy) -> RetryPolicy {
        self.policy.as_ref().map_or(*of_client, |change| change.apply(of_client))
    }

    /// What this request changes in the client's retry policy.
    pub(crate) fn policy_change(&self) -> Option<PolicyChange> {
        self.policy.as_deref().copied()
    }

    /// The function that reads the response.
    pub(crate) fn reader(&self) -> Read<R> {
        self.read
    }
}

impl<R> Clone for Request<R> {
    fn clone(&self) -> Self {
        Self {
            method: self.method.clone(),
            target: self.target.clone(),
            query: self.query.clone(),
            id: self.id.clone(),
            headers: self.headers.clone(),
            is_level_implied: self.is_level_implied,
            body: self.body.clone(),
            bindings: self.bindings.clone(),
            problem: self.problem.clone(),
            permissions: self.permissions,
            read: self.read,
            wrap_error: self.wrap_error,
            policy: self.policy.clone(),
        }
    }
}

impl<R> fmt::Debug for Request<R> {
    /// Omits the body, the query and the values of headers, which may contain secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = match &self.target {
            RequestTarget::Path { path, .. } => path.as_str(),
            RequestTarget::Link { .. } => "(a link)",
        };
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("path", &path)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}
