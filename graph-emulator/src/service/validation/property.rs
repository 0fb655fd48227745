//! The address of a property: `users/ada/displayName`, `…/$value`, `…/$count`.

use graph_csdl::{StructuredKind, TypeRef};
use http::{Method, StatusCode};
use serde_json::{Value as Json, json};

use super::write::keep_rest;
use crate::http::response::{ODataError, ODataResponse};
use crate::http::url::PathSuffix;
use crate::schema::Schema;
use crate::schema::path::ResolvedPath;
use crate::service::request::ResourceRequest;
use crate::store::Store;
use crate::store::address::StoreAddress;
use crate::store::deep_insert::Write;
use crate::store::properties::{self, Properties};

/// Responds to a request for a property. A stream property is left to the media.
pub(super) fn respond(
    schema: &Schema,
    store: &mut Store,
    request: &mut ResourceRequest,
    resolved_path: &ResolvedPath,
) -> Result<Option<ODataResponse>, ODataError> {
    let Some(ty) = resolved_path.value().filter(|ty| !ty.is_stream()) else {
        request.is_stream = true;
        return Ok(None);
    };
    let (owner, names) = request.url.segments.split_at(resolved_path.resource_length().min(request.url.segments.len()));
    let StoreAddress::Entity { home, .. } = store.find(owner) else {
        return Err(ODataError::not_found(&request.subject()));
    };
    let names: Vec<&String> = names.iter().filter(|name| !name.contains('.')).collect();
    request.require_unconditional()?;
    match *request.method {
        Method::GET => {
            request.url.options.allow(&["$select", "$count"])?;
            let properties = store.entity(&home).map(|entity| &entity.properties);
            let value = properties.and_then(|properties| find(properties, &names)).unwrap_or(&Json::Null);
            show(schema, request, ty, value).map(Some)
        }
        Method::PATCH | Method::PUT => {
            request.require_object()?;
            write(schema, store, request, ty, &home, &names).map(Some)
        }
        _ => Err(ODataError::method_not_allowed("GET, PATCH, PUT")),
    }
}

fn find<'p>(properties: &'p Properties, names: &[&String]) -> Option<&'p Json> {
    let (first, rest) = names.split_first()?;
    rest.iter().try_fold(properties.get(*first)?, |value, name| value.get(name.as_str()))
}

fn show(schema: &Schema, request: &ResourceRequest, ty: &TypeRef, value: &Json) -> Result<ODataResponse, ODataError> {
    let of = schema.metadata.structured(&ty.name);
    Ok(match (request.url.suffix, value) {
        (PathSuffix::Count, Json::Array(items)) => ODataResponse::text(items.len().to_string()),
        (PathSuffix::Count, Json::Null) if ty.is_collection => ODataResponse::text("0".to_owned()),
        (PathSuffix::None, Json::Null) if ty.is_collection => {
            ODataResponse::json(StatusCode::OK, json!({ "value": [] }))
        }
        (PathSuffix::None | PathSuffix::Value, Json::Null) => ODataResponse::no_content(),
        (PathSuffix::Value, Json::String(text)) => ODataResponse::text(text.clone()),
        (PathSuffix::Value, plain) if of.is_none() && !ty.is_collection => ODataResponse::text(plain.to_string()),
        (PathSuffix::None, Json::Object(_)) if of.is_some() => ODataResponse::json(StatusCode::OK, value.clone()),
        (PathSuffix::None, value) => ODataResponse::json(StatusCode::OK, json!({ "value": value })),
        _ => return Err(ODataError::refused("This segment is not allowed after a value of this type.")),
    })
}

/// A complex value is updated, any other value is set: `{ "value": … }`.
fn write(
    schema: &Schema,
    store: &mut Store,
    request: &ResourceRequest,
    ty: &TypeRef,
    home: &[String],
    names: &[&String],
) -> Result<ODataResponse, ODataError> {
    let home = home.to_vec();
    let missing = || ODataError::not_found(&request.subject());
    let (PathSuffix::None, [name]) = (request.url.suffix, names) else {
        return Err(ODataError::not_implemented("a change of a value within a value"));
    };
    let mut properties = store.entity(&home).ok_or_else(missing)?.properties.clone();
    let is_complex =
        schema.metadata.structured(&ty.name).is_some_and(|of| of.kind == StructuredKind::Complex) && !ty.is_collection;
    let given = if is_complex {
        Json::Object(request.body.clone())
    } else {
        let missing =
            || ODataError::refused(format!("The body must be `{{\"value\": …}}`, with the value of '{name}'."));
        request.body.get("value").cloned().ok_or_else(missing)?
    };
    let owner = properties::type_name(&properties).and_then(|own| schema.metadata.structured(own));
    let owner = owner.ok_or_else(|| ODataError::not_implemented("a change of a value in an entity without a type"))?;
    let body = Properties::from_iter([((*name).clone(), given)]);
    let checked = properties::storable(&schema.deep_insert(owner, &body, Write::Changes)?.properties)?;
    let mut changed = checked.get(*name).cloned().unwrap_or_default();
    if *request.method == Method::PATCH {
        keep_rest(properties.get(*name), &mut changed);
    }
    properties.insert((*name).clone(), changed.clone());
    store.put(home, properties);
    if request.prefers_minimal() { Ok(ODataResponse::no_content()) } else { show(schema, request, ty, &changed) }
}
