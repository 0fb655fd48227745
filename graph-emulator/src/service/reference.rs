//! `$ref`: references to entities.

use http::{Method, StatusCode};
use serde_json::{Value as Json, json};

use crate::http::response::{ODataError, ODataResponse};
use crate::service::entity;
use crate::service::list::{self, ListScope};
use crate::service::request::ResourceRequest;
use crate::store::Store;
use crate::store::address::{EntityAddress, Path, StoreAddress};
use crate::store::derived::is_inverse;

const ID: &str = "@odata.id";

/// Responds to a request for `…/$ref`; `address` is the resource before it.
pub(crate) fn respond(
    store: &mut Store,
    request: &ResourceRequest,
    address: StoreAddress,
) -> Result<ODataResponse, ODataError> {
    request.require_unconditional()?;
    match (request.method, address) {
        (&Method::PATCH, _) => Err(ODataError::method_not_allowed("GET, POST, PUT, DELETE")),
        (&Method::GET, StoreAddress::Collection(collection)) => {
            list::references(store, request, ListScope { collection: &collection, type_name: None })
        }
        (&Method::GET, StoreAddress::Cast { collection, type_name }) => {
            list::references(store, request, ListScope { collection: &collection, type_name: Some(&type_name) })
        }
        (_, StoreAddress::Cast { .. } | StoreAddress::Delta(_)) => {
            Err(ODataError::not_implemented("'$ref' after this segment"))
        }
        (&Method::GET, StoreAddress::Entity { home, .. }) => read(request, &home),
        (&Method::POST, StoreAddress::Collection(collection) | StoreAddress::Unknown(collection)) => {
            add(store, request, &collection)
        }
        (&Method::POST, StoreAddress::Entity { .. }) => {
            Err(ODataError::not_implemented("`POST` to a path that is not a collection"))
        }
        (
            &Method::PUT,
            StoreAddress::Unknown(relation) | StoreAddress::Entity { address: EntityAddress::Relation(relation), .. },
        ) => set(store, request, relation),
        (&Method::PUT, StoreAddress::Collection(_)) => Err(ODataError::method_not_allowed("GET, POST, DELETE")),
        (&Method::PUT, StoreAddress::Entity { .. }) => {
            Err(ODataError::bad_request("This is an entity, not a navigation property."))
        }
        (&Method::DELETE, StoreAddress::Collection(collection)) => remove(store, request, &collection),
        (&Method::DELETE, StoreAddress::Entity { address, .. }) => end(store, request, address),
        (&Method::GET, address) => Err(address.absence(&request.subject(), store.metadata.is_some())),
        _ => Err(ODataError::not_found(&request.subject())),
    }
}

/// `GET` → 200 and the entity's URL.
fn read(request: &ResourceRequest, home: &Path) -> Result<ODataResponse, ODataError> {
    request.url.options.allow(&[])?;
    Ok(ODataResponse::json(StatusCode::OK, json!({ ID: request.url.url_of(home) })))
}

/// `POST` of a URL → 204; of an entity → 201, as a create in the collection.
fn add(store: &mut Store, request: &ResourceRequest, collection: &Path) -> Result<ODataResponse, ODataError> {
    if !request.body.contains_key(ID) {
        return entity::create(store, request, collection);
    }
    let home = given(store, request)?;
    not_inverse(collection)?;
    if !store.link(collection, home) {
        let name = collection.last().map(String::as_str).unwrap_or_default();
        return Err(ODataError::bad_request(format!(
            "One or more added object references already exist for the following modified properties: '{name}'."
        )));
    }
    Ok(ODataResponse::no_content())
}

/// `PUT` of a URL → 204.
fn set(store: &mut Store, request: &ResourceRequest, relation: Path) -> Result<ODataResponse, ODataError> {
    let home = given(store, request)?;
    store.relate(relation, home);
    Ok(ODataResponse::no_content())
}

/// `DELETE …/{collection}/$ref?$id=<URL>` → 204.
fn remove(store: &mut Store, request: &ResourceRequest, collection: &Path) -> Result<ODataResponse, ODataError> {
    let options = &request.url.options;
    options.allow(&["$id", "@id"])?;
    let Some(url) = options.get("$id").or(options.get("@id")) else {
        return Err(ODataError::bad_request("Name the reference: `…/{key}/$ref`, or `…/$ref?$id=<URL>`."));
    };
    let home = target(store, request, url)?;
    let key = store.key(&home).to_owned();
    if store.member_or_derived(collection, &key) != Some(&home) {
        return Err(ODataError::not_found(&key));
    }
    not_inverse(collection)?;
    store.unlink(collection, &key);
    Ok(ODataResponse::no_content())
}

/// `DELETE …/{collection}/{key}/$ref`, or of a navigation property → 204.
fn end(store: &mut Store, request: &ResourceRequest, address: EntityAddress) -> Result<ODataResponse, ODataError> {
    request.url.options.allow(&[])?;
    match address {
        EntityAddress::Member { collection, key } => {
            not_inverse(&collection)?;
            store.unlink(&collection, &key);
        }
        EntityAddress::Relation(relation) => store.unrelate(&relation),
        EntityAddress::Singleton => return Err(ODataError::not_found(&request.subject())),
    }
    Ok(ODataResponse::no_content())
}

/// Fails for references that are derived from others: `memberOf` from `members`.
fn not_inverse(collection: &[String]) -> Result<(), ODataError> {
    if is_inverse(collection) { Err(ODataError::method_not_allowed("GET")) } else { Ok(()) }
}

/// The home of the entity whose URL is the body.
fn given(store: &Store, request: &ResourceRequest) -> Result<Path, ODataError> {
    request.url.options.allow(&[])?;
    match request.body.get(ID) {
        Some(Json::String(url)) if request.body.keys().all(|name| name.starts_with('@')) => target(store, request, url),
        _ => Err(no_reference()),
    }
}

/// The error of a `POST` or `PUT` whose body is not a reference.
pub(crate) fn no_reference() -> ODataError {
    ODataError::bad_request("The body must be `{\"@odata.id\": \"<absolute URL>\"}`.")
}

/// The home of the entity at a URL.
fn target(store: &Store, request: &ResourceRequest, url: &str) -> Result<Path, ODataError> {
    let segments = request.url.segments_of(url)?;
    let segments = if request.is_strict() { segments } else { store.canonical_case(&segments) };
    match store.find(&segments) {
        StoreAddress::Entity { home, .. } => Ok(home),
        StoreAddress::Operation(name) => {
            Err(ODataError::not_implemented(&format!("the segment '{name}' in a reference")))
        }
        _ => Err(ODataError::not_found(url)),
    }
}
