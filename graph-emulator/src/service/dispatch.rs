//! From a request to its answer: what is at the path decides what the method means.

use std::sync::{Mutex, PoisonError};

use http::{Method, StatusCode};
use serde_json::{Value as Json, json};

use crate::http::request::ParsedRequest;
use crate::http::response::{Answer, ODataError};
use crate::http::url::Tail;
use crate::schema::Schema;
use crate::service::delta;
use crate::service::entity;
use crate::service::list::{self, Listed};
use crate::service::media;
use crate::service::path_address;
use crate::service::reference;
use crate::service::request::{Call, Settings, require_token};
use crate::service::validation;
use crate::store::Store;
use crate::store::place::Place;
use crate::testing::handler::{Fitting, Handlers};

/// Does what a request asks, by the handler that there is for it or else by what is stored.
///
/// The store is locked for this one request, after it is read.
pub(crate) fn answer(
    store: &Mutex<Store>,
    handlers: &Handlers,
    schema: Option<&Schema>,
    request: &ParsedRequest,
    settings: Settings,
) -> Result<Answer, ODataError> {
    if let Some(document) = schema.and_then(|schema| schema.document(request)) {
        return document;
    }
    let handler = handlers.find(request);
    let is_download = || media::is_download(&store.lock().unwrap_or_else(PoisonError::into_inner), request);
    if handler.as_ref().map_or_else(|| !is_download(), Fitting::needs_token) {
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
        None => call.target.segments = store.spelt(&call.target.segments),
    }
    path_address::settle(&mut store, &mut call);
    dispatch(&mut store, &call)
}

/// The key of the deleted item that a request restores.
fn restored<'c>(call: &'c Call) -> Option<&'c str> {
    let segments: Vec<&str> = call.target.segments.iter().map(String::as_str).collect();
    let is_plain = *call.method == Method::POST && call.target.tail == Tail::Nothing;
    let spelling = call.target.options.spelling();
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

fn dispatch(store: &mut Store, call: &Call) -> Result<Answer, ODataError> {
    let place = store.find(&call.target.segments);
    match &place {
        Place::Operation(name) | Place::OtherType(name) | Place::Vacant { key: name, .. }
            if *call.method == Method::POST && call.target.tail == Tail::Nothing =>
        {
            return Err(ODataError::no_action(name, store.metadata.is_some()));
        }
        Place::Collection(path) | Place::Cast { collection: path, .. }
            if *call.method == Method::GET && store.is_unknown(path) =>
        {
            let name = path.last().map(String::as_str).unwrap_or_default();
            return Err(ODataError::not_implemented(&format!(
                "what the service puts in '{name}'; what is stored there is given"
            )));
        }
        Place::Operation(name) => return Err(ODataError::not_implemented(&format!("the segment '{name}' here"))),
        Place::OtherType(_) if *call.method == Method::GET => return Err(ODataError::not_found(&call.subject())),
        Place::OtherType(name) => return Err(ODataError::not_implemented(&format!("the action '{name}' here"))),
        Place::Unknown(path) if store.is_property(path) => {
            return Err(ODataError::not_implemented("a property's own address"));
        }
        _ => {}
    }
    match call.target.tail {
        Tail::Nothing if is_media(store, call, &place) => media::answer(store, call, place),
        Tail::Nothing => resource(store, call, place),
        Tail::Reference => reference::answer(store, call, place),
        Tail::Count => count(store, call, place),
        Tail::Value => media::answer(store, call, place),
    }
}

/// Whether there are bytes: those of a stream property, or what is called `content`, or some are there, or sent.
fn is_media(store: &Store, call: &Call, place: &Place) -> bool {
    let is_sent = || *call.method == Method::PUT && (call.target.is_media() || call.has_bytes());
    matches!(place, Place::Unknown(path) if call.is_stream || is_sent() || store.media(path).is_some())
}

