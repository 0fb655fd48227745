//! Create, read, update, replace and delete of one entity.

use http::StatusCode;
use http::header::{ETAG, LOCATION};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::http::response::{ODataError, ODataResponse};
use crate::query::expand::View;
use crate::query::value_ref::ValueRef;
use crate::service::media::{self, ContentLocation};
use crate::service::request::ResourceRequest;
use crate::store::Store;
use crate::store::address::Path;
use crate::store::directory;
use crate::store::entity::Entity;
use crate::store::properties::{self, Properties};

/// `POST` to a collection → 201. A path that is not a collection becomes one by an entity with its type: nothing else
/// distinguishes a create from an action.
pub(crate) fn create(
    store: &mut Store,
    request: &ResourceRequest,
    collection: &Path,
) -> Result<ODataResponse, ODataError> {
    let content = content(store, request, collection);
    if content.is_none() && store.collection(collection).is_none() && properties::type_name(&request.body).is_none() {
        return Err(ODataError::no_handler(&request.subject(), store.metadata.is_some()));
    }
    request.require_unconditional()?;
    request.url.options.allow(&[])?;
    if content.is_none() {
        request.require_object()?;
    }
    let properties = assigned(collection, properties::storable(&request.body)?);
    let key = match properties::key(&properties, &request.key)? {
        Some(key) if store.has(collection, &key) => return Err(ODataError::already_exists(&key)),
        Some(key) => key,
        None if request.key == properties::ID => Uuid::new_v4().to_string(),
        None => return Err(ODataError::refused(format!("The key property '{}' is missing.", request.key))),
    };
    let home = store.put_member(collection, &key, keyed(request, properties, &key));
    if let Some(content) = content {
        store.put_media(content.path(&home), media::media_of(request));
    }
    if let Some(referring) = &request.also_in {
        store.link(referring, home.clone());
    }
    created(store, request, &home)
}

/// `PUT` to a key that the collection does not have → 201.
pub(crate) fn create_at(
    store: &mut Store,
    request: &ResourceRequest,
    collection: &Path,
    key: &str,
) -> Result<ODataResponse, ODataError> {
    // There is no entity that `If-Match` could match, not even `*` (RFC 9110, §13.1.1).
    request.require_unconditional().map_err(|_| ODataError::precondition_failed())?;
    request.url.options.allow(&[])?;
    let properties = whole(request, Some(key))?;
    let home = store.put_member(collection, key, properties);
    created(store, request, &home)
}

/// The location of the bytes of a create; `None` for JSON.
fn content(store: &Store, request: &ResourceRequest, collection: &[String]) -> Option<ContentLocation> {
    if !request.has_bytes() {
        return None;
    }
    let Some(metadata) = &store.metadata else { return ContentLocation::of_name(collection) };
    ContentLocation::of_type(metadata, metadata.structured(properties::type_name(&request.body)?)?)
}

/// Adds the properties that the service assigns, other than the key.
fn assigned(collection: &[String], mut properties: Properties) -> Properties {
    if let Some(name) = directory::assigned(collection)
        && properties.get(name).is_none_or(Json::is_null)
    {
        properties.insert(name.to_owned(), Uuid::new_v4().to_string().into());
    }
    properties
}

fn created(store: &mut Store, request: &ResourceRequest, home: &Path) -> Result<ODataResponse, ODataError> {
    store.add_related(home, &request.related);
    let entity = existing(store, request, home)?;
    let response = show(store, request, StatusCode::CREATED, home, entity, &View::whole())?;
    Ok(response.header(LOCATION, request.url.url_of(home)))
}

/// `GET` → 200.
pub(crate) fn read(store: &Store, request: &ResourceRequest, home: &Path) -> Result<ODataResponse, ODataError> {
    request.url.options.allow(&["$select", "$expand"])?;
    let view = request.view()?;
    show(store, request, StatusCode::OK, home, matching(store, request, home)?, view)
}

