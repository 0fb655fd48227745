//! From a request to its response: the resource at the path decides the meaning of the method.

use std::sync::{Mutex, PoisonError};

use chrono::Utc;
use http::header::AUTHORIZATION;
use http::{Method, StatusCode};
use serde_json::{Value as Json, json};

use crate::http::request::ParsedRequest;
use crate::http::response::{ODataError, ODataResponse};
use crate::http::url::PathSuffix;
use crate::notification::subscription::remove_ended;
use crate::notification::validated::Validated;
use crate::schema::Schema;
use crate::service::delta;
use crate::service::entity;
use crate::service::list::{self, ListScope};
use crate::service::media;
use crate::service::path_address;
use crate::service::reference;
use crate::service::request::{ResourceRequest, Settings, require_token};
use crate::service::subscription;
use crate::service::validation;
use crate::store::Store;
use crate::store::address::StoreAddress;
use crate::testing::handler::{Handlers, MatchedHandler};

/// Performs a request by its handler, or else on the stored entities.
///
/// The store is locked after the request is parsed.
pub(crate) fn respond(
    store: &Mutex<Store>,
    handlers: &Handlers,
    schema: Option<&Schema>,
    request: &ParsedRequest,
    settings: Settings,
    validated: &Validated,
) -> Result<ODataResponse, ODataError> {
    if let Some(document) = schema.and_then(|schema| schema.document(request)) {
        return document;
    }
    let handler = handlers.find(request);
    let is_download = || media::is_download(&store.lock().unwrap_or_else(PoisonError::into_inner), request);
    if handler.as_ref().map_or_else(|| !is_download(), MatchedHandler::needs_token) {
        require_token(request.headers)?;
    }
    let is_at_content = {
        let store = store.lock().unwrap_or_else(PoisonError::into_inner);
        store.content_origin.as_deref().is_some_and(|origin| request.is_at(origin))
    };
    if is_at_content && request.headers.contains_key(AUTHORIZATION) {
        return Err(ODataError::pre_authenticated());
    }
    request.body()?;
    if let Some(handler) = handler {
        let json = request.json_value();
        schema.map_or(Ok(()), |schema| validation::check_arguments(schema, request, &json))?;
        return handler.respond(request, json);
    }
    let now = Utc::now();
    let mut request = ResourceRequest::read(request, settings)?;
    subscription::prepare(&mut request, validated, schema.is_some(), now)?;
    let mut store = store.lock().unwrap_or_else(PoisonError::into_inner);
    remove_ended(&mut store, now);
    if let Some(response) = subscription::reauthorize(&store, &request) {
        return response;
    }
    if let Some(key) = restored(&request) {
        return entity::restore(&mut store, &request, key);
    }
    path_address::resolve(schema, &mut store, &mut request)?;
    match schema {
        Some(schema) => {
            if let Some(response) = validation::validate(schema, &mut store, &mut request)? {
                return Ok(response);
            }
        }
        None if settings.spelling.is_exact() => {}
        None => request.url.segments = store.canonical_case(&request.url.segments),
    }
    path_address::redirect_to_items(&mut store, &mut request);
    dispatch(&mut store, &request)
}

/// The key of the deleted item that a request restores.
fn restored<'c>(request: &'c ResourceRequest) -> Option<&'c str> {
    let segments: Vec<&str> = request.url.segments.iter().map(String::as_str).collect();
    let is_plain = *request.method == Method::POST && request.url.suffix == PathSuffix::None;
    let spelling = request.url.options.spelling();
    match segments.as_slice() {
        [root, set, key, action]
            if is_plain
                && spelling.is(root, "directory")
                && spelling.is(set, "deletedItems")
                && (spelling.is(action, "restore") || spelling.is(action, "microsoft.graph.restore")) =>
        {
            Some(key)
        }
        _ => None,
    }
}

fn dispatch(store: &mut Store, request: &ResourceRequest) -> Result<ODataResponse, ODataError> {
    let address = store.find(&request.url.segments);
    match &address {
        StoreAddress::Operation(name) | StoreAddress::OtherType(name) | StoreAddress::Vacant { key: name, .. }
            if *request.method == Method::POST && request.url.suffix == PathSuffix::None =>
        {
            return Err(ODataError::no_action(name));
        }
        StoreAddress::Collection(path) | StoreAddress::Cast { collection: path, .. }
            if *request.method == Method::GET && store.is_unknown(path) =>
        {
            let name = path.last().map(String::as_str).unwrap_or_default();
            return Err(ODataError::not_implemented(&format!(
                "the collection '{name}', which only the service can compute; seeded entities are returned"
            )));
        }
        StoreAddress::Operation(name) => {
            return Err(ODataError::not_implemented(&format!("the segment '{name}' here")));
        }
        StoreAddress::OtherType(_) if *request.method == Method::GET => {
            return Err(ODataError::not_found(&request.subject()));
        }
        StoreAddress::OtherType(name) => return Err(ODataError::not_implemented(&format!("the action '{name}' here"))),
        StoreAddress::Unknown(path) if store.is_property(path) => {
            return Err(ODataError::not_implemented("the address of a property"));
        }
        _ => {}
    }
    match request.url.suffix {
        PathSuffix::None if is_media(store, request, &address) => media::respond(store, request, address),
        PathSuffix::None => resource(store, request, address),
        PathSuffix::Reference => reference::respond(store, request, address),
        PathSuffix::Count => count(store, request, address),
        PathSuffix::Value => media::respond(store, request, address),
    }
}

