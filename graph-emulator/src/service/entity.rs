//! Create, read, update, replace and delete of one entity.

use http::StatusCode;
use http::header::{ETAG, LOCATION};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::http::response::{ODataError, ODataResponse};
use crate::query::expand::View;
use crate::query::value_ref::ValueRef;
use crate::service::media::{self, ContentLocation};
use crate::service::request::Call;
use crate::store::Store;
use crate::store::address::Path;
use crate::store::directory;
use crate::store::entities::Entity;
use crate::store::properties::{self, Properties};

/// `POST` to a collection → 201. A path that is none yet becomes one by an entity that tells its type: nothing else
/// tells a create from an action.
pub(crate) fn create(store: &mut Store, call: &Call, collection: &Path) -> Result<ODataResponse, ODataError> {
    let content = content(store, call, collection);
    if content.is_none() && store.collection(collection).is_none() && properties::type_name(&call.body).is_none() {
        return Err(ODataError::no_handler(&call.subject(), store.metadata.is_some()));
    }
    call.require_unconditional()?;
    call.url.options.allow(&[])?;
    if content.is_none() {
        call.require_object()?;
    }
    let properties = assigned(collection, properties::storable(&call.body)?);
    let key = match properties::key(&properties, &call.key)? {
        Some(key) if store.has(collection, &key) => return Err(ODataError::already_exists(&key)),
        Some(key) => key,
        None if call.key == properties::ID => Uuid::new_v4().to_string(),
        None => return Err(ODataError::refused(format!("The key property '{}' is missing.", call.key))),
    };
    let home = store.put_member(collection, &key, keyed(call, properties, &key));
    if let Some(content) = content {
        store.put_media(content.path(&home), media::sent(call));
    }
    if let Some(referring) = &call.also_in {
        store.link(referring, home.clone());
    }
    created(store, call, &home)
}

/// `PUT` to a key that the collection does not have → 201.
pub(crate) fn create_at(
    store: &mut Store,
    call: &Call,
    collection: &Path,
    key: &str,
) -> Result<ODataResponse, ODataError> {
    // There is no entity, so there is none that `If-Match` could match, `*` neither (RFC 9110, §13.1.1).
    call.require_unconditional().map_err(|_| ODataError::precondition_failed())?;
    call.url.options.allow(&[])?;
    let properties = whole(call, Some(key))?;
    let home = store.put_member(collection, key, properties);
    created(store, call, &home)
}

/// Where the bytes of a create go; `None` where it has JSON.
fn content(store: &Store, call: &Call, collection: &[String]) -> Option<ContentLocation> {
    if !call.has_bytes() {
        return None;
    }
    let Some(metadata) = &store.metadata else { return ContentLocation::of_name(collection) };
    ContentLocation::of_type(metadata, metadata.structured(properties::type_name(&call.body)?)?)
}

/// The same with what the service assigns beside the key.
fn assigned(collection: &[String], mut properties: Properties) -> Properties {
    if let Some(name) = directory::assigned(collection)
        && properties.get(name).is_none_or(Json::is_null)
    {
        properties.insert(name.to_owned(), Uuid::new_v4().to_string().into());
    }
    properties
}

fn created(store: &mut Store, call: &Call, home: &Path) -> Result<ODataResponse, ODataError> {
    store.add_related(home, &call.related);
    let entity = existing(store, call, home)?;
    let answer = show(store, call, StatusCode::CREATED, home, entity, &View::whole())?;
    Ok(answer.header(LOCATION, call.url.url_of(home)))
}

/// `GET` → 200.
pub(crate) fn read(store: &Store, call: &Call, home: &Path) -> Result<ODataResponse, ODataError> {
    call.url.options.allow(&["$select", "$expand"])?;
    let view = call.view()?;
    show(store, call, StatusCode::OK, home, matching(store, call, home)?, view)
}