fn resource(store: &mut Store, call: &Call, place: Place) -> Result<Answer, ODataError> {
    match (call.method, place) {
        (&Method::GET, Place::Collection(collection)) => {
            list::entities(store, call, Listed { collection: &collection, type_name: None })
        }
        (&Method::GET, Place::Cast { collection, type_name }) => {
            list::entities(store, call, Listed { collection: &collection, type_name: Some(&type_name) })
        }
        (_, Place::Cast { type_name, .. }) => {
            Err(ODataError::not_implemented(&format!("the segment '{type_name}' with this method")))
        }
        (_, Place::Delta(collection)) => delta::answer(store, call, &collection),
        (&Method::POST, Place::Collection(path) | Place::Unknown(path)) => entity::create(store, call, &path),
        (_, Place::Collection(_)) => Err(ODataError::method_not_allowed("GET, POST")),
        (&Method::GET, Place::Entity { home, .. }) => entity::read(store, call, &home),
        (&Method::PATCH, Place::Entity { home, .. }) => entity::update(store, call, &home),
        (&Method::PUT, Place::Entity { home, .. }) => entity::replace(store, call, &home),
        (&Method::DELETE, Place::Entity { home, .. }) => entity::delete(store, call, &home),
        (&Method::POST, Place::Entity { .. }) => Err(ODataError::not_implemented("`POST` to what is no collection")),
        (&Method::PUT, Place::Vacant { collection, key }) => entity::create_at(store, call, &collection, &key),
        (&Method::GET, place) => Err(place.absence(&call.subject(), store.metadata.is_some())),
        _ => Err(ODataError::not_found(&call.subject())),
    }
}

/// `…/$count` of a collection, or of those of its entities that have one type.
fn count(store: &Store, call: &Call, place: Place) -> Result<Answer, ODataError> {
    match (call.method, place) {
        (&Method::GET, Place::Collection(collection)) => {
            list::count(store, call, Listed { collection: &collection, type_name: None })
        }
        (&Method::GET, Place::Cast { collection, type_name }) => {
            list::count(store, call, Listed { collection: &collection, type_name: Some(&type_name) })
        }
        (_, Place::Delta(_)) => Err(ODataError::not_implemented("'$count' behind 'delta'")),
        (&Method::GET, Place::Entity { .. }) => {
            Err(ODataError::bad_request("'$count' stands behind a collection only."))
        }
        (&Method::GET, place) => Err(place.absence(&call.subject(), store.metadata.is_some())),
        _ => Err(ODataError::method_not_allowed("GET")),
    }
}

impl Schema {
    /// Answers `GET /v1.0/$metadata` and `GET /v1.0/`, as the service without a token; `None` for any other path.
    fn document(&self, request: &ParsedRequest) -> Option<Result<Answer, ODataError>> {
        let document = match request.segments()? {
            [] => self.service_document(request),
            [one] if self.spelling.is(one, "$metadata") => {
                let text = self.metadata.text().to_owned();
                Ok(Answer::raw(StatusCode::OK, "application/xml".to_owned(), text.into()))
            }
            _ => return None,
        };
        Some(if request.method == Method::GET { document } else { Err(ODataError::method_not_allowed("GET")) })
    }

    fn service_document(&self, request: &ParsedRequest) -> Result<Answer, ODataError> {
        let entry = |name: &str, kind: &str| json!({ "name": name, "kind": kind, "url": name });
        let container = self.metadata.container();
        let sets = container.into_iter().flat_map(|container| &container.sets);
        let singletons = container.into_iter().flat_map(|container| &container.singletons);
        let value: Vec<Json> = sets
            .map(|set| entry(&set.name, "EntitySet"))
            .chain(singletons.map(|one| entry(&one.name, "Singleton")))
            .collect();
        let context = format!("{}/$metadata", request.service_root()?);
        Ok(Answer::json(StatusCode::OK, json!({ "@odata.context": context, "value": value })))
    }
}
