//! Validation of a request against the metadata.

mod query;
mod write;
mod property;
mod operation;

use graph_csdl::ResourceKind;
use http::Method;

pub(crate) use self::operation::check_arguments;

use crate::http::response::{ODataError, ODataResponse};
use crate::http::url::PathSuffix;
use crate::schema::Schema;
use crate::schema::path::ResolvedPath;
use crate::service::materialize::materialize;
use crate::service::request::ResourceRequest;
use crate::store::Store;
use crate::store::address::{StoreAddress, is_delta};

/// Validates a request, and materializes the resources of its path; or returns the response, if no stored entity is needed.
///
/// # Errors
/// A request that the metadata forbids.
pub(crate) fn validate(
    schema: &Schema,
    store: &mut Store,
    request: &mut ResourceRequest,
) -> Result<Option<ODataResponse>, ODataError> {
    // The metadata does not declare a path's own options.
    request.url.options.allow_own();
    let resolved_path = ResolvedPath::follow(schema.names(), &request.url.segments, |path| store.has_entity(path))?;
    request.url.segments = resolved_path.segments().to_vec();
    materialize(schema, store, &resolved_path, &request.url.segments);
    let called = resolved_path.operations();
    if !called.is_empty() {
        return operation::respond(schema, store, request, &resolved_path, &called).map(Some);
    }
    if matches!(store.find(&request.url.segments), StoreAddress::Operation(_)) {
        // A cast, or a delta, of a missing entity.
        return Err(ODataError::not_found(&request.subject()));
    }
    if request.url.segments.last().is_some_and(|last| is_delta(last)) {
        return delta(schema, request, &resolved_path).map(|()| None);
    }
    if resolved_path.value().is_some() && request.url.suffix != PathSuffix::Reference {
        return property::respond(schema, store, request, &resolved_path);
    }
    match (request.url.suffix, resolved_path.target()) {
        (PathSuffix::Reference, target) => {
            write::reference(schema, store, request, &resolved_path, request.creation())?;
            if let (&Method::GET, Some(ResourceKind::Collection(of))) = (request.method, target) {
                query::check(schema, request, &resolved_path, of)?;
            }
        }
        (PathSuffix::Count, Some(ResourceKind::Collection(of))) => query::check(schema, request, &resolved_path, of)?,
        (PathSuffix::None, Some(_)) => resource(schema, store, request, &resolved_path)?,
        _ => {}
    }
    Ok(None)
}

/// Validates a request for an entity or a collection.
fn resource(
    schema: &Schema,
    store: &mut Store,
    request: &mut ResourceRequest,
    resolved_path: &ResolvedPath,
) -> Result<(), ODataError> {
    let Some(of) = resolved_path.entity_type() else { return Ok(()) };
    let is_collection = resolved_path.entity().is_none();
    let creation = request.creation();
    match *request.method {
        Method::GET => query::check(schema, request, resolved_path, of),
        Method::POST if is_collection => {
            require_capability(resolved_path, "Insertable", "GET")?;
            write::create(schema, store, request, resolved_path, of, creation)
        }
        Method::POST => Err(ODataError::method_not_allowed("GET, PATCH, PUT, DELETE")),
        Method::PATCH | Method::PUT if !is_collection => {
            require_capability(resolved_path, "Updatable", "GET")?;
            write::update(schema, store, request, of, creation)
        }
        Method::DELETE if !is_collection => require_capability(resolved_path, "Deletable", "GET"),
        _ => Ok(()),
    }
}

fn require_capability(resolved_path: &ResolvedPath, capability: &str, allowed: &'static str) -> Result<(), ODataError> {
    if resolved_path.is_refused(capability) { Err(ODataError::method_not_allowed(allowed)) } else { Ok(()) }
}

/// Validates a delta of a collection, or of an item, by the function in the metadata.
fn delta(schema: &Schema, request: &mut ResourceRequest, resolved_path: &ResolvedPath) -> Result<(), ODataError> {
    match (resolved_path.target(), resolved_path.before(request.url.segments.len().saturating_sub(1))) {
        (Some(ResourceKind::Operation(_)), Some(ResourceKind::Collection(of) | ResourceKind::Entity(of))) => {
            query::view(schema, request, of)
        }
        _ => Err(ODataError::refused("Resource not found for the segment 'delta'.")),
    }
}
