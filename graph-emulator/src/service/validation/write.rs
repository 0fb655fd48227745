//! Bodies of creates and updates, and references.

use graph_csdl::StructuredType;
use http::Method;
use serde_json::Value as Json;

use crate::http::response::ODataError;
use crate::schema::Schema;
use crate::schema::path::ResolvedPath;
use crate::service::materialize::materialize;
use crate::service::media::ContentLocation;
use crate::service::reference::no_reference;
use crate::service::request::ResourceRequest;
use crate::store::Store;
use crate::store::address::{Path, StoreAddress};
use crate::store::deep_insert::{Creation, DeepInsert, Related, RelatedEntities, Write};
use crate::store::properties::{self, Properties, TYPE};

const REFERENCE: &str = "@odata.id";

/// The query option that names a reference.
const ID: &str = "$id";

/// `POST` of an entity to a collection.
pub(super) fn create(
    schema: &Schema,
    store: &mut Store,
    request: &mut ResourceRequest,
    resolved_path: &ResolvedPath,
    of: &StructuredType,
    creation: Creation,
) -> Result<(), ODataError> {
    let takes_bytes = ContentLocation::of_type(&schema.metadata, of).is_some();
    let creation = if takes_bytes && request.has_bytes() {
        // The create has bytes only.
        Creation::Filled
    } else {
        request.require_object()?;
        creation
    };
    accept(schema, store, request, of, Write::Whole(creation))?;
    let is_elsewhere = resolved_path.relation().is_some_and(|relation| !relation.is_contained);
    if let (true, Some(home)) = (is_elsewhere, home(schema, request, resolved_path)) {
        let StoreAddress::Collection(referring) = store.find(&request.url.segments) else { return Ok(()) };
        request.also_in = Some(referring);
        request.url.segments = home;
    }
    Ok(())
}

/// The set of the entities of a navigation property by its binding: the set of the entity's own type, if the binding's set has
/// a base type.
fn home(schema: &Schema, request: &ResourceRequest, resolved_path: &ResolvedPath) -> Option<Path> {
    let bound = resolved_path.bound()?;
    let own = properties::type_name(&request.body)?;
    let sets = &schema.metadata.container()?.sets;
    let is_bound = |name: &str| sets.iter().any(|set| set.name == bound && set.name == name);
    let own = sets.iter().find(|set| set.entity_type == own && !is_bound(&set.name)).map(|set| set.name.as_str());
    Some(own.unwrap_or(bound).split('/').map(str::to_owned).collect())
}

/// `PATCH` or `PUT` of an entity, with the type of the stored entity, or else that of the path.
pub(super) fn update(
    schema: &Schema,
    store: &mut Store,
    request: &mut ResourceRequest,
    of: &StructuredType,
    creation: Creation,
) -> Result<(), ODataError> {
    let (stored, vacant) = match store.find(&request.url.segments) {
        StoreAddress::Entity { home, .. } => (store.entity(&home).map(|entity| entity.properties.clone()), None),
        StoreAddress::Vacant { key, .. } => (None, Some(Json::from(key))),
        _ => (None, None),
    };
    let stored = stored.as_ref();
    let of = match stored.and_then(properties::type_name).and_then(|own| schema.metadata.structured(own)) {
        Some(own) => {
            check_type(schema, request, own)?;
            own
        }
        None => of,
    };
    keep_keys(schema, request, of, |key| stored.map_or(vacant.clone(), |stored| stored.get(key).cloned()))?;
    if *request.method == Method::PUT {
        request.require_object()?;
        accept(schema, store, request, of, Write::Whole(creation))?;
        keep_fixed(schema, request, of, stored);
        return Ok(());
    }
    accept(schema, store, request, of, Write::Changes)?;
    let old = |name: &String| stored.and_then(|stored| stored.get(name));
    request.body.iter_mut().for_each(|(name, value)| keep_rest(old(name), value));
    Ok(())
}

/// An update of a complex value keeps the properties that it omits, unless it changes the type.
///
/// The rule: OData 4.01 Protocol, §11.4.3.
pub(super) fn keep_rest(old: Option<&Json>, value: &mut Json) {
    let (Some(Json::Object(old)), Json::Object(changes)) = (old, &mut *value) else { return };
    if changes.get(TYPE).is_some_and(|given| old.get(TYPE) != Some(given)) {
        return;
    }
    changes.iter_mut().for_each(|(name, value)| keep_rest(old.get(name), value));
    let mut whole = old.clone();
    whole.extend(std::mem::take(changes));
    *changes = whole;
}

/// The type in the body of an update must be the stored entity's type or a base type.
fn check_type(schema: &Schema, request: &mut ResourceRequest, own: &StructuredType) -> Result<(), ODataError> {
    let Some(given) = properties::type_name(&request.body) else { return Ok(()) };
    let given = schema.names().structured(given).ok_or_else(|| schema.names().no_type(given))?;
    if !schema.metadata.is_a(&own.name, &given.name) {
        return Err(ODataError::other_type(&given.name, &own.name));
    }
    request.body.shift_remove(TYPE);
    Ok(())
}

