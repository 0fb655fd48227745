//! A request as it arrives, with its URL parsed once for everything that reads it.

use std::borrow::Cow;

use bytes::Bytes;
use http::request::Parts;
use http::{Extensions, HeaderMap, Method, Uri};
use serde_json::{Map, Value as Json};

use crate::http::json::{json_object, json_value};
use crate::http::options::Options;
use crate::http::response::ODataError;
use crate::http::spelling::Spelling;
use crate::http::url::{Origin, ResourcePath, ResourceUrl};

/// The parts of one request. A part that can't be parsed keeps its error until the part is used: a request without a
/// token gets 401, whatever else is wrong with it.
pub(crate) struct ParsedRequest<'a> {
    pub(crate) method: &'a Method,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) spelling: Spelling,
    uri: &'a Uri,
    origin: Result<Origin, ODataError>,
    path: Result<ResourcePath, ODataError>,
    options: Result<Options, ODataError>,
    body: Result<Bytes, ODataError>,
}

impl<'a> ParsedRequest<'a> {
    pub(crate) fn parse(head: &'a Parts, body: Result<Bytes, ODataError>, spelling: Spelling) -> Self {
        Self {
            method: &head.method,
            headers: &head.headers,
            spelling,
            uri: &head.uri,
            origin: Origin::of(head),
            path: ResourcePath::parse(head.uri.path(), spelling),
            options: Options::parse(head.uri.query().unwrap_or_default(), spelling),
            body,
        }
    }

    pub(crate) fn uri(&self) -> &'a Uri {
        self.uri
    }

    /// The decoded segments after the version; `None` if the path can't be parsed.
    pub(crate) fn segments(&self) -> Option<&[String]> {
        self.path.as_ref().ok().map(|path| path.segments.as_slice())
    }

    /// The path after the version, as it was sent; `None` if the path can't be parsed.
    pub(crate) fn path_after_version(&self) -> Option<&'a str> {
        self.segments()?;
        let path = self.uri.path().trim_start_matches('/');
        Some(path.split_once('/').map_or("", |(_, path)| path.trim_end_matches('/')))
    }

    /// The decoded segments, with any letter case of the version and a `/` at the end even where names must be exact.
    pub(crate) fn segments_in_any_case(&self) -> Option<Cow<'_, [String]>> {
        match self.segments() {
            Some(segments) => Some(segments.into()),
            None if self.spelling.is_exact() => {
                ResourcePath::parse(self.uri.path(), Spelling::AnyCase).ok().map(|path| path.segments.into())
            }
            None => None,
        }
    }

    pub(crate) fn options(&self) -> Result<&Options, ODataError> {
        self.options.as_ref().map_err(Clone::clone)
    }

    pub(crate) fn body(&self) -> Result<&Bytes, ODataError> {
        self.body.as_ref().map_err(Clone::clone)
    }

    /// Parses the body, which must be a JSON object.
    pub(crate) fn json_object(&self) -> Result<Map<String, Json>, ODataError> {
        json_object(self.headers, self.body()?)
    }

    /// Parses the body; `null` for an empty body, or one of another content type.
    pub(crate) fn json_value(&self) -> Result<Json, ODataError> {
        json_value(self.headers, self.body()?)
    }

    /// Makes another request one to the same origin.
    pub(crate) fn share_origin(&self, extensions: &mut Extensions) {
        // A request without a host has an error of its own.
        if let Ok(origin) = &self.origin {
            extensions.insert(origin.clone());
        }
    }

    /// Returns `true` for a request to this origin: `https://files.example`.
    pub(crate) fn is_at(&self, origin: &str) -> bool {
        self.origin.as_ref().is_ok_and(|own| own.text().eq_ignore_ascii_case(origin))
    }

    /// The origin of the request, and the prefix of a proxy: `https://localhost:8080`.
    pub(crate) fn origin(&self) -> Result<String, ODataError> {
        self.origin.as_ref().map(Origin::text).map_err(Clone::clone)
    }

    /// The host that the client called; empty without one.
    pub(crate) fn host(&self) -> &str {
        self.origin.as_ref().map_or("", Origin::host)
    }

    /// The URL of the service with the request's version.
    pub(crate) fn service_root(&self) -> Result<String, ODataError> {
        let path = self.path.as_ref().map_err(Clone::clone)?;
        let origin = self.origin.as_ref().map_err(Clone::clone)?;
        Ok(origin.service_root(path.version))
    }

    /// The absolute URL of the request itself; `None` without a host.
    pub(crate) fn own_url(&self) -> Option<String> {
        let path = self.uri.path_and_query().map_or("/", http::uri::PathAndQuery::as_str);
        Some(format!("{}{path}", self.origin.as_ref().ok()?.text()))
    }

    /// The URL of the resource that the request addresses.
    ///
    /// # Errors
    /// The first part of the URL that can't be parsed, or a path that addresses no resource.
    pub(crate) fn resource_url(&self) -> Result<ResourceUrl, ODataError> {
        let (origin, path) = (self.origin.clone()?, self.path.clone()?);
        ResourceUrl::new(origin, self.uri.path(), path, self.options.clone(), self.spelling)
    }
}
