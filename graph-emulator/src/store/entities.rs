//! The stored entities, collections and references.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use bytes::Bytes;
use graph_csdl::{Metadata, StructuredKind};

use crate::store::address::{Path, PathNames, child};
use crate::store::collection::{Change, Collection, Reason, Removal};
use crate::store::default_properties;
use crate::store::directory;
use crate::store::entity::Entity;
use crate::store::facet::{self, is_below, is_item};
use crate::store::index::Index;
use crate::store::journal::{ChangeKind, Journal};
use crate::store::mirrored;
use crate::store::orders::Orders;
use crate::store::properties::{self, Properties};
use crate::store::unsaved::Unsaved;

/// The query option of a page's position.
pub(crate) const SKIP_TOKEN: &str = "$skiptoken";

/// The query option of a pre-authenticated URL.
pub(crate) const TICKET: &str = "tempauth";

/// The store. An entity is stored once, at its home; collections and navigation properties reference it.
#[derive(Default)]
pub(crate) struct Store {
    pub(super) entities: HashMap<Path, Arc<Entity>>,
    pub(super) collections: HashMap<Path, Collection>,
    /// From the address of a navigation property, such as `users/ada/manager`, to an entity's home.
    pub(super) relations: HashMap<Path, Path>,
    /// The last changes of navigation properties. As delta tokens, they do not survive the process.
    pub(super) last_changes: HashMap<Path, LastChange>,
    /// The number of changes: the next entity's revision, or the next member's position in its collection.
    pub(super) clock: u64,
    pub(super) media: HashMap<Path, Media>,
    pub(super) index: Index,
    pub(super) orders: Orders,
    /// The changes that are not saved yet, if there is a data file.
    pub(super) unsaved: Option<Unsaved>,
    /// The key of tokens' signatures.
    pub(crate) seal: RandomState,
    /// Delta tokens of an earlier epoch are expired.
    pub(crate) delta_epoch: u64,
    /// Pre-authenticated URLs of an earlier epoch are expired.
    pub(crate) ticket_epoch: u64,
    /// The origin of pre-authenticated URLs, if it is not the service's own.
    pub(crate) content_origin: Option<String>,
    /// The names in paths.
    pub(super) names: PathNames,
    /// The number of segments of the longest stored path.
    pub(super) depth: usize,
    /// The changes that are not notified yet.
    pub(super) journal: Journal,
    /// The inheritance of types, if it is known.
    pub(crate) metadata: Option<Arc<Metadata>>,
}

/// Bytes and their content type.
pub(crate) struct Media {
    pub(crate) content_type: String,
    pub(crate) bytes: Bytes,
    /// The time of its last change, which `put_media` sets.
    pub(super) revision: u64,
}

impl Media {
    pub(crate) fn new(content_type: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self { content_type: content_type.into(), bytes: bytes.into(), revision: 0 }
    }
}

/// The last change of a navigation property to one entity.
pub(crate) struct LastChange {
    pub(crate) at: u64,
    /// The key of the entity before the change.
    pub(crate) former: Option<String>,
}

impl Store {
    pub(crate) fn with_metadata(metadata: Arc<Metadata>) -> Self {
        let mut store = Self { metadata: Some(metadata), ..Self::default() };
        store.declare_sets();
        store
    }

    /// Declares the entity sets of the metadata.
    pub(super) fn declare_sets(&mut self) {
        let container = self.metadata.as_ref().and_then(|metadata| metadata.container());
        let names = container.into_iter().flat_map(|container| &container.sets).map(|set| set.name.clone());
        for name in names.collect::<Vec<_>>() {
            self.declare(vec![name]);
        }
    }

    pub(crate) fn entity(&self, home: &Path) -> Option<&Entity> {
        self.entities.get(home).map(Arc::as_ref)
    }

    /// Whether properties have that type, or a derived one if the inheritance is known.
    pub(crate) fn is_of(&self, properties: &Properties, expected: &str) -> bool {
        match (&self.metadata, properties::type_name(properties)) {
            (Some(metadata), Some(own)) => metadata.is_a(own, expected),
            _ => properties::is_of_type(properties, expected),
        }
    }

    /// Whether the metadata has a complex type with this name.
    pub(crate) fn is_complex(&self, name: &str) -> bool {
        let of = self.metadata.as_ref().and_then(|metadata| metadata.structured(name));
        of.is_some_and(|of| of.kind == StructuredKind::Complex)
    }