/// `PATCH` → 200, or 204 if the client prefers that. A directory object is never sent back: the pages of its types have 204,
/// <https://learn.microsoft.com/graph/api/user-update>.
pub(crate) fn update(store: &mut Store, call: &Call, home: &Path) -> Result<ODataResponse, ODataError> {
    call.url.options.allow(&[])?;
    let mut properties = matching(store, call, home)?.properties.clone();
    let mut changes = properties::storable(&call.body)?;
    if changes.get(properties::ID).is_some_and(|id| properties.get(properties::ID) != Some(id)) {
        if call.is_strict() {
            return Err(id_is_fixed());
        }
        changes.shift_remove(properties::ID);
    }
    properties.extend(changes);
    store.drop_cleared(&mut properties);
    store.put(home.clone(), properties);
    store.add_related(home, &call.related);
    if store.is_directory_object(home) && !call.prefers_minimal() {
        return Ok(ODataResponse::no_content().header(ETAG, existing(store, call, home)?.etag()));
    }
    updated(store, call, home)
}

/// `PUT` → 200, or 204 if the client prefers that.
pub(crate) fn replace(store: &mut Store, call: &Call, home: &Path) -> Result<ODataResponse, ODataError> {
    call.url.options.allow(&[])?;
    let before = &matching(store, call, home)?.properties;
    let mut properties = whole(call, properties::key(before, &call.key)?.as_deref())?;
    properties::reset(&mut properties, before);
    store.drop_cleared(&mut properties);
    store.put(home.clone(), properties);
    store.add_related(home, &call.related);
    updated(store, call, home)
}

fn updated(store: &Store, call: &Call, home: &Path) -> Result<ODataResponse, ODataError> {
    let entity = existing(store, call, home)?;
    if call.prefers_minimal() {
        let answer = ODataResponse::no_content().header(ETAG, entity.etag());
        return Ok(answer.header(http::HeaderName::from_static("preference-applied"), "return=minimal".to_owned()));
    }
    show(store, call, StatusCode::OK, home, entity, &View::whole())
}

/// `DELETE` → 204.
pub(crate) fn delete(store: &mut Store, call: &Call, home: &Path) -> Result<ODataResponse, ODataError> {
    call.url.options.allow(&[])?;
    matching(store, call, home)?;
    store.remove(home);
    Ok(ODataResponse::no_content())
}

/// `POST …/restore` of a deleted item → 200 and the entity where it was.
///
/// # Rule
/// <https://learn.microsoft.com/graph/api/directory-deleteditems-restore>
pub(crate) fn restore(store: &mut Store, call: &Call, key: &str) -> Result<ODataResponse, ODataError> {
    call.url.options.allow(&[])?;
    let home = store.restore_deleted(key).ok_or_else(|| ODataError::not_found(&call.subject()))?;
    show(store, call, StatusCode::OK, &home, existing(store, call, &home)?, &View::whole())
}

/// The body as the whole of the entity with this id; a singleton may have none. Another key in the body is ignored unless
/// names are exact.
fn whole(call: &Call, id: Option<&str>) -> Result<Properties, ODataError> {
    call.require_object()?;
    let mut properties = properties::storable(&call.body)?;
    let given = if call.is_strict() { properties::key(&properties, &call.key)? } else { None };
    match (given, id) {
        (Some(given), id) if id != Some(given.as_str()) => Err(id_is_fixed()),
        (_, Some(id)) => Ok(keyed(call, properties, id)),
        (_, None) => {
            if !call.is_strict() {
                properties.shift_remove(&call.key);
            }
            Ok(properties)
        }
    }
}

/// The same with its key, if that is its `id`: another key is there, or in the URL alone.
fn keyed(call: &Call, properties: Properties, key: &str) -> Properties {
    if call.key == properties::ID { properties::with_id(properties, key) } else { properties }
}

fn id_is_fixed() -> ODataError {
    ODataError::bad_request("The property 'id' is read-only and can't be changed.")
}

fn existing<'s>(store: &'s Store, call: &Call, home: &Path) -> Result<&'s Entity, ODataError> {
    store.entity(home).ok_or_else(|| ODataError::not_found(&call.subject()))
}

/// The entity, if it is the one that the client means.
fn matching<'s>(store: &'s Store, call: &Call, home: &Path) -> Result<&'s Entity, ODataError> {
    let entity = existing(store, call, home)?;
    call.require_match(&entity.etag())?;
    Ok(entity)
}

fn show(
    store: &Store,
    call: &Call,
    status: StatusCode,
    home: &Path,
    entity: &Entity,
    view: &View,
) -> Result<ODataResponse, ODataError> {
    let shown = view.show(store, ValueRef::Entity { home, entity }, call.links())?;
    Ok(ODataResponse::json(status, shown).header(ETAG, entity.etag()))
}