/// `PATCH` → 200, or 204 if the client prefers that. A directory object is never returned: the pages of its types have 204,
/// <https://learn.microsoft.com/graph/api/user-update>.
pub(crate) fn update(store: &mut Store, request: &ResourceRequest, home: &Path) -> Result<ODataResponse, ODataError> {
    request.url.options.allow(&[])?;
    let mut properties = matching(store, request, home)?.properties.clone();
    let mut changes = properties::storable(&request.body)?;
    if changes.get(properties::ID).is_some_and(|id| properties.get(properties::ID) != Some(id)) {
        if request.is_strict() {
            return Err(id_is_fixed());
        }
        changes.shift_remove(properties::ID);
    }
    properties.extend(changes);
    store.drop_cleared(&mut properties);
    store.put(home.clone(), properties);
    store.add_related(home, &request.related);
    if store.is_directory_object(home) && !request.prefers_minimal() {
        return Ok(ODataResponse::no_content().header(ETAG, existing(store, request, home)?.etag()));
    }
    updated(store, request, home)
}

/// `PUT` → 200, or 204 if the client prefers that.
pub(crate) fn replace(store: &mut Store, request: &ResourceRequest, home: &Path) -> Result<ODataResponse, ODataError> {
    request.url.options.allow(&[])?;
    let before = &matching(store, request, home)?.properties;
    let mut properties = whole(request, properties::key(before, &request.key)?.as_deref())?;
    properties::reset(&mut properties, before);
    store.drop_cleared(&mut properties);
    store.put(home.clone(), properties);
    store.add_related(home, &request.related);
    updated(store, request, home)
}

fn updated(store: &Store, request: &ResourceRequest, home: &Path) -> Result<ODataResponse, ODataError> {
    let entity = existing(store, request, home)?;
    if request.prefers_minimal() {
        let response = ODataResponse::no_content().header(ETAG, entity.etag());
        return Ok(response.header(http::HeaderName::from_static("preference-applied"), "return=minimal".to_owned()));
    }
    show(store, request, StatusCode::OK, home, entity, &View::whole())
}

/// `DELETE` → 204.
pub(crate) fn delete(store: &mut Store, request: &ResourceRequest, home: &Path) -> Result<ODataResponse, ODataError> {
    request.url.options.allow(&[])?;
    matching(store, request, home)?;
    store.remove(home);
    Ok(ODataResponse::no_content())
}

/// `POST …/restore` of a deleted item → 200 and the restored entity.
///
/// # Rule
/// <https://learn.microsoft.com/graph/api/directory-deleteditems-restore>
pub(crate) fn restore(store: &mut Store, request: &ResourceRequest, key: &str) -> Result<ODataResponse, ODataError> {
    request.url.options.allow(&[])?;
    let home = store.restore_deleted(key).ok_or_else(|| ODataError::not_found(&request.subject()))?;
    show(store, request, StatusCode::OK, &home, existing(store, request, &home)?, &View::whole())
}

/// The properties of a whole entity with this id; a singleton may have none. A different key in the body is ignored unless
/// names must be exact.
fn whole(request: &ResourceRequest, id: Option<&str>) -> Result<Properties, ODataError> {
    request.require_object()?;
    let mut properties = properties::storable(&request.body)?;
    let given = if request.is_strict() { properties::key(&properties, &request.key)? } else { None };
    match (given, id) {
        (Some(given), id) if id != Some(given.as_str()) => Err(id_is_fixed()),
        (_, Some(id)) => Ok(keyed(request, properties, id)),
        (_, None) => {
            if !request.is_strict() {
                properties.shift_remove(&request.key);
            }
            Ok(properties)
        }
    }
}

/// Adds the key if it is the `id`: another key is a property, or in the URL alone.
fn keyed(request: &ResourceRequest, properties: Properties, key: &str) -> Properties {
    if request.key == properties::ID { properties::with_id(properties, key) } else { properties }
}

fn id_is_fixed() -> ODataError {
    ODataError::bad_request("The property 'id' is read-only and can't be changed.")
}

fn existing<'s>(store: &'s Store, request: &ResourceRequest, home: &Path) -> Result<&'s Entity, ODataError> {
    store.entity(home).ok_or_else(|| ODataError::not_found(&request.subject()))
}

/// The entity, if `If-Match` matches it.
fn matching<'s>(store: &'s Store, request: &ResourceRequest, home: &Path) -> Result<&'s Entity, ODataError> {
    let entity = existing(store, request, home)?;
    request.require_match(&entity.etag())?;
    Ok(entity)
}

fn show(
    store: &Store,
    request: &ResourceRequest,
    status: StatusCode,
    home: &Path,
    entity: &Entity,
    view: &View,
) -> Result<ODataResponse, ODataError> {
    let shown = view.show(store, ValueRef::Entity { home, entity }, request.links())?;
    Ok(ODataResponse::json(status, shown).header(ETAG, entity.etag()))
}
