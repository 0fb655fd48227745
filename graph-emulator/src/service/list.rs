//! Lists of a collection's entities or references, page by page, and their number.

use std::collections::HashMap;

use http::{HeaderName, StatusCode};
use serde_json::{Map, Value as Json, json};

use crate::http::response::{ODataError, ODataResponse};
use crate::query::calendar_view::TimeWindow;
use crate::query::criteria::Criteria;
use crate::query::filter::Order;
use crate::query::value_ref::ValueRef;
use crate::service::request::ResourceRequest;
use crate::store::Store;
use crate::store::address::Path;
use crate::store::collection::MemberRef;
use crate::store::derived::Members;
use crate::store::directory::is_directory;
use crate::store::entities::SKIP_TOKEN;
use crate::store::last_place::AHEAD;

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

impl<'s> ListedEntity<'s> {
    fn of(member: MemberRef<'s>) -> Option<Self> {
        Some(Self { ordinal: member.ordinal, home: member.home, node: ValueRef::of_member(member)? })
    }
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
    Ok(ODataResponse::text(Selection::of(store, request, scope, query)?.count().to_string()))
}

/// The entities of a collection that a query selects.
struct Selection<'s> {
    store: &'s Store,
    members: Members<'s>,
    /// Those that a filter and the like select, in the order of their creation; `None` if all members are selected.
    selected: Option<Vec<ListedEntity<'s>>>,
}

impl<'s> Selection<'s> {
    /// Evaluates a query. One that fails for an entity fails for each page.
    fn of(store: &'s Store, request: &ResourceRequest, scope: ListScope, query: &Criteria) -> Result<Self, ODataError> {
        let members = store.members(scope.collection).ok_or_else(|| ODataError::not_found(&request.subject()))?;
        let window = TimeWindow::of(&request.url.options, scope.collection)?;
        let Criteria { filter, search, .. } = query;
        if scope.type_name.is_none() && window.is_none() && filter.is_none() && search.is_none() {
            return Ok(Self { store, members, selected: None });
        }
        let mut selected = Vec::new();
        let mut entities = members.after(None).filter_map(ListedEntity::of);
        loop {
            let several: Vec<ListedEntity> = entities.by_ref().take(AHEAD).collect();
            if several.is_empty() {
                break;
            }
            query.read_ahead(&several.iter().filter_map(|entity| entity.node.properties()).collect::<Vec<_>>());
            for entity in several {
                let node = entity.node;
                let is_within = |window: &TimeWindow| node.properties().map_or(Ok(true), |event| window.has(event));
                if window.as_ref().map_or(Ok(true), is_within)?
                    && scope.type_name.is_none_or(|name| node.is_of(store, name))
                    && query.matches(store, node)?
                {
                    selected.push(entity);
                }
            }
        }
        drop(entities);
        Ok(Self { store, members, selected: Some(selected) })
    }

    fn count(&self) -> usize {
        self.selected.as_ref().map_or_else(|| self.members.count(), Vec::len)
    }

