//! Lists of a collection's entities or references, page by page, and their number.

use std::collections::HashMap;

use http::{HeaderName, StatusCode};
use serde_json::{Map, Value as Json, json};

use crate::http::response::{ODataError, ODataResponse};
use crate::query::calendar_view::TimeWindow;
use crate::query::criteria::Criteria;
use crate::query::value_ref::ValueRef;
use crate::service::request::ResourceRequest;
use crate::store::Store;
use crate::store::address::Path;
use crate::store::directory::is_directory;
use crate::store::entities::SKIP_TOKEN;

/// The entities of a list.
#[derive(Clone, Copy)]
pub(crate) struct ListScope<'a> {
    pub(crate) collection: &'a Path,
    /// Only those of this type.
    pub(crate) type_name: Option<&'a str>,
}

/// An entity with its position in the collection.
#[derive(Clone, Copy)]
struct ListedEntity<'s> {
    ordinal: u64,
    home: &'s Path,
    node: ValueRef<'s>,
}

/// `GET` of a collection → 200 and its entities.
pub(crate) fn entities(
    store: &mut Store,
    request: &ResourceRequest,
    scope: ListScope,
) -> Result<ODataResponse, ODataError> {
    let [filter, search, order] = Criteria::OPTIONS;
    request.url.options.allow(&["$select", "$expand", filter, search, order, "$top", "$skip", "$count", SKIP_TOKEN])?;
    let view = request.view()?;
    page(store, request, scope, |store, member| view.show(store, member.node, request.links()))
}

/// `GET …/$ref` of a collection → 200 and the URLs of its entities.
pub(crate) fn references(
    store: &mut Store,
    request: &ResourceRequest,
    scope: ListScope,
) -> Result<ODataResponse, ODataError> {
    let [filter, search, order] = Criteria::OPTIONS;
    request.url.options.allow(&[filter, search, order, "$top", "$skip", "$count", SKIP_TOKEN])?;
    page(store, request, scope, |_, member| Ok(json!({ "@odata.id": request.url.url_of(member.home) })))
}

/// `GET …/$count` of a collection → 200 and the number as text.
pub(crate) fn count(store: &Store, request: &ResourceRequest, scope: ListScope) -> Result<ODataResponse, ODataError> {
    request.require_unconditional()?;
    request.url.options.allow(&["$filter", "$search"])?;
    let query = request.criteria()?;
    require_eventual(request, scope.collection, query, true)?;
    Ok(ODataResponse::text(members(store, request, scope, query)?.len().to_string()))
}

/// The entities that match a query, in the order of their creation.
fn members<'s>(
    store: &'s Store,
    request: &ResourceRequest,
    scope: ListScope,
    query: &Criteria,
) -> Result<Vec<ListedEntity<'s>>, ODataError> {
    let all = store.members(scope.collection).ok_or_else(|| ODataError::not_found(&request.subject()))?;
    let window = TimeWindow::of(&request.url.options, scope.collection)?;
    let mut members = Vec::new();
    for (ordinal, home) in all {
        let Some(node) = ValueRef::of(store, home) else { continue };
        let is_within = |window: &TimeWindow| node.properties().map_or(Ok(true), |event| window.has(event));
        if !window.as_ref().map_or(Ok(true), is_within)? {
            continue;
        }
        if scope.type_name.is_none_or(|name| node.is_of(store, name)) && query.matches(store, node)? {
            members.push(ListedEntity { ordinal, home, node });
        }
    }
    Ok(members)
}

/// Rejects an advanced query of a directory collection without the header, or without `$count=true` where it is needed.
///
/// The service's rule: <https://learn.microsoft.com/graph/aad-advanced-queries>.
fn require_eventual(
    request: &ResourceRequest,
    collection: &[String],
    query: &Criteria,
    is_count: bool,
) -> Result<(), ODataError> {
    if !is_directory(collection) {
        return Ok(());
    }
    let counts = request.url.options.flag("$count")?;
    let filter = query.filter.as_ref();
    let advanced = match filter.and_then(|filter| filter.advanced) {
        None if filter.is_some() && query.order.is_some() => Some("$filter with $orderby"),
        advanced => advanced,
    };
    let what = match advanced {
        _ if query.search.is_some() => "$search",
        Some(what) => what,
        None if is_count => "the segment '/$count'",
        None if counts => "$count=true",
        None => return Ok(()),
    };
    let needs_count = advanced.is_some() && !is_count && !counts;
    let missing = match (request.is_eventual(), needs_count) {
        (true, false) => return Ok(()),
        (true, true) => "$count=true to the query",
        (false, false) => "the header 'ConsistencyLevel: eventual'",
        (false, true) => "the header 'ConsistencyLevel: eventual', and $count=true to the query",
    };
    Err(ODataError::unsupported_query(format!("{what} is an advanced query of directory objects: add {missing}.")))
}

