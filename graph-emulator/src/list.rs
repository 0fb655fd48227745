//! Lists of a collection's entities or references, a page at a time.

use std::hash::BuildHasher;

use http::StatusCode;
use serde_json::{Map, Value as Json, json};

use crate::answer::{Answer, Failure};
use crate::call::Call;
use crate::place::Path;
use crate::properties::{Selection, shown};
use crate::store::Store;

const SKIP_TOKEN: &str = "$skiptoken";

/// `GET` of a collection → 200 and its entities.
pub(crate) fn entities(store: &Store, call: &Call, collection: &Path) -> Result<Answer, Failure> {
    call.target.options.allow(&["$select", "$top", "$skip", "$count", SKIP_TOKEN])?;
    let selection = Selection::parse(call.target.options.get("$select"))?;
    page(store, call, collection, |home| {
        store.entity(home).map(|entity| shown(&entity.properties, &entity.etag(), &selection))
    })
}

/// `GET …/$ref` of a collection → 200 and the URLs of its entities.
pub(crate) fn references(store: &Store, call: &Call, collection: &Path) -> Result<Answer, Failure> {
    call.target.options.allow(&["$top", "$skip", "$count", SKIP_TOKEN])?;
    page(store, call, collection, |home| Some(json!({ "@odata.id": call.target.url_of(home) })))
}

fn page(store: &Store, call: &Call, path: &Path, show: impl Fn(&Path) -> Option<Json>) -> Result<Answer, Failure> {
    call.require_unconditional()?;
    let collection = store.collection(path).ok_or_else(|| Failure::not_found(&call.subject()))?;
    let options = &call.target.options;
    let size = match options.number("$top")? {
        Some(0) => return Err(Failure::bad_request("Invalid page size specified: '0'. Must be at least 1.")),
        top => top.unwrap_or(usize::MAX).min(call.page_size),
    };
    let after = options.get(SKIP_TOKEN).map(|token| open(store, path, token)).transpose()?;
    let mut members = collection.after(after).skip(options.number("$skip")?.unwrap_or(0)).peekable();

    let mut body = Map::new();
    if options.flag("$count")? && after.is_none() {
        body.insert("@odata.count".to_owned(), collection.len().into());
    }
    let mut last = None;
    let value = members.by_ref().take(size).inspect(|(ordinal, _)| last = Some(*ordinal));
    let value: Vec<Json> = value.filter_map(|(_, home)| show(home)).collect();
    if let (Some(last), Some(_)) = (last, members.peek()) {
        let link = call.target.next_link(&seal(store, path, last));
        body.insert("@odata.nextLink".to_owned(), link.into());
    }
    body.insert("value".to_owned(), value.into());
    Ok(Answer::json(StatusCode::OK, body))
}

/// The token of the page after a member: its ordinal, and a seal that no other emulator or collection has.
fn seal(store: &Store, collection: &Path, ordinal: u64) -> String {
    format!("{ordinal:016x}{:016x}", store.seal.hash_one((collection, ordinal)))
}

fn open(store: &Store, collection: &Path, token: &str) -> Result<u64, Failure> {
    let ordinal = token.get(..16).and_then(|ordinal| u64::from_str_radix(ordinal, 16).ok());
    ordinal
        .filter(|ordinal| seal(store, collection, *ordinal) == token)
        .ok_or_else(|| Failure::bad_request("The skip token is not one that this collection gave."))
}