    /// The entities in the order of their creation.
    fn into_entities(self) -> Vec<ListedEntity<'s>> {
        self.selected.unwrap_or_else(|| self.members.after(None).filter_map(ListedEntity::of).collect())
    }

    /// A page of the entities after an ordinal.
    fn after(self, last: Option<u64>, skip: usize, size: usize) -> Page<'s> {
        let is_after = |entity: &ListedEntity| last.is_none_or(|last| entity.ordinal > last);
        let (page, has_more) = match self.selected {
            Some(selected) => first(selected.into_iter().filter(is_after).skip(skip), size),
            None => first(self.members.after(last).filter_map(ListedEntity::of).skip(skip), size),
        };
        let last = page.last().map(|entity| entity.ordinal);
        (page, last.filter(|_| has_more).map(Next::After))
    }

    /// The first page of an ordered list.
    fn first_in_order(self, order: &Order, skip: usize, size: usize) -> Result<Page<'s>, ODataError> {
        let entities = order.sort(self.store, self.into_entities(), |entity| entity.node)?;
        let (page, has_more) = first(entities.iter().skip(skip).copied(), size);
        let offset = skip + page.len();
        let next = has_more.then(|| Next::InNewOrder(entities.iter().map(|entity| entity.ordinal).collect(), offset));
        Ok((page, next))
    }

    /// A later page of an ordered list, in the order of its first page.
    fn later_in_order(self, position: u64, skip: usize, size: usize) -> Result<Page<'s>, ODataError> {
        let (number, offset) = Next::in_order(position);
        let rest = self.store.order(number).and_then(|order| order.get(offset..)).ok_or_else(old_token)?;
        let (page, has_more) = if let (None, Members::Stored(collection)) = (&self.selected, &self.members) {
            first(rest.iter().filter_map(|at| ListedEntity::of(collection.at(*at)?)).skip(skip), size)
        } else {
            let selected: HashMap<u64, ListedEntity> =
                self.into_entities().into_iter().map(|entity| (entity.ordinal, entity)).collect();
            first(rest.iter().filter_map(|at| selected.get(at).copied()).skip(skip), size)
        };
        let last = page.last().and_then(|last| rest.iter().position(|at| *at == last.ordinal));
        Ok((page, last.filter(|_| has_more).map(|at| Next::InOrder(number, offset + at + 1))))
    }
}

/// The entities of a page, and where the next one starts.
type Page<'s> = (Vec<ListedEntity<'s>>, Option<Next>);

/// The first entities, and whether there are more.
fn first<'s>(mut entities: impl Iterator<Item = ListedEntity<'s>>, size: usize) -> (Vec<ListedEntity<'s>>, bool) {
    let page = entities.by_ref().take(size).collect();
    (page, entities.next().is_some())
}

/// The start of the next page.
enum Next {
    /// After a member of the collection.
    After(u64),
    /// At an offset of an order that is not kept yet.
    InNewOrder(Vec<u64>, usize),
    /// At an offset of the order with a number.
    InOrder(u32, usize),
}

impl Next {
    /// The position in a token.
    fn position(self, store: &mut Store) -> u64 {
        let (number, offset) = match self {
            Self::After(ordinal) => return ordinal,
            Self::InNewOrder(order, offset) => (store.keep_order(order), offset),
            Self::InOrder(number, offset) => (number, offset),
        };
        // An order of more positions than the memory has can't be kept.
        u64::from(number) << 32 | u64::from(u32::try_from(offset).unwrap_or(u32::MAX))
    }

    /// The number of an order and the offset, of a position.
    fn in_order(position: u64) -> (u32, usize) {
        let half = |half: u64| u32::try_from(half & u64::from(u32::MAX)).unwrap_or_default();
        (half(position >> 32), usize::try_from(half(position)).unwrap_or(usize::MAX))
    }
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
    let skip = options.number("$skip")?.unwrap_or(0);
    let selection = Selection::of(store, request, scope, query)?;

    let mut body = Map::new();
    if options.flag("$count")? && token.is_none() {
        body.insert("@odata.count".to_owned(), selection.count().into());
    }
    let (page, next) = match (&query.order, token) {
        (None, last) => selection.after(last, skip, size),
        (Some(order), None) => selection.first_in_order(order, skip, size)?,
        (Some(_), Some(position)) => selection.later_in_order(position, skip, size)?,
    };
    let value: Vec<Json> = page.into_iter().map(|entity| show(store, entity)).collect::<Result<_, _>>()?;
    if let Some(next) = next {
        let position = next.position(store);
        let link = request.url.link(SKIP_TOKEN, &store.skip_token(scope.collection, position));
        body.insert("@odata.nextLink".to_owned(), link.into());
    }
    body.insert("value".to_owned(), value.into());
    Ok(paged(request, ODataResponse::json(StatusCode::OK, body)))
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
