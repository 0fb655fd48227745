//! Bytes with their content type: photos, attachments, the content of files, messages as MIME, pages as HTML.

use std::ops::Range;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use bytes::Bytes;
use graph_csdl::{Metadata, StructuredType};
use http::header::{ACCEPT_RANGES, CONTENT_RANGE, ETAG, IF_RANGE, LOCATION, RANGE};
use http::{Method, StatusCode};
use serde_json::Value as Json;

use crate::http::request::ParsedRequest;
use crate::http::response::{ODataError, ODataResponse};
use crate::query::expand::{View, download_url};
use crate::query::value_ref::ValueRef;
use crate::service::request::ResourceRequest;
use crate::store::Store;
use crate::store::address::{Path, StoreAddress, child};
use crate::store::entities::{Media, TICKET};
use crate::store::properties::{self, Properties};

/// With or without padding.
const CONFIG: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const BASE64: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, CONFIG);

/// The query option of a simple upload.
const CONFLICT_BEHAVIOR: &str = "@microsoft.graph.conflictBehavior";

/// Responds to a request for `…/$value` or `…/content`; the address is that of the bytes.
pub(crate) fn respond(
    store: &mut Store,
    request: &ResourceRequest,
    address: StoreAddress,
) -> Result<ODataResponse, ODataError> {
    if *request.method != Method::GET {
        request.require_unconditional()?;
    }
    request.url.options.allow(&[TICKET, CONFLICT_BEHAVIOR])?;
    let path = match address {
        StoreAddress::Unknown(path) => path,
        StoreAddress::Entity { home, .. } => home,
        StoreAddress::Vacant { .. } | StoreAddress::Missing(_) => {
            return Err(ODataError::not_found(&request.subject()));
        }
        _ => return Err(ODataError::not_implemented("the segment '$value' after this")),
    };
    match *request.method {
        Method::GET => read(store, request, &path),
        Method::PUT if request.url.options.get(CONFLICT_BEHAVIOR) == Some("fail") && store.media(&path).is_some() => {
            Err(ODataError::name_already_exists())
        }
        Method::PUT => write(store, request, path),
        Method::PATCH if request.url.is_value() => write(store, request, path),
        Method::DELETE => remove(store, request, &path),
        _ => Err(ODataError::method_not_allowed("GET, PUT, DELETE")),
    }
}

/// Whether the URL is the `downloadUrl` of a file, which needs no token.
pub(crate) fn is_download(store: &Store, request: &ParsedRequest) -> bool {
    let (Some(segments), Ok(options)) = (request.segments(), request.options()) else { return false };
    let Some(ticket) = options.get(TICKET).filter(|_| request.method == Method::GET) else { return false };
    matches!(store.find(segments), StoreAddress::Unknown(path) if store.media(&path).is_some() && store.ticket(&path) == ticket)
}

/// `GET` → 200 and the bytes as received.
fn read(store: &Store, request: &ResourceRequest, path: &Path) -> Result<ODataResponse, ODataError> {
    if let Some(media) = store.media(path) {
        let has_ticket = request.url.options.get(TICKET).is_some();
        if store.content_origin.is_some() && request.url.is_content() && !has_ticket {
            let url = download_url(store, &request.url, path);
            return Ok(ODataResponse::empty(StatusCode::FOUND).header(LOCATION, url));
        }
        return ranged(request, media, store.media_etag(media));
    }
    request.require_unconditional()?;
    let missing = || ODataError::not_found(&request.subject());
    let properties = &store.entity(path).filter(|_| request.url.is_value()).ok_or_else(missing)?.properties;
    match properties::type_name(properties).map(properties::full_name).as_deref() {
        Some("microsoft.graph.referenceAttachment") => Err(ODataError::method_not_allowed("")),
        Some("microsoft.graph.itemAttachment") => Err(ODataError::not_implemented("the MIME content of an item")),
        _ => within(properties).ok_or_else(missing),
    }
}

/// The bytes, or the range of them that the request names: 206, or 416 if there is none.
///
/// # Rule
/// RFC 9110, §14: a header that is not understood is ignored, and so are several ranges. With `If-Range` of another `ETag` the response is
/// the whole content.
fn ranged(request: &ResourceRequest, media: &Media, etag: String) -> Result<ODataResponse, ODataError> {
    request.require_match(&etag)?;
    let total = media.bytes.len();
    let is_current = request.header(&IF_RANGE).is_none_or(|expected| expected == etag);
    let range = request.header(&RANGE).filter(|_| is_current).and_then(|range| byte_range(range, total));
    let (status, bytes) = match &range {
        Some(range) if range.is_empty() => {
            let failure = ODataError::range_not_satisfiable("The content has no such range.");
            return Err(failure.header(CONTENT_RANGE, format!("bytes */{total}")));
        }
        Some(range) => (StatusCode::PARTIAL_CONTENT, media.bytes.slice(range.clone())),
        None => (StatusCode::OK, media.bytes.clone()),
    };
    let response = ODataResponse::raw(status, media.content_type.clone(), bytes).header(ETAG, etag);
    let response = response.header(ACCEPT_RANGES, "bytes".to_owned());
    Ok(match range {
        Some(Range { start, end }) => {
            response.header(CONTENT_RANGE, format!("bytes {start}-{}/{total}", end.saturating_sub(1)))
        }
        None => response,
    })
}