fn page(
    store: &mut Store,
    request: &ResourceRequest,
    scope: ListScope,
    show: impl Fn(&Store, ListedEntity) -> Result<Json, ODataError>,
) -> Result<ODataResponse, ODataError> {
    request.require_unconditional()?;
    let options = &request.url.options;
    let query = request.criteria()?;
    require_eventual(request, scope.collection, query, false)?;
    let size = page_size(request)?;
    let token = options.get(SKIP_TOKEN).map(|token| parse_token(store, scope.collection, token)).transpose()?;
    let matched = members(store, request, scope, query)?;

    let mut body = Map::new();
    if options.flag("$count")? && token.is_none() {
        body.insert("@odata.count".to_owned(), matched.len().into());
    }
    let mut rest = continued(store, matched, query, token)?;
    rest.drain(..options.number("$skip")?.unwrap_or(0).min(rest.len()));
    let later = rest.split_off(size.min(rest.len()));
    let value: Vec<Json> = rest.iter().map(|member| show(store, *member)).collect::<Result<_, _>>()?;
    if let (Some(last), false) = (rest.last(), later.is_empty()) {
        let last = last.ordinal;
        let later = later.iter().map(|member| member.ordinal).collect();
        let position = if query.order.is_some() { store.keep_cursor(later) } else { last };
        let link = request.url.link(SKIP_TOKEN, &store.skip_token(scope.collection, position));
        body.insert("@odata.nextLink".to_owned(), link.into());
    }
    body.insert("value".to_owned(), value.into());
    Ok(paged(request, ODataResponse::json(StatusCode::OK, body)))
}

/// The entities after the previous pages. The order of the first page is kept.
fn continued<'s>(
    store: &'s Store,
    matched: Vec<ListedEntity<'s>>,
    query: &Criteria,
    token: Option<u64>,
) -> Result<Vec<ListedEntity<'s>>, ODataError> {
    match (&query.order, token) {
        (None, None) => Ok(matched),
        (None, Some(last)) => Ok(matched.into_iter().filter(|member| member.ordinal > last).collect()),
        (Some(order), None) => order.sort(store, matched, |member| member.node),
        (Some(_), Some(cursor)) => {
            let rest = store.cursor(cursor).ok_or_else(old_token)?;
            let matched: HashMap<u64, ListedEntity> =
                matched.into_iter().map(|member| (member.ordinal, member)).collect();
            Ok(rest.iter().filter_map(|ordinal| matched.get(ordinal).copied()).collect())
        }
    }
}

/// The page size: the least of the client's and the server's.
pub(crate) fn page_size(request: &ResourceRequest) -> Result<usize, ODataError> {
    match request.url.options.number("$top")? {
        Some(0) => Err(ODataError::bad_request("Invalid page size specified: '0'. Must be at least 1.")),
        top => {
            let wanted = top.unwrap_or(usize::MAX).min(request.preferred_page_size().unwrap_or(usize::MAX));
            Ok(wanted.min(request.settings.page_size))
        }
    }
}

/// Adds `Preference-Applied` for the page size.
pub(crate) fn paged(request: &ResourceRequest, response: ODataResponse) -> ODataResponse {
    match request.preferred_page_size() {
        Some(size) => {
            let name = HeaderName::from_static("preference-applied");
            response.header(name, format!("odata.maxpagesize={size}"))
        }
        None => response,
    }
}

fn parse_token(store: &Store, collection: &Path, token: &str) -> Result<u64, ODataError> {
    let position = token.get(..16).and_then(|digits| u64::from_str_radix(digits, 16).ok());
    position.filter(|position| store.skip_token(collection, *position) == token).ok_or_else(foreign_token)
}

/// The token is this collection's, but its order was dropped.
fn old_token() -> ODataError {
    ODataError::bad_request("The skip token is too old, or of a query without `$orderby`; start again without it.")
}

fn foreign_token() -> ODataError {
    ODataError::bad_request("The skip token does not belong to this collection.")
}