/// Whether the path has bytes: a stream property, `content`, stored bytes, or bytes in the request.
fn is_media(store: &Store, request: &ResourceRequest, address: &StoreAddress) -> bool {
    let is_sent = || *request.method == Method::PUT && (request.url.is_media() || request.has_bytes());
    matches!(address, StoreAddress::Unknown(path) if request.is_stream || is_sent() || store.media(path).is_some())
}

fn resource(store: &mut Store, request: &ResourceRequest, address: StoreAddress) -> Result<ODataResponse, ODataError> {
    match (request.method, address) {
        (&Method::GET, StoreAddress::Collection(collection)) => {
            list::entities(store, request, ListScope { collection: &collection, type_name: None })
        }
        (&Method::GET, StoreAddress::Cast { collection, type_name }) => {
            list::entities(store, request, ListScope { collection: &collection, type_name: Some(&type_name) })
        }
        (_, StoreAddress::Cast { type_name, .. }) => {
            Err(ODataError::not_implemented(&format!("the segment '{type_name}' with this method")))
        }
        (_, StoreAddress::Delta(collection)) => delta::respond(store, request, &collection),
        (&Method::POST, StoreAddress::Collection(path) | StoreAddress::Unknown(path)) => {
            entity::create(store, request, &path)
        }
        (_, StoreAddress::Collection(_)) => Err(ODataError::method_not_allowed("GET, POST")),
        (&Method::GET, StoreAddress::Entity { home, .. }) => entity::read(store, request, &home),
        (&Method::PATCH, StoreAddress::Entity { home, .. }) => entity::update(store, request, &home),
        (&Method::PUT, StoreAddress::Entity { home, .. }) => entity::replace(store, request, &home),
        (&Method::DELETE, StoreAddress::Entity { home, .. }) => entity::delete(store, request, &home),
        (&Method::POST, StoreAddress::Entity { .. }) => {
            Err(ODataError::not_implemented("`POST` to a path that is not a collection"))
        }
        (&Method::PUT, StoreAddress::Vacant { collection, key }) => {
            entity::create_at(store, request, &collection, &key)
        }
        (&Method::GET, address) => Err(address.absence(&request.subject(), store.metadata.is_some())),
        _ => Err(ODataError::not_found(&request.subject())),
    }
}

/// `…/$count` of a collection, or of its entities of one type.
fn count(store: &Store, request: &ResourceRequest, address: StoreAddress) -> Result<ODataResponse, ODataError> {
    match (request.method, address) {
        (&Method::GET, StoreAddress::Collection(collection)) => {
            list::count(store, request, ListScope { collection: &collection, type_name: None })
        }
        (&Method::GET, StoreAddress::Cast { collection, type_name }) => {
            list::count(store, request, ListScope { collection: &collection, type_name: Some(&type_name) })
        }
        (_, StoreAddress::Delta(_)) => Err(ODataError::not_implemented("'$count' after 'delta'")),
        (&Method::GET, StoreAddress::Entity { .. }) => {
            Err(ODataError::bad_request("'$count' is allowed after a collection only."))
        }
        (&Method::GET, address) => Err(address.absence(&request.subject(), store.metadata.is_some())),
        _ => Err(ODataError::method_not_allowed("GET")),
    }
}

impl Schema {
    /// Responds to `GET /v1.0/$metadata` and `GET /v1.0/`, as the service without a token; `None` for any other path.
    fn document(&self, request: &ParsedRequest) -> Option<Result<ODataResponse, ODataError>> {
        let document = match request.segments()? {
            [] => self.service_document(request),
            [one] if self.spelling.is(one, "$metadata") => {
                let text = self.metadata.text().to_owned();
                Ok(ODataResponse::raw(StatusCode::OK, "application/xml".to_owned(), text.into()))
            }
            _ => return None,
        };
        Some(if request.method == Method::GET { document } else { Err(ODataError::method_not_allowed("GET")) })
    }

    fn service_document(&self, request: &ParsedRequest) -> Result<ODataResponse, ODataError> {
        let entry = |name: &str, kind: &str| json!({ "name": name, "kind": kind, "url": name });
        let container = self.metadata.container();
        let sets = container.into_iter().flat_map(|container| &container.sets);
        let singletons = container.into_iter().flat_map(|container| &container.singletons);
        let value: Vec<Json> = sets
            .map(|set| entry(&set.name, "EntitySet"))
            .chain(singletons.map(|one| entry(&one.name, "Singleton")))
            .collect();
        let context = format!("{}/$metadata", request.service_root()?);
        Ok(ODataResponse::json(StatusCode::OK, json!({ "@odata.context": context, "value": value })))
    }
}
