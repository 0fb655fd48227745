//! Resources that exist by the metadata: they are stored when a path first addresses them.

use graph_csdl::StructuredType;
use serde_json::Value as Json;

use crate::schema::Schema;
use crate::schema::path::{ResolvedPath, name};
use crate::schema::well_known;
use crate::store::Store;
use crate::store::address::{Path, StoreAddress};
use crate::store::properties::{self, ID, Properties, TYPE};
use crate::store::signed_in::ME;

/// Declares the collections of a path, and stores the entity that exists without a create; an entity with content, such as a
/// photo, needs the content. Below a missing entity nothing is stored.
pub(crate) fn materialize(schema: &Schema, store: &mut Store, resolved_path: &ResolvedPath, segments: &[String]) {
    if segments.len() > 1 && segments.first().is_some_and(|first| first == ME) {
        materialize_single(schema, store, resolved_path, segments, 1);
    }
    let mut address = StoreAddress::ROOT;
    for (at, segment) in segments.iter().enumerate() {
        let length = at + 1;
        if segment.contains('(')
            && resolved_path.entity_at(length).is_some()
            && let StoreAddress::Unknown(path) = store.step(address.clone(), name(segment))
        {
            store.declare(path);
        }
        address = match store.step(address, segment) {
            StoreAddress::Unknown(path) if resolved_path.collection_at(length).is_some() => {
                store.declare(path.clone());
                StoreAddress::Collection(path)
            }
            StoreAddress::Vacant { collection, key } => {
                well_known(schema, store, resolved_path, length, collection, key)
            }
            address => address,
        };
    }
    materialize_single(schema, store, resolved_path, segments, resolved_path.resource_length());
}

/// Stores the entity after so many segments, if it exists without a create.
fn materialize_single(
    schema: &Schema,
    store: &mut Store,
    resolved_path: &ResolvedPath,
    segments: &[String],
    length: usize,
) {
    let (Some(of), Some(path)) = (resolved_path.entity_at(length), segments.get(..length)) else { return };
    if !resolved_path.is_implicit(length) {
        return;
    }
    if let StoreAddress::Unknown(path) = store.find(path)
        && (!schema.metadata.has_stream(&of.name) || store.media(&path).is_some())
    {
        let mut entity = empty_entity(schema, of);
        if let (Some(id), Some(name)) = (entity.get_mut(ID), path.last()) {
            *id = name.as_str().into();
        }
        store.put_single(path, entity);
    }
}

/// Stores the entity of a missing key, if the key is well-known there.
fn well_known(
    schema: &Schema,
    store: &mut Store,
    resolved_path: &ResolvedPath,
    length: usize,
    collection: Path,
    key: String,
) -> StoreAddress {
    let known = resolved_path.key_at(length).and_then(|(of, collection, key)| {
        Some((of, well_known::folder(collection, &of.name, key).filter(|known| known.key == key)?))
    });
    let Some((of, known)) = known else { return StoreAddress::Vacant { collection, key } };
    let mut entity = empty_entity(schema, of);
    for name in ["displayName", "name"] {
        if schema.metadata.property(&of.name, name).is_some() {
            entity.insert(name.to_owned(), known.name.into());
        }
    }
    store.put_member(&collection, &key, properties::with_id(entity, &key));
    store.enter(StoreAddress::Collection(collection), &key)
}

/// An entity of a type with its required properties only.
fn empty_entity(schema: &Schema, of: &StructuredType) -> Properties {
    let mut entity = Properties::new();
    if !of.is_abstract {
        entity.insert(TYPE.to_owned(), format!("#{}", of.name).into());
    }
    if let Json::Object(empty) = schema.empty(of) {
        entity.extend(empty.into_iter().filter(|(name, _)| name != TYPE));
    }
    entity
}
