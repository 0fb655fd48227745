//! `…/delta`: the entities of a collection, and then its changes.
//!
//! A token is a point in time. The changes since then have the order of each entity's last change, so that a change during a
//! round is reported in that round.

use std::hash::BuildHasher;

use http::header::LOCATION;
use http::{Method, StatusCode};
use serde_json::{Map, Value as Json, json};

use crate::http::response::{ODataError, ODataResponse};
use crate::query::expand::View;
use crate::query::value_ref::ValueRef;
use crate::service::list::{page_size, paged};
use crate::service::relation_changes::RelationChanges;
use crate::service::request::ResourceRequest;
use crate::store::Store;
use crate::store::address::Path;
use crate::store::collection::{Change, Reason};
use crate::store::entities::SKIP_TOKEN;
use crate::store::facet::{DELETED, is_root};
use crate::store::properties;

const DELTA_TOKEN: &str = "$deltatoken";
/// The name on the page of drive items: <https://learn.microsoft.com/graph/api/driveitem-delta>.
const ITEM_TOKEN: &str = "token";

/// A parsed token.
#[derive(Clone, Copy)]
struct DeltaToken {
    /// Changes up to this one were reported.
    after: u64,
    /// Removals up to this one are left out: the client never saw the entity.
    removals_after: u64,
    /// The start of the round: all pages of a round report the changes of navigation properties since then.
    since: u64,
}

/// `GET …/delta` of a collection, or of an item for all items below it → 200, and a link to the next page or to the next round.
pub(crate) fn respond(store: &Store, request: &ResourceRequest, of: &Path) -> Result<ODataResponse, ODataError> {
    if *request.method != Method::GET {
        return Err(ODataError::method_not_allowed("GET"));
    }
    request.require_unconditional()?;
    if store.has_no_history(of) {
        return Err(ODataError::not_implemented("the changes of a derived collection"));
    }
    let options = &request.url.options;
    options.allow(&["$select", "$top", DELTA_TOKEN, SKIP_TOKEN, ITEM_TOKEN])?;
    let view = request.view()?;
    let clock = store.clock();
    let now = DeltaToken { after: clock, removals_after: clock, since: clock };
    let token = match (options.get(SKIP_TOKEN), options.get(DELTA_TOKEN).or(options.get(ITEM_TOKEN))) {
        (None, None) => DeltaToken { after: 0, since: 0, ..now },
        (None, Some("latest")) => now,
        (Some(token), _) | (None, Some(token)) => parse_token(store, of, token).ok_or_else(|| resync(request))?,
    };
    let is_item = store.entity(of).is_some() || is_root(of);
    let is_new = |(at, change, _): &Changed| {
        *at > token.after && (matches!(change, Change::Present(_)) || *at > token.removals_after)
    };
    let size = page_size(request)?;
    let mut changes: Vec<Changed> = if is_item || view.selected().any(|name| store.has_relations(name)) {
        // A change of a navigation property may be the last change of an entity.
        let all = if is_item { store.changes_below(of) } else { store.changes(of, 0).collect() };
        let changes = all.into_iter().map(|(at, change)| with_relations(store, view, token, at, change));
        let mut changes: Vec<_> = changes.filter(is_new).collect();
        changes.sort_by_key(|(at, ..)| *at);
        changes
    } else {
        let changes = store.changes(of, token.after).map(|(at, change)| (at, change, Vec::new()));
        changes.filter(is_new).take(size.saturating_add(1)).collect()
    };
    let later = changes.split_off(size.min(changes.len()));
    let last = changes.last().map(|(at, ..)| *at);
    let value: Vec<Json> = changes
        .into_iter()
        .map(|(_, change, relations)| show(store, view, change, relations, request))
        .collect::<Result<_, _>>()?;
    let (link, name, next) = match last {
        Some(at) if !later.is_empty() => ("@odata.nextLink", SKIP_TOKEN, DeltaToken { after: at, ..token }),
        _ => ("@odata.deltaLink", DELTA_TOKEN, now),
    };
    let mut body = Map::new();
    body.insert(link.to_owned(), request.url.link(name, &seal(store, of, next)).into());
    body.insert("value".to_owned(), value.into());
    Ok(paged(request, ODataResponse::json(StatusCode::OK, body)))
}

/// The time of a change, the change, and the changes of the navigation properties.
type Changed<'s> = (u64, Change<'s>, Vec<RelationChanges>);

/// A change with those of the selected navigation properties, which are changes of the entity, too.
fn with_relations<'s>(store: &'s Store, view: &View, token: DeltaToken, at: u64, change: Change<'s>) -> Changed<'s> {
    let Change::Present(home) = change else { return (at, change, Vec::new()) };
    let relations = RelationChanges::of(store, home, view.selected(), token.since, token.removals_after);
    let at = relations.iter().map(RelationChanges::at).fold(at, u64::max);
    (at, change, relations)
}

fn show(
    store: &Store,
    view: &View,
    change: Change,
    relations: Vec<RelationChanges>,
    request: &ResourceRequest,
) -> Result<Json, ODataError> {
    match change {
        Change::Present(home) => {
            let Some(node) = ValueRef::of(store, home) else { return Ok(Json::Null) };
            let shown = view.show(store, node, request.links())?;
            // The id is always there: it says which entity has changed.
            Ok(match shown {
                Json::Object(mut shown) => {
                    for relation in relations {
                        relation.add_to(&mut shown);
                    }
                    properties::with_id(shown, store.key(home)).into()
                }
                other => other,
            })
        }
        Change::Removed { key, reason } => Ok(match reason {
            Reason::Left => json!({ "id": key, "@removed": { "reason": "changed" } }),
            Reason::Deleted => json!({ "id": key, "@removed": { "reason": "deleted" } }),
            Reason::DeletedByFacet if view.selects(DELETED) => json!({ "id": key, DELETED: { "state": "deleted" } }),
            // As in the service, nothing marks it as deleted.
            Reason::DeletedByFacet => json!({ "id": key }),
        }),
    }
}

/// The client must start again, at the address in `Location`.
fn resync(request: &ResourceRequest) -> ODataError {
    ODataError::sync_state_not_found().header(LOCATION, request.url.without(&[DELTA_TOKEN, SKIP_TOKEN, ITEM_TOKEN]))
}

fn seal(store: &Store, collection: &Path, token: DeltaToken) -> String {
    let DeltaToken { after, removals_after, since } = token;
    let seal = store.seal.hash_one(("delta", collection, after, removals_after, since, store.delta_epoch));
    format!("{after:016x}{removals_after:016x}{since:016x}{seal:016x}")
}

fn parse_token(store: &Store, collection: &Path, token: &str) -> Option<DeltaToken> {
    let number = |range| token.get(range).and_then(|digits| u64::from_str_radix(digits, 16).ok());
    let parsed = DeltaToken { after: number(0..16)?, removals_after: number(16..32)?, since: number(32..48)? };
    (seal(store, collection, parsed) == token).then_some(parsed)
}