    /// Removes dynamic properties that are `null`; a declared property stays and is `null`. Without metadata every property
    /// counts as declared.
    ///
    /// # Rule
    /// A dynamic property that is absent is `null` (OData 4.01 Protocol, §11.2.1).
    pub(crate) fn drop_cleared(&self, properties: &mut Properties) {
        let known = self.metadata.as_ref().zip(properties::type_name(properties).map(str::to_owned));
        let Some((metadata, of)) = known else { return };
        properties.retain(|name, value| !value.is_null() || metadata.property(&of, name).is_some());
    }

    /// Whether the metadata has a collection-valued navigation property with this name.
    pub(crate) fn leads_to_many(&self, properties: &Properties, name: &str) -> bool {
        let metadata = self.metadata.as_ref().zip(properties::type_name(properties));
        let relation = metadata.and_then(|(metadata, of)| metadata.navigation_property(of, name));
        relation.is_some_and(|relation| relation.ty.is_collection)
    }

    /// Whether the entity there has content by its type, and is in no collection.
    pub(crate) fn is_content(&self, home: &Path) -> bool {
        let own = self.entities.get(home).and_then(|entity| properties::type_name(&entity.properties));
        let has_stream = self.metadata.as_ref().zip(own).is_some_and(|(metadata, own)| metadata.has_stream(own));
        has_stream && home.split_last().is_some_and(|(_, owner)| !self.collections.contains_key(owner))
    }

    pub(crate) fn collection(&self, path: &Path) -> Option<&Collection> {
        self.collections.get(path)
    }

    /// The home of the entity that a navigation property references.
    pub(crate) fn relation(&self, path: &Path) -> Option<&Path> {
        self.relations.get(path)
    }