/// A key in the body of an update must be that of the URL; a different one is ignored, or rejected where names must be exact.
///
/// The rule: OData 4.01 Protocol, §11.4.3.
fn keep_keys(
    schema: &Schema,
    request: &mut ResourceRequest,
    of: &StructuredType,
    kept: impl Fn(&str) -> Option<Json>,
) -> Result<(), ODataError> {
    for key in schema.metadata.key(&of.name) {
        let kept = kept(key);
        let is_other = |given: &Json| kept.as_ref() != Some(given);
        if request.is_strict() {
            if request.body.get(key).is_some_and(is_other) {
                return Err(ODataError::refused(format!("The property '{key}' is a key and can't be changed.")));
            }
            continue;
        }
        let known = request.body.len();
        request.body.retain(|written, given| !(written.eq_ignore_ascii_case(key) && is_other(given)));
        if request.body.len() < known
            && let Some(kept) = kept
        {
            request.body.insert(key.clone(), kept);
        }
    }
    Ok(())
}

/// Keeps the stored values of read-only and immutable properties in a replacement.
fn keep_fixed(schema: &Schema, request: &mut ResourceRequest, of: &StructuredType, stored: Option<&Properties>) {
    for property in schema.metadata.properties(&of.name) {
        let is_fixed = property.annotations.is_read_only() || property.annotations.is_immutable;
        if let Some(old) = stored.and_then(|stored| stored.get(&property.name)).filter(|_| is_fixed) {
            request.body.insert(property.name.clone(), old.clone());
        }
    }
}

/// Validates the body, and replaces it with the properties to store.
fn accept(
    schema: &Schema,
    store: &mut Store,
    request: &mut ResourceRequest,
    of: &StructuredType,
    write: Write,
) -> Result<(), ODataError> {
    let mut insert: DeepInsert = schema.deep_insert(of, &request.body, write)?;
    for related in &mut insert.related {
        resolve_urls(schema, store, request, related)?;
    }
    request.body = insert.properties;
    request.related = insert.related;
    match schema.metadata.key(&of.name) {
        [only] => request.key.clone_from(only),
        [] => {}
        _ => return Err(ODataError::not_implemented("a key of several properties")),
    }
    Ok(())
}

/// Resolves the URLs of references.
fn resolve_urls(
    schema: &Schema,
    store: &mut Store,
    request: &ResourceRequest,
    related: &mut Related,
) -> Result<(), ODataError> {
    match &mut related.what {
        RelatedEntities::Urls(urls, expected) => {
            let homes = urls.iter().map(|url| entity(schema, store, request, url, expected));
            related.what = RelatedEntities::Homes(homes.collect::<Result<_, _>>()?);
        }
        RelatedEntities::New(inserts) => {
            for related in inserts.iter_mut().flat_map(|insert| &mut insert.related) {
                resolve_urls(schema, store, request, related)?;
            }
        }
        RelatedEntities::Homes(_) | RelatedEntities::Nothing => {}
    }
    Ok(())
}

/// The home of the entity at a URL, which must have a type. An entity that exists without a create, such as `me`, is
/// materialized.
fn entity(
    schema: &Schema,
    store: &mut Store,
    request: &ResourceRequest,
    url: &str,
    expected: &str,
) -> Result<Path, ODataError> {
    let segments = request.url.segments_of(url)?;
    let resolved_path = ResolvedPath::follow(schema.names(), &segments, |path| store.has_entity(path))?;
    materialize(schema, store, &resolved_path, resolved_path.segments());
    let StoreAddress::Entity { home, .. } = store.find(resolved_path.segments()) else {
        return Err(ODataError::not_found(url));
    };
    let own = store.entity(&home).and_then(|entity| properties::type_name(&entity.properties));
    match own {
        Some(own) if !schema.metadata.is_a(own, expected) => Err(ODataError::other_type(own, expected)),
        _ => Ok(home),
    }
}

/// `…/$ref`: only a navigation property has references, to entities of its type. An entity in the body is created if the
/// navigation property contains it, or if the body has its type; otherwise the body must be a reference.
///
/// Containment navigation properties accept references, too: Intune's pages show both. The URL in the request is replaced with
/// that of the entity's home, since it may have another letter case.
pub(super) fn reference(
    schema: &Schema,
    store: &mut Store,
    request: &mut ResourceRequest,
    resolved_path: &ResolvedPath,
    creation: Creation,
) -> Result<(), ODataError> {
    let Some(relation) = resolved_path.relation() else {
        return Err(ODataError::refused("'$ref' is allowed after a navigation property only."));
    };
    let is_post = *request.method == Method::POST;
    let named = [ID, "@id"].into_iter().find_map(|option| Some((option, request.url.options.get(option)?.to_owned())));
    if let (&Method::DELETE, Some((option, url))) = (request.method, named) {
        let home = entity(schema, store, request, &url, &relation.ty.name)?;
        request.url.options.replace(option, request.url.url_of(&home));
        return Ok(());
    }
    match (request.body.get(REFERENCE), resolved_path.entity_type()) {
        (Some(Json::String(url)), _) => {
            let home = entity(schema, store, request, url, &relation.ty.name)?;
            request.body.insert(REFERENCE.to_owned(), request.url.url_of(&home).into());
            Ok(())
        }
        (None, Some(of)) if is_post && (relation.is_contained || request.body.contains_key(TYPE)) => {
            create(schema, store, request, resolved_path, of, creation)
        }
        _ if is_post => Err(no_reference()),
        _ => Ok(()),
    }
}
