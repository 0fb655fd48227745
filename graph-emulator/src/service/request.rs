//! A request for a resource, parsed as far as the store and the metadata need it.

use std::cell::OnceCell;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, IF_MATCH, IF_NONE_MATCH};
use http::{HeaderMap, HeaderName, Method};

use crate::http::json::{is_json, json_object};
use crate::http::request::ParsedRequest;
use crate::http::response::ODataError;
use crate::http::spelling::Spelling;
use crate::http::url::ResourceUrl;
use crate::query::criteria::Criteria;
use crate::query::expand::{Links, View};
use crate::store::address::Path;
use crate::store::deep_insert::{Creation, Related};
use crate::store::properties::{self, Properties};

/// The settings that [`EmulatorBuilder`](crate::EmulatorBuilder) collects.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settings {
    pub(crate) page_size: usize,
    /// An operation without a handler gets a response of its return type.
    pub(crate) empty_responses: bool,
    /// A create without a required property gets its default value.
    pub(crate) default_values: bool,
    /// How names must be written.
    pub(crate) spelling: Spelling,
}

impl Default for Settings {
    fn default() -> Self {
        // The page size of most of Graph's collections.
        Self { page_size: 100, empty_responses: false, default_values: false, spelling: Spelling::default() }
    }
}

/// A request for a resource.
pub(crate) struct ResourceRequest<'a> {
    pub(crate) method: &'a Method,
    pub(crate) url: ResourceUrl,
    /// The body's properties; empty for a method without a body.
    pub(crate) body: Properties,
    /// The body as received.
    pub(crate) raw: Bytes,
    pub(crate) settings: Settings,
    /// The name of the entity's key property.
    pub(crate) key: String,
    /// Entities that are created or referenced with the body's entity.
    pub(crate) related: Vec<Related>,
    /// A collection that references the created entity.
    pub(crate) also_in: Option<Path>,
    /// Whether the file was created for the bytes of this request.
    pub(crate) is_new: bool,
    /// Whether the path is a stream by the metadata.
    pub(crate) is_stream: bool,
    /// Whether the body is a JSON object. The bytes of a media path are parsed when this is first needed.
    object: OnceCell<Result<(), ODataError>>,
    /// `$filter`, `$search` and `$orderby`, or their error for a request that uses them.
    criteria: Result<Criteria, ODataError>,
    /// `$select` and `$expand`, or their error for a request that uses them.
    view: Result<View, ODataError>,
    headers: &'a HeaderMap,
}

impl<'a> ResourceRequest<'a> {
    /// Parses the body and the query options.
    pub(crate) fn read(request: &ParsedRequest<'a>, settings: Settings) -> Result<Self, ODataError> {
        let (method, headers, body) = (request.method, request.headers, request.body()?.clone());
        let url = request.resource_url()?;
        if headers.contains_key(IF_NONE_MATCH) {
            return Err(ODataError::not_implemented("the header `If-None-Match`"));
        }
        let (properties, object) = match *method {
            Method::GET | Method::DELETE => (Properties::new(), OnceCell::from(Ok(()))),
            Method::PATCH | Method::PUT if url.is_media() => (Properties::new(), OnceCell::new()),
            // An action may have another body, or none: a create requires an object.
            Method::POST if body.is_empty() || !is_json(headers) => read_object(headers, &body),
            // It may be the bytes of a stream: an entity requires an object.
            Method::PUT => read_object(headers, &body),
            Method::POST | Method::PATCH => (json_object(headers, &body)?, OnceCell::from(Ok(()))),
            _ => return Err(ODataError::method_not_allowed("GET, POST, PATCH, PUT, DELETE")),
        };
        let (criteria, view) = (Criteria::parse(&url.options), View::parse(&url.options));
        Ok(Self {
            method,
            url,
            body: properties,
            raw: body,
            settings,
            key: properties::ID.to_owned(),
            related: Vec::new(),
            also_in: None,
            is_new: false,
            is_stream: false,
            object,
            criteria,
            view,
            headers,
        })
    }

    /// The handling of required properties that the body lacks.
    pub(crate) fn creation(&self) -> Creation {
        if self.settings.default_values { Creation::Filled } else { Creation::Strict }
    }

    /// Whether names must be exact, and a body with keys or read-only properties is rejected.
    pub(crate) fn is_strict(&self) -> bool {
        self.url.options.spelling().is_exact()
    }