    /// The home of the single entity at a path.
    pub(crate) fn related<'s>(&'s self, path: &Path) -> Option<&'s Path> {
        self.relations.get(path).or_else(|| self.entities.get_key_value(path).map(|(home, _)| home))
    }

    /// Whether this path, or that of the same name below another entity of the same collection, is a collection.
    pub(crate) fn has_collection_like(&self, path: &[String]) -> bool {
        self.index.has_collection_like(path)
    }

    /// Whether an entity may have, or may have had, related entities under this name.
    pub(crate) fn has_relations(&self, name: &str) -> bool {
        self.index.has_relations(name)
    }

    /// Whether the path is that of a value within a stored entity.
    pub(crate) fn is_property(&self, path: &Path) -> bool {
        let owner = path.split_last().and_then(|(name, owner)| Some((name, self.entities.get(owner)?)));
        owner.is_some_and(|(name, entity)| entity.properties.get(name).is_some_and(|value| !value.is_null()))
    }

    /// Whether an id is taken.
    pub(crate) fn has(&self, collection: &Path, id: &str) -> bool {
        self.member(collection, id).is_some() || self.entities.contains_key(&child(collection, id))
    }

    /// The home of the entity with this key in a collection.
    pub(crate) fn member(&self, collection: &Path, key: &str) -> Option<&Path> {
        self.collections.get(collection)?.home(key)
    }

    /// Puts an entity in a collection, or replaces the one with this key, and returns its home.
    pub(crate) fn put_member(&mut self, collection: &Path, key: &str, properties: Properties) -> Path {
        let home = self.member(collection, key).cloned().unwrap_or_else(|| {
            let home = child(collection, key);
            self.add_member(collection, key, home.clone());
            home
        });
        self.put(home.clone(), properties);
        if let Some(other) = mirrored::mirror(collection) {
            self.link(&other, home.clone());
        }
        home
    }

    /// Sets all properties of a new or existing entity.
    pub(crate) fn put(&mut self, home: Path, properties: Properties) {
        let (revision, properties) = (self.tick(), default_properties::without_secrets(properties));
        let is_new = !self.entities.contains_key(&home);
        if is_new {
            self.note(&home);
        }
        let entity = Entity { properties, revision };
        if self.is_watched(&home) {
            let kind = if is_new { ChangeKind::Created } else { ChangeKind::Updated };
            self.journalize(&home, kind, entity.properties.clone(), entity.etag());
        }
        self.set_entity(home, entity);
    }

    /// Deletes an entity, everything below it, and all references to the deleted entities. A folder is deleted with its items.
    pub(crate) fn delete(&mut self, home: &Path) {
        let roots = self.with_descendants(home);
        let gone: BTreeSet<Path> = roots.iter().flat_map(|root| self.index.at_and_below(root)).cloned().collect();
        for path in &gone {
            if let Some(entity) = self.entities.get(path).filter(|_| self.is_watched(path)) {
                let (properties, etag) = (entity.properties.clone(), entity.etag());
                self.journalize(path, ChangeKind::Deleted, properties, etag);
            }
        }
        self.end_relations(&gone);
        self.end_memberships(&gone);
        for path in &gone {
            self.drop_collection(path);
            self.drop_relation(path);
            self.drop_media(path);
            self.last_changes.remove(path);
            self.take_entity(path);
        }
        for path in &gone {
            self.index.remove(path);
        }
    }

    /// Removes deleted entities from the navigation properties of others.
    fn end_relations(&mut self, gone: &BTreeSet<Path>) {
        let referrers = gone.iter().filter_map(|home| self.index.referrers(home));
        let relations = referrers.flat_map(|referrers| &referrers.relations).filter(|path| !gone.contains(*path));
        for relation in relations.cloned().collect::<Vec<_>>() {
            self.unrelate(&relation);
        }
    }

    /// Removes deleted entities from the collections of others, in the order of their addition. Each removal has its own time: a
    /// page of changes may end between any two.
    fn end_memberships(&mut self, gone: &BTreeSet<Path>) {
        let mut ended = Vec::new();
        for home in gone {
            let entity = self.entities.get(home);
            let has_facet =
                entity.is_some_and(|entity| is_item(self.metadata.as_deref(), home, Some(&entity.properties)));
            let reason = if has_facet { Reason::DeletedByFacet } else { Reason::Deleted };
            let memberships = self.memberships(home).into_iter().filter(|(path, _)| !gone.contains(path));
            ended.extend(memberships.map(|(path, key)| {
                let ordinal = self.collections.get(&path).and_then(|collection| collection.ordinal(&key));
                (path, ordinal, key, reason)
            }));
        }
        ended.sort_by(|(a, a_ordinal, ..), (b, b_ordinal, ..)| (a, a_ordinal).cmp(&(b, b_ordinal)));
        for (path, _, key, reason) in ended {
            let removal = Removal { at: self.tick(), reason };
            self.remove_member(&path, &key, removal);
        }
    }

    /// Adds a reference to a collection; `false` if the collection has the entity, or its key.
    pub(crate) fn link(&mut self, collection: &Path, home: Path) -> bool {
        let key = self.key(&home).to_owned();
        let is_new = self.member(collection, &key).is_none();
        if is_new {
            self.add_member(collection, &key, home);
        }
        is_new
    }

    /// Whether an entity is a directory object, by its type or else by its address.
    pub(crate) fn is_directory_object(&self, home: &Path) -> bool {
        let own = self.entities.get(home).and_then(|entity| properties::type_name(&entity.properties));
        let is_by_type =
            self.metadata.as_ref().zip(own).is_some_and(|(metadata, own)| metadata.is_a(own, directory::TYPE));
        is_by_type || directory::is_object(home)
    }

    /// The key of an entity in each of its collections: its `id`, or the last segment of its home.
    pub(crate) fn key<'s>(&'s self, home: &'s Path) -> &'s str {
        let id = self.entities.get(home).and_then(|entity| entity.properties.get("id")?.as_str());
        id.or(home.last().map(String::as_str)).unwrap_or_default()
    }

    /// Removes a member from a collection. An entity whose home is there is deleted.
    pub(crate) fn unlink(&mut self, collection: &Path, key: &str) {
        let own = child(collection, key);
        if self.member(collection, key) == Some(&own) {
            self.delete(&own);
        } else {
            let removal = Removal { at: self.tick(), reason: Reason::Left };
            self.remove_member(collection, key, removal);
        }
    }

    /// Sets the entity of a navigation property.
    pub(crate) fn relate(&mut self, relation: Path, home: Path) {
        self.note(&relation);
        if self.relations.get(&relation) != Some(&home) {
            self.note_change(&relation);
        }
        self.set_relation(relation, home);
    }

    /// Notes the names in a path: its segments except the keys of collections.
    pub(super) fn note(&mut self, path: &[String]) {
        self.depth = self.depth.max(path.len());
        for (at, segment) in path.iter().enumerate() {
            if !self.collections.contains_key(path.get(..at).unwrap_or_default()) {
                self.names.note(segment);
            }
        }
    }

    /// Whether a path is short enough for something to be stored there, or to be derived for a stored owner
    /// (`users/{id}/planner/tasks` for the user).
    pub(super) fn has_depth(&self, path: &[String]) -> bool {
        path.len() <= self.depth + 2
    }

    /// Notes the names in all paths.
    pub(super) fn note_all(&mut self) {
        let paths = self.collections.keys().chain(self.relations.keys()).chain(self.entities.keys());
        for path in paths.cloned().collect::<Vec<_>>() {
            self.note(&path);
        }
    }

    /// A name in the spelling of the stored paths.
    pub(crate) fn name<'n>(&'n self, name: &'n str) -> &'n str {
        self.names.canonical(name).unwrap_or(name)
    }

    pub(crate) fn unrelate(&mut self, relation: &Path) {
        self.note_change(relation);
        self.drop_relation(relation);
    }

    /// Notes that a navigation property is about to change.
    pub(super) fn note_change(&mut self, relation: &Path) {
        let former = self.relations.get(relation).map(|home| self.key(home).to_owned());
        let at = self.tick();
        self.set_last_change(relation, LastChange { at, former });
    }

    pub(crate) fn last_change(&self, relation: &Path) -> Option<&LastChange> {
        self.last_changes.get(relation)
    }

    /// The changes of a collection's members after a time, each with the time of the last one, in that order.
    pub(crate) fn changes<'s>(&'s self, path: &Path, after: u64) -> Box<dyn Iterator<Item = (u64, Change<'s>)> + 's> {
        let own = self.collections.get(path).into_iter().flat_map(move |collection| collection.changes(after));
        let sets = self.other_sets(path);
        if sets.is_empty() {
            return Box::new(own);
        }
        let sets = sets.into_iter().filter_map(|set| self.collections.get([set.to_owned()].as_slice()));
        let mut changes: Vec<_> = own.chain(sets.flat_map(|set| set.changes(after))).collect();
        changes.sort_by_key(|(at, _)| *at);
        Box::new(changes.into_iter())
    }

    /// The changes of the items below an item, each item once: it may be among the items of the drive and among its folder's
    /// children. An item that left one collection and is still in another one is present.
    pub(crate) fn changes_below(&self, item: &Path) -> Vec<(u64, Change<'_>)> {
        let folders = self.with_descendants(item);
        let drive = item.split_last().filter(|_| facet::is_root(item)).map_or(item.as_slice(), |(_, drive)| drive);
        let below = self.index.at_and_below(drive).filter(|path| is_below(path, item)).cloned();
        let below: BTreeSet<Path> = below.chain(folders.iter().filter_map(|folder| facet::children(folder))).collect();
        let mut changes: HashMap<&str, (u64, Change<'_>)> = HashMap::new();
        for (at, change) in below.iter().flat_map(|path| self.changes(path, 0)) {
            let key = match change {
                Change::Present(home) => self.key(home),
                Change::Removed { key, .. } => key,
            };
            let rank = |(at, change): &(u64, Change)| (matches!(change, Change::Present(_)), *at);
            if changes.get(key).is_none_or(|known| rank(known) < rank(&(at, change))) {
                changes.insert(key, (at, change));
            }
        }
        let mut changes: Vec<_> = changes.into_values().collect();
        changes.sort_by_key(|(at, _)| *at);
        changes
    }

    /// An entity's home, and those of all items below it.
    pub(super) fn with_descendants(&self, home: &Path) -> HashSet<Path> {
        let mut found = HashSet::new();
        let mut next = vec![home.clone()];
        while let Some(folder) = next.pop() {
            let children = facet::children(&folder).and_then(|children| self.collections.get(&children));
            let children = children.into_iter().flat_map(|children| children.after(None));
            next.extend(children.map(|(_, home)| home).filter(|home| !found.contains(*home)).cloned());
            found.insert(folder);
        }
        found
    }

    pub(crate) fn clock(&self) -> u64 {
        self.clock
    }

    pub(crate) fn media(&self, path: &Path) -> Option<&Media> {
        self.media.get(path)
    }

    pub(crate) fn put_media(&mut self, path: Path, media: Media) {
        let revision = self.tick();
        self.set_media(path, Media { revision, ..media });
    }

    /// The `ETag` of some bytes.
    pub(crate) fn media_etag(&self, media: &Media) -> String {
        format!("\"{:016x}\"", self.seal.hash_one(("etag", media.revision)))
    }

    pub(crate) fn remove_media(&mut self, path: &Path) -> bool {
        self.drop_media(path)
    }

    /// Keeps the order of an ordered list for its later pages, and returns its number.
    pub(crate) fn keep_order(&mut self, order: Vec<u64>) -> u32 {
        self.orders.keep(order)
    }

    pub(crate) fn order(&self, number: u32) -> Option<&Arc<[u64]>> {
        self.orders.get(number)
    }

    /// The token of the page after a position: the position, and a signature for this store and collection.
    pub(crate) fn skip_token(&self, collection: &Path, position: u64) -> String {
        format!("{position:016x}{:016x}", self.seal.hash_one((collection, position)))
    }

    /// The token of a pre-authenticated URL of some bytes.
    pub(crate) fn ticket(&self, media: &Path) -> String {
        format!("{:016x}", self.seal.hash_one((TICKET, media, self.ticket_epoch)))
    }

    pub(super) fn tick(&mut self) -> u64 {
        self.clock += 1;
        self.clock
    }
}
