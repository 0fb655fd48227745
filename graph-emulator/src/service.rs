//! From a request to its answer: what is at the path decides what the method means.

use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use http::Method;
use http::request::Parts;

use crate::answer::{Answer, Failure};
use crate::call::Call;
use crate::place::Place;
use crate::store::Store;
use crate::{entities, list, reference};

/// Does what a request asks. The store is locked for this one request, after it is read.
pub(crate) fn answer(
    store: &Mutex<Store>,
    head: &Parts,
    body: Result<Bytes, Failure>,
    page_size: usize,
) -> Result<Answer, Failure> {
    let call = Call::read(head, body, page_size)?;
    let mut store = store.lock().unwrap_or_else(PoisonError::into_inner);
    dispatch(&mut store, &call)
}

fn dispatch(store: &mut Store, call: &Call) -> Result<Answer, Failure> {
    let place = store.find(&call.target.segments);
    match &place {
        Place::Operation(name) => return Err(Failure::not_implemented(&format!("the segment '{name}' here"))),
        Place::Unknown(path) if store.is_property(path) => {
            return Err(Failure::not_implemented("a property's own address"));
        }
        _ => {}
    }
    if call.target.is_reference {
        return reference::answer(store, call, place);
    }
    match (call.method, place) {
        (&Method::GET, Place::Collection(path)) => list::entities(store, call, &path),
        (&Method::POST, Place::Collection(path) | Place::Unknown(path)) => entities::create(store, call, &path),
        (_, Place::Collection(_)) => Err(Failure::method_not_allowed("GET, POST")),
        (&Method::GET, Place::Entity { home, .. }) => entities::read(store, call, &home),
        (&Method::PATCH, Place::Entity { home, .. }) => entities::update(store, call, &home),
        (&Method::PUT, Place::Entity { home, .. }) => entities::replace(store, call, &home),
        (&Method::DELETE, Place::Entity { home, .. }) => entities::delete(store, call, &home),
        (&Method::POST, Place::Entity { .. } | Place::Vacant { .. }) => {
            Err(Failure::not_implemented("`POST` to what is no collection"))
        }
        (&Method::PUT, Place::Vacant { collection, key }) => entities::create_at(store, call, &collection, &key),
        _ => Err(Failure::not_found(&call.subject())),
    }
}
