//! Actions and functions: their method, their arguments, and the response without a handler.

use graph_csdl::{OperationKind, ResourceKind, TypeRef};
use http::Method;
use serde_json::Value as Json;

use super::query;
use crate::http::options::Options;
use crate::http::request::ParsedRequest;
use crate::http::response::{ODataError, ODataResponse};
use crate::http::url::PathSuffix;
use crate::schema::Schema;
use crate::schema::operation::method_of;
use crate::schema::path::{OperationSegment, ResolvedPath};
use crate::service::request::ResourceRequest;
use crate::store::Store;
use crate::store::address::StoreAddress;
use crate::testing::template::arguments;

/// Checks the arguments of a request that has a handler. Operations outside of the metadata are not checked.
///
/// # Errors
/// An argument that no overload has, that has another type, or that is missing.
pub(crate) fn check_arguments(
    schema: &Schema,
    request: &ParsedRequest,
    json: &Result<Json, ODataError>,
) -> Result<(), ODataError> {
    let Some(segments) = request.segments() else { return Ok(()) };
    let Ok(resolved_path) = ResolvedPath::follow(schema.names(), segments, |_| false) else { return Ok(()) };
    let called = resolved_path.operations();
    if called.is_empty() {
        return Ok(());
    }
    let (options, body) = (request.options()?, request.body()?);
    let given = || json.clone().map(|json| Some(json).filter(|json| !json.is_null() || body.is_empty()));
    check(schema, given, &called, resolved_path.segments(), options)
}

/// Responds to a call without a handler: with its return type, or with the template for a handler.
pub(super) fn respond(
    schema: &Schema,
    store: &Store,
    request: &mut ResourceRequest,
    resolved_path: &ResolvedPath,
    called: &[OperationSegment],
) -> Result<ODataResponse, ODataError> {
    let segments = &request.url.segments;
    let last = match resolved_path.target() {
        Some(ResourceKind::Operation(overloads)) => overloads.as_slice(),
        _ => &[],
    };
    let (method, allowed) = method_of(last.first().map_or(OperationKind::Function, |operation| operation.kind));
    // A handler may change the result of a composable function.
    let is_open =
        last.iter().all(|operation| operation.is_composable) && (last.is_empty() || *request.method != Method::POST);
    if *request.method != method && !is_open {
        return Err(ODataError::method_not_allowed(allowed));
    }
    let given =
        || Ok((request.raw.is_empty() || request.require_object().is_ok()).then(|| Json::Object(request.body.clone())));
    check(schema, given, called, segments, &request.url.options)?;
    if !request.settings.empty_responses || *request.method != method {
        return Err(ODataError::no_operation(request.method, &resolved_path.template()));
    }
    let length = called.first().map_or(0, |first| first.at);
    let owner = store.find(segments.get(..length).unwrap_or_default());
    if matches!(owner, StoreAddress::Vacant { .. } | StoreAddress::Missing(_)) {
        return Err(ODataError::not_found(&request.subject()));
    }
    let returned = || last.iter().find_map(|operation| operation.returns.clone());
    let single = |name: &str, is_collection| TypeRef { name: name.to_owned(), is_collection, is_nullable: true };
    let returns = match resolved_path.target() {
        Some(ResourceKind::Collection(of)) => Some(single(&of.name, true)),
        Some(ResourceKind::Entity(of)) => Some(single(&of.name, false)),
        Some(ResourceKind::Value(ty)) => Some((*ty).clone()),
        _ => returned(),
    };
    if let Some(of) = returns.as_ref().and_then(|returned| schema.metadata.structured(&returned.name)) {
        query::resolve(schema, request, of, &[])?;
    }
    if request.url.suffix == PathSuffix::Count && returns.as_ref().is_some_and(|returned| returned.is_collection) {
        return Ok(ODataResponse::text("0".to_owned()));
    }
    Ok(schema.empty_response(returns.as_ref(), &request.url.service_root()))
}

/// Checks the arguments of each operation of a path; `given` is the JSON body of an action, or `None` for bytes of another
/// type.
///
/// # Errors
/// As [`check_arguments`].
fn check(
    schema: &Schema,
    given: impl Fn() -> Result<Option<Json>, ODataError>,
    called: &[OperationSegment],
    segments: &[String],
    options: &Options,
) -> Result<(), ODataError> {
    for OperationSegment { overloads, at, kind } in called {
        let given = match kind {
            OperationKind::Function => arguments(segments.get(*at).map(String::as_str).unwrap_or_default(), options)?,
            OperationKind::Action => match given()? {
                Some(Json::Object(given)) => given.into_iter().collect(),
                // A mail as MIME, or no body.
                None => continue,
                Some(Json::Null) => Vec::new(),
                _ => return Err(ODataError::refused("The parameters of an action are a JSON object.")),
            },
        };
        schema.check_arguments(overloads, &given)?;
    }
    Ok(())
}