/// Reads `bytes=0-99`, `bytes=100-` and `bytes=-5`. A range after the end is empty.
fn byte_range(text: &str, total: usize) -> Option<Range<usize>> {
    let (first, last) = text.trim().strip_prefix("bytes=")?.split_once('-')?;
    if first.is_empty() {
        let length: usize = last.parse().ok()?;
        return Some(total.saturating_sub(length)..total);
    }
    let first: usize = first.parse().ok()?;
    let end = if last.is_empty() { total } else { last.parse::<usize>().ok()?.saturating_add(1).min(total) };
    Some(first..end.max(first)).map(|range| if first < total { range } else { total..total })
}

/// The bytes within an entity, such as a file attachment.
///
/// # Rule
/// <https://learn.microsoft.com/graph/api/attachment-get#example-6-get-the-raw-contents-of-a-file-attachment-on-a-message>
fn within(properties: &Properties) -> Option<ODataResponse> {
    let text = |name: &str| properties.get(name).and_then(Json::as_str);
    let bytes = text("contentBytes")?.replace('-', "+").replace('_', "/");
    let bytes = BASE64.decode(bytes).ok()?;
    let content_type = text("contentType").unwrap_or("application/octet-stream");
    Some(ODataResponse::raw(StatusCode::OK, content_type.to_owned(), bytes.into()))
}

/// `PUT …/$value` → 200 and no body; `PUT …/content` → 200, or 201 for a new file, and the entity, if it is known; `PUT` of
/// another stream property → 204.
fn write(store: &mut Store, request: &ResourceRequest, path: Path) -> Result<ODataResponse, ODataError> {
    let owner = path.split_last().map(|(_, owner)| owner.to_vec()).filter(|_| request.url.is_content());
    let media = Media::new(request.content_type(), Bytes::clone(&request.raw));
    store.put_media(path, media);
    if let Some(owner) = &owner {
        measure(store, request, owner);
    }
    match owner.as_ref().and_then(|owner| ValueRef::of(store, owner)) {
        Some(owner) => {
            let status = if request.is_new { StatusCode::CREATED } else { StatusCode::OK };
            Ok(ODataResponse::json(status, View::whole().show(store, owner, request.links())?))
        }
        None if request.url.is_media() => Ok(ODataResponse::empty(StatusCode::OK)),
        None => Ok(ODataResponse::no_content()),
    }
}

/// Sets the size and the media type of a file.
fn measure(store: &mut Store, request: &ResourceRequest, home: &Path) {
    let Some(mut file) = store.entity(home).map(|entity| entity.properties.clone()) else { return };
    let Some(Json::Object(facet)) = file.get_mut("file") else { return };
    facet.insert("mimeType".to_owned(), request.content_type().into());
    file.insert("size".to_owned(), request.raw.len().into());
    store.put(home.clone(), file);
}

/// The location of an entity's content.
#[derive(Debug, Clone, Copy)]
pub(crate) enum ContentLocation {
    /// The entity itself: `…/$value`.
    Itself,
    /// A property of the entity: `…/content`.
    Property,
}

impl ContentLocation {
    /// The location of the content of an entity that is created by its bytes; `None` if a create must be JSON.
    ///
    /// # Rule
    /// A media entity is created by its content (OData 4.01 Protocol, §11.4.7.1). So is a message, by MIME:
    /// <https://learn.microsoft.com/graph/api/user-post-messages>; a page of `OneNote`, by HTML:
    /// <https://learn.microsoft.com/graph/api/section-post-pages>; and an app of Teams, by its package:
    /// <https://learn.microsoft.com/graph/api/teamsapp-publish>.
    pub(crate) fn of_type(metadata: &Metadata, of: &StructuredType) -> Option<Self> {
        let is = |name: &str| metadata.is_a(&of.name, name);
        if is("microsoft.graph.onenotePage") {
            return Some(Self::Property);
        }
        let by_name = ["message", "teamsApp", "teamsAppDefinition"].map(|name| is(&format!("microsoft.graph.{name}")));
        (metadata.has_stream(&of.name) || by_name.contains(&true)).then_some(Self::Itself)
    }

    /// As [`of_type`](Self::of_type), without metadata.
    pub(crate) fn of_name(collection: &[String]) -> Option<Self> {
        let is_mailbox = collection.first().is_some_and(|root| root == "me" || root == "users");
        match collection.last()?.as_str() {
            "messages" if is_mailbox => Some(Self::Itself),
            "teamsApps" | "appDefinitions" => Some(Self::Itself),
            "pages" if collection.iter().any(|segment| segment == "onenote") => Some(Self::Property),
            _ => None,
        }
    }

    pub(crate) fn path(self, home: &Path) -> Path {
        match self {
            Self::Itself => home.clone(),
            Self::Property => child(home, "content"),
        }
    }
}

/// The bytes of a create. MIME as text is decoded from base64.
pub(crate) fn media_of(request: &ResourceRequest) -> Media {
    let is_text = request.content_type().starts_with("text/plain");
    let plain: Vec<u8> = request.raw.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let decoded = Some(plain).filter(|_| is_text).and_then(|plain| BASE64.decode(plain).ok());
    let bytes = decoded.map_or_else(|| Bytes::clone(&request.raw), Bytes::from);
    Media::new(request.content_type(), bytes)
}

/// `DELETE` → 204. An entity that exists by its content is deleted as well.
fn remove(store: &mut Store, request: &ResourceRequest, path: &Path) -> Result<ODataResponse, ODataError> {
    if !store.remove_media(path) {
        return Err(ODataError::not_found(&request.subject()));
    }
    if store.is_content(path) {
        store.delete(path);
    }
    Ok(ODataResponse::no_content())
}
