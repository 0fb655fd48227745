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
use crate::service::request::Call;
use crate::store::Store;
use crate::store::address::{StoreAddress, is_delta};

/// Checks a request before it is done with what is stored, and makes what it addresses by the metadata; or answers it,
/// where nothing that is stored is asked for.
///
/// # Errors
/// What the metadata forbids.
pub(crate) fn validate(
    schema: &Schema,
    store: &mut Store,
    call: &mut Call,
) -> Result<Option<ODataResponse>, ODataError> {
    // Which options a path has of its own the metadata does not tell.
    call.url.options.allow_own();
    let resolved_path = ResolvedPath::follow(schema.names(), &call.url.segments, |path| store.has_entity(path))?;
    call.url.segments = resolved_path.segments().to_vec();
    materialize(schema, store, &resolved_path, &call.url.segments);
    let called = resolved_path.operations();
    if !called.is_empty() {
        return operation::answer(schema, store, call, &resolved_path, &called).map(Some);
    }
    if matches!(store.find(&call.url.segments), StoreAddress::Operation(_)) {
        // A cast, or changes, of what is not there.
        return Err(ODataError::not_found(&call.subject()));
    }
    if call.url.segments.last().is_some_and(|last| is_delta(last)) {
        return delta(schema, call, &resolved_path).map(|()| None);
    }
    if resolved_path.value().is_some() && call.url.suffix != PathSuffix::Reference {
        return property::answer(schema, store, call, &resolved_path);
    }
    match (call.url.suffix, resolved_path.target()) {
        (PathSuffix::Reference, target) => {
            write::reference(schema, store, call, &resolved_path, call.creation())?;
            if let (&Method::GET, Some(ResourceKind::Collection(of))) = (call.method, target) {
                query::check(schema, call, &resolved_path, of)?;
            }
        }
        (PathSuffix::Count, Some(ResourceKind::Collection(of))) => query::check(schema, call, &resolved_path, of)?,
        (PathSuffix::None, Some(_)) => resource(schema, store, call, &resolved_path)?,
        _ => {}
    }
    Ok(None)
}

/// Whether an entity or a collection may be asked or changed so.
fn resource(
    schema: &Schema,
    store: &mut Store,
    call: &mut Call,
    resolved_path: &ResolvedPath,
) -> Result<(), ODataError> {
    let Some(of) = resolved_path.entity_type() else { return Ok(()) };
    let is_collection = resolved_path.entity().is_none();
    let creation = call.creation();
    match *call.method {
        Method::GET => query::check(schema, call, resolved_path, of),
        Method::POST if is_collection => {
            granted(resolved_path, "Insertable", "GET")?;
            write::create(schema, store, call, resolved_path, of, creation)
        }
        Method::POST => Err(ODataError::method_not_allowed("GET, PATCH, PUT, DELETE")),
        Method::PATCH | Method::PUT if !is_collection => {
            granted(resolved_path, "Updatable", "GET")?;
            write::update(schema, store, call, of, creation)
        }
        Method::DELETE if !is_collection => granted(resolved_path, "Deletable", "GET"),
        _ => Ok(()),
    }
}

fn granted(resolved_path: &ResolvedPath, capability: &str, allowed: &'static str) -> Result<(), ODataError> {
    if resolved_path.is_refused(capability) { Err(ODataError::method_not_allowed(allowed)) } else { Ok(()) }
}

/// Changes of a collection, or of an item and all below it, where the metadata has a function for them.
fn delta(schema: &Schema, call: &mut Call, resolved_path: &ResolvedPath) -> Result<(), ODataError> {
    match (resolved_path.target(), resolved_path.before(call.url.segments.len().saturating_sub(1))) {
        (Some(ResourceKind::Operation(_)), Some(ResourceKind::Collection(of) | ResourceKind::Entity(of))) => {
            query::view(schema, call, of)
        }
        _ => Err(ODataError::refused("Resource not found for the segment 'delta'.")),
    }
}