    /// The path, for an error's message.
    pub(crate) fn subject(&self) -> String {
        self.url.segments.join("/")
    }

    /// `$filter`, `$search` and `$orderby`.
    pub(crate) fn criteria(&self) -> Result<&Criteria, ODataError> {
        self.criteria.as_ref().map_err(Clone::clone)
    }

    /// `$select` and `$expand`.
    pub(crate) fn view(&self) -> Result<&View, ODataError> {
        self.view.as_ref().map_err(Clone::clone)
    }

    /// As [`criteria`](Self::criteria), to be resolved against the metadata.
    pub(crate) fn criteria_mut(&mut self) -> Result<&mut Criteria, ODataError> {
        self.criteria.as_mut().map_err(|error| error.clone())
    }

    /// As [`view`](Self::view), to be resolved against the metadata.
    pub(crate) fn view_mut(&mut self) -> Result<&mut View, ODataError> {
        self.view.as_mut().map_err(|error| error.clone())
    }

    /// The base of the response's links.
    pub(crate) fn links(&self) -> Links<'_> {
        Links { url: &self.url, page_size: self.settings.page_size }
    }

    /// The value of a header that is text.
    pub(crate) fn header(&self, name: &HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body's content type as received.
    pub(crate) fn content_type(&self) -> String {
        let value = self.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        value.unwrap_or("application/octet-stream").to_owned()
    }

    /// Whether the body is bytes of another type than JSON.
    pub(crate) fn has_bytes(&self) -> bool {
        self.headers.contains_key(CONTENT_TYPE) && !self.raw.is_empty() && !is_json(self.headers)
    }

    /// Fails if the body is not a JSON object.
    pub(crate) fn require_object(&self) -> Result<(), ODataError> {
        self.object.get_or_init(|| json_object(self.headers, &self.raw).map(drop)).clone()
    }

    /// Fails unless `If-Match` is absent or has this ETag.
    pub(crate) fn require_match(&self, etag: &str) -> Result<(), ODataError> {
        let mut lines = self.headers.get_all(IF_MATCH).iter().peekable();
        let matches = |line: &str| line.split(',').map(str::trim).any(|expected| expected == "*" || expected == etag);
        if lines.peek().is_none() || lines.any(|line| line.to_str().is_ok_and(matches)) {
            return Ok(());
        }
        Err(ODataError::precondition_failed())
    }

    /// Fails if there is an `If-Match` where no entity is addressed.
    pub(crate) fn require_unconditional(&self) -> Result<(), ODataError> {
        if self.headers.contains_key(IF_MATCH) {
            return Err(ODataError::not_implemented("the header `If-Match` here"));
        }
        Ok(())
    }

    /// Whether the client prefers an update without a body in the response.
    pub(crate) fn prefers_minimal(&self) -> bool {
        self.preferences().any(|preference| preference == "return=minimal")
    }

    /// The page size that the client prefers, if it is a number.
    pub(crate) fn preferred_page_size(&self) -> Option<usize> {
        let size = self.preferences().find_map(|preference| preference.strip_prefix("odata.maxpagesize="));
        size.and_then(|size| size.trim().parse().ok()).filter(|size| *size > 0)
    }

    fn preferences(&self) -> impl Iterator<Item = &str> {
        let lines = self.headers.get_all("prefer").iter().filter_map(|line| line.to_str().ok());
        lines.flat_map(|line| line.split(',')).map(str::trim)
    }

    /// Whether the client accepts eventual consistency.
    pub(crate) fn is_eventual(&self) -> bool {
        let level = self.headers.get("consistencylevel").and_then(|level| level.to_str().ok());
        level.is_some_and(|level| level.trim().eq_ignore_ascii_case("eventual"))
    }
}

/// The properties of a body that need not be an object, and whether it is one.
fn read_object(headers: &HeaderMap, body: &[u8]) -> (Properties, OnceCell<Result<(), ODataError>>) {
    match json_object(headers, body) {
        Ok(properties) => (properties, OnceCell::from(Ok(()))),
        Err(error) => (Properties::new(), OnceCell::from(Err(error))),
    }
}

/// Fails without a bearer token. This check comes first: a response without a token reveals nothing, not even an invalid path.
pub(crate) fn require_token(headers: &HeaderMap) -> Result<(), ODataError> {
    let value = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = value.and_then(|value| value.split_once(' '));
    match token {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("Bearer") && !token.trim().is_empty() => Ok(()),
        _ => Err(ODataError::unauthorized()),
    }
}
