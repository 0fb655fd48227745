//! From a request to its answer: what is at the path decides what the method means.

use std::sync::{Mutex, PoisonError};

use http::{Method, StatusCode};
use serde_json::{Value as Json, json};

use crate::http::request::ParsedRequest;
use crate::http::response::{ODataError, ODataResponse};
use crate::http::url::PathSuffix;
use crate::schema::Schema;
use crate::service::delta;
use crate::service::entity;
use crate::service::list::{self, ListScope};
use crate::service::media;
use crate::service::path_address;
use crate::service::reference;
use crate::service::request::{Call, Settings, require_token};
use crate::service::validation;
use crate::store::Store;
use crate::store::address::StoreAddress;
use crate::testing::handler::{Handlers, MatchedHandler};

/// Does what a request asks, by the handler that there is for it or else by what is stored.
///
/// The store is locked for this one request, after it is read.
pub(crate) fn answer(
    store: &Mutex<Store>,
    handlers: &Handlers,
    schema: Option<&Schema>,
    request: &ParsedRequest,
    settings: Settings,
) -> Result<ODataResponse, ODataError> {
    if let Some(document) = schema.and_then(|schema| schema.document(request)) {
        return document;
    }
    let handler = handlers.find(request);
    let is_download = || media::is_download(&store.lock().unwrap_or_else(PoisonError::into_inner), request);
    if handler.as_ref().map_or_else(|| !is_download(), MatchedHandler::needs_token) {
        require_token(request.headers)?;
    }
    request.body()?;
    if let Some(handler) = handler {
        let json = request.json_value();
        schema.map_or(Ok(()), |schema| validation::check_arguments(schema, request, &json))?;
        return handler.answer(request, json);
    }
    let mut call = Call::read(request, settings)?;
    let mut store = store.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(key) = restored(&call) {
        return entity::restore(&mut store, &call, key);
    }
    path_address::resolve(schema, &mut store, &mut call)?;
    match schema {
        Some(schema) => {
            if let Some(answer) = validation::validate(schema, &mut store, &mut call)? {
                return Ok(answer);
            }
        }
        None if settings.spelling.is_exact() => {}
        None => call.url.segments = store.spelt(&call.url.segments),
    }
    path_address::settle(&mut store, &mut call);
    dispatch(&mut store, &call)
}

/// The key of the deleted item that a request restores.
fn restored<'c>(call: &'c Call) -> Option<&'c str> {
    let segments: Vec<&str> = call.url.segments.iter().map(String::as_str).collect();
    let is_plain = *call.method == Method::POST && call.url.suffix == PathSuffix::None;
    let spelling = call.url.options.spelling();
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

fn dispatch(store: &mut Store, call: &Call) -> Result<ODataResponse, ODataError> {
    let address = store.find(&call.url.segments);
    match &address {
        StoreAddress::Operation(name) | StoreAddress::OtherType(name) | StoreAddress::Vacant { key: name, .. }
            if *call.method == Method::POST && call.url.suffix == PathSuffix::None =>
        {
            return Err(ODataError::no_action(name, store.metadata.is_some()));
        }
        StoreAddress::Collection(path) | StoreAddress::Cast { collection: path, .. }
            if *call.method == Method::GET && store.is_unknown(path) =>
        {
            let name = path.last().map(String::as_str).unwrap_or_default();
            return Err(ODataError::not_implemented(&format!(
                "what the service puts in '{name}'; what is stored there is given"
            )));
        }
        StoreAddress::Operation(name) => {
            return Err(ODataError::not_implemented(&format!("the segment '{name}' here")));
        }
        StoreAddress::OtherType(_) if *call.method == Method::GET => {
            return Err(ODataError::not_found(&call.subject()));
        }
        StoreAddress::OtherType(name) => return Err(ODataError::not_implemented(&format!("the action '{name}' here"))),
        StoreAddress::Unknown(path) if store.is_property(path) => {
            return Err(ODataError::not_implemented("a property's own address"));
        }
        _ => {}
    }
    match call.url.suffix {
        PathSuffix::None if is_media(store, call, &address) => media::answer(store, call, address),
        PathSuffix::None => resource(store, call, address),
        PathSuffix::Reference => reference::answer(store, call, address),
        PathSuffix::Count => count(store, call, address),
        PathSuffix::Value => media::answer(store, call, address),
    }
}

/// Whether there are bytes: those of a stream property, or what is called `content`, or some are there, or sent.
fn is_media(store: &Store, call: &Call, address: &StoreAddress) -> bool {
    let is_sent = || *call.method == Method::PUT && (call.url.is_media() || call.has_bytes());
    matches!(address, StoreAddress::Unknown(path) if call.is_stream || is_sent() || store.media(path).is_some())
}

fn resource(store: &mut Store, call: &Call, address: StoreAddress) -> Result<ODataResponse, ODataError> {
    match (call.method, address) {
        (&Method::GET, StoreAddress::Collection(collection)) => {
            list::entities(store, call, ListScope { collection: &collection, type_name: None })
        }
        (&Method::GET, StoreAddress::Cast { collection, type_name }) => {
            list::entities(store, call, ListScope { collection: &collection, type_name: Some(&type_name) })
        }
        (_, StoreAddress::Cast { type_name, .. }) => {
            Err(ODataError::not_implemented(&format!("the segment '{type_name}' with this method")))
        }
        (_, StoreAddress::Delta(collection)) => delta::answer(store, call, &collection),
        (&Method::POST, StoreAddress::Collection(path) | StoreAddress::Unknown(path)) => {
            entity::create(store, call, &path)
        }
        (_, StoreAddress::Collection(_)) => Err(ODataError::method_not_allowed("GET, POST")),
        (&Method::GET, StoreAddress::Entity { home, .. }) => entity::read(store, call, &home),
        (&Method::PATCH, StoreAddress::Entity { home, .. }) => entity::update(store, call, &home),
        (&Method::PUT, StoreAddress::Entity { home, .. }) => entity::replace(store, call, &home),
        (&Method::DELETE, StoreAddress::Entity { home, .. }) => entity::delete(store, call, &home),
        (&Method::POST, StoreAddress::Entity { .. }) => {
            Err(ODataError::not_implemented("`POST` to what is no collection"))
        }
        (&Method::PUT, StoreAddress::Vacant { collection, key }) => entity::create_at(store, call, &collection, &key),
        (&Method::GET, address) => Err(address.absence(&call.subject(), store.metadata.is_some())),
        _ => Err(ODataError::not_found(&call.subject())),
    }
}

/// `…/$count` of a collection, or of those of its entities that have one type.
fn count(store: &Store, call: &Call, address: StoreAddress) -> Result<ODataResponse, ODataError> {
    match (call.method, address) {
        (&Method::GET, StoreAddress::Collection(collection)) => {
            list::count(store, call, ListScope { collection: &collection, type_name: None })
        }
        (&Method::GET, StoreAddress::Cast { collection, type_name }) => {
            list::count(store, call, ListScope { collection: &collection, type_name: Some(&type_name) })
        }
        (_, StoreAddress::Delta(_)) => Err(ODataError::not_implemented("'$count' behind 'delta'")),
        (&Method::GET, StoreAddress::Entity { .. }) => {
            Err(ODataError::bad_request("'$count' stands behind a collection only."))
        }
        (&Method::GET, address) => Err(address.absence(&call.subject(), store.metadata.is_some())),
        _ => Err(ODataError::method_not_allowed("GET")),
    }
}

impl Schema {
    /// Answers `GET /v1.0/$metadata` and `GET /v1.0/`, as the service without a token; `None` for any other path.
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
