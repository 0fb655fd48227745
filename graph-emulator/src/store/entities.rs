//! The stored entities, collections and relations. Pure: nothing of HTTP is here.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use bytes::Bytes;
use graph_csdl::{Metadata, StructuredKind};

use crate::store::address::{Path, PathNames, child};
use crate::store::collection::{Change, Collection, Reason};
use crate::store::default_properties;
use crate::store::directory;
use crate::store::facet::{self, is_below, is_item};
use crate::store::mirrored;
use crate::store::properties::{self, Properties};

/// How many pages of ordered lists can be gone on from: a client needs its last, and a long run must not fill the memory.
const MAX_CURSORS: usize = 1000;

/// The query option for where a page begins.
pub(crate) const SKIP_TOKEN: &str = "$skiptoken";

/// The query option of a URL that bears its own right.
pub(crate) const TICKET: &str = "tempauth";

/// Everything that is stored. An entity is stored once, at its home; collections and relations lead to it.
#[derive(Default)]
pub(crate) struct Store {
    pub(super) entities: HashMap<Path, Entity>,
    pub(super) collections: HashMap<Path, Collection>,
    /// From the address of a relation, such as `users/ada/manager`, to an entity's home.
    pub(super) relations: HashMap<Path, Path>,
    /// When these last changed. It does not outlive the process, as the delta tokens do not.
    pub(super) last_changes: HashMap<Path, LastChange>,
    /// Counts changes: the next entity's revision, or the next member's place in its collection.
    pub(super) clock: u64,
    pub(super) media: HashMap<Path, Media>,
    /// What is left of ordered lists, by the time at which their page was given.
    pub(super) cursors: BTreeMap<u64, Vec<u64>>,
    /// What this store signs its skip tokens with.
    pub(crate) seal: RandomState,
    /// Delta tokens of an earlier epoch are expired.
    pub(crate) delta_epoch: u64,
    /// The names that paths have.
    pub(super) names: PathNames,
    /// The number of segments of the longest path that something was stored at.
    pub(super) depth: usize,
    /// What derives from what, where it is known.
    pub(crate) metadata: Option<Arc<Metadata>>,
}

/// Bytes and what they are.
pub(crate) struct Media {
    pub(crate) content_type: String,
    pub(crate) bytes: Bytes,
}

/// The last change of a relation to one entity.
pub(crate) struct LastChange {
    pub(crate) at: u64,
    /// The key of the entity that it led to before.
    pub(crate) former: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Entity {
    pub(crate) properties: Properties,
    pub(super) revision: u64,
}

impl Entity {
    pub(crate) fn etag(&self) -> String {
        format!("W/\"{}\"", self.revision)
    }
}

impl Store {
    pub(crate) fn with_metadata(metadata: Arc<Metadata>) -> Self {
        let mut store = Self { metadata: Some(metadata), ..Self::default() };
        store.declare_sets();
        store
    }

    /// Makes the root's collections, which are there from the beginning where they are known.
    pub(super) fn declare_sets(&mut self) {
        let container = self.metadata.as_ref().and_then(|metadata| metadata.container());
        let names = container.into_iter().flat_map(|container| &container.sets).map(|set| set.name.clone());
        for name in names.collect::<Vec<_>>() {
            self.declare(vec![name]);
        }
    }

    pub(crate) fn entity(&self, home: &Path) -> Option<&Entity> {
        self.entities.get(home)
    }

    /// Whether these are the properties of that type; of one that extends it, too, where that is known.
    pub(crate) fn is_of(&self, properties: &Properties, expected: &str) -> bool {
        match (&self.metadata, properties::type_name(properties)) {
            (Some(metadata), Some(own)) => metadata.is_a(own, expected),
            _ => properties::is_of_type(properties, expected),
        }
    }

    /// Whether the metadata has a complex type of this name.
    pub(crate) fn is_complex(&self, name: &str) -> bool {
        let of = self.metadata.as_ref().and_then(|metadata| metadata.structured(name));
        of.is_some_and(|of| of.kind == StructuredKind::Complex)
    }

    /// Leaves out the dynamic properties that are `null`: they are gone, while one that the type declares stays and is `null`.
    /// Without metadata each one is declared.
    ///
    /// # Rule
    /// A dynamic property that is absent is `null` (OData 4.01 Protocol, §11.2.1).
    pub(crate) fn drop_cleared(&self, properties: &mut Properties) {
        let known = self.metadata.as_ref().zip(properties::type_name(properties).map(str::to_owned));
        let Some((metadata, of)) = known else { return };
        properties.retain(|name, value| !value.is_null() || metadata.property(&of, name).is_some());
    }

    /// Whether the metadata has a relation of this name to several entities.
    pub(crate) fn leads_to_many(&self, properties: &Properties, name: &str) -> bool {
        let metadata = self.metadata.as_ref().zip(properties::type_name(properties));
        let relation = metadata.and_then(|(metadata, of)| metadata.navigation_property(of, name));
        relation.is_some_and(|relation| relation.ty.is_collection)
    }

    /// Whether the metadata has content of its own for the entity there, which is in no collection.
    pub(crate) fn is_content(&self, home: &Path) -> bool {
        let own = self.entities.get(home).and_then(|entity| properties::type_name(&entity.properties));
        let has_stream = self.metadata.as_ref().zip(own).is_some_and(|(metadata, own)| metadata.has_stream(own));
        has_stream && home.split_last().is_some_and(|(_, owner)| !self.collections.contains_key(owner))
    }

    pub(crate) fn collection(&self, path: &Path) -> Option<&Collection> {
        self.collections.get(path)
    }

    /// The home of the entity that a relation leads to.
    pub(crate) fn relation(&self, path: &Path) -> Option<&Path> {
        self.relations.get(path)
    }

    /// The home of the one entity that stands at a path that is no collection.
    pub(crate) fn related<'s>(&'s self, path: &Path) -> Option<&'s Path> {
        self.relations.get(path).or_else(|| self.entities.get_key_value(path).map(|(home, _)| home))
    }

    /// Whether this path, or that of the same name below another entity of the same collection, is a collection.
    pub(crate) fn has_collection_like(&self, path: &[String]) -> bool {
        let shape = |path: &[String]| {
            let (name, owner) = path.split_last()?;
            let (_, siblings) = owner.split_last()?;
            Some((name.clone(), siblings.to_vec()))
        };
        let wanted = shape(path);
        wanted.is_some() && self.collections.keys().any(|path| shape(path) == wanted)
    }

    /// Whether the path is that of a value that is stored within an entity.
    pub(crate) fn is_property(&self, path: &Path) -> bool {
        let owner = path.split_last().and_then(|(name, owner)| Some((name, self.entities.get(owner)?)));
        owner.is_some_and(|(name, entity)| entity.properties.get(name).is_some_and(|value| !value.is_null()))
    }

    /// Whether a new entity can't have this id.
    pub(crate) fn has(&self, collection: &Path, id: &str) -> bool {
        self.member(collection, id).is_some() || self.entities.contains_key(&child(collection, id))
    }

    /// The home of the entity that has this key in a collection.
    pub(crate) fn member(&self, collection: &Path, key: &str) -> Option<&Path> {
        self.collections.get(collection)?.home(key)
    }

    /// Makes the path a collection, if it is not one yet.
    pub(crate) fn declare(&mut self, collection: Path) -> &mut Collection {
        if !self.collections.contains_key(&collection) {
            self.note(&collection);
        }
        self.collections.entry(collection).or_default()
    }

    /// Puts an entity in a collection, or in the place of the one that has this key, and gives its home.
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

    /// Sets all the properties of an entity, there already or not.
    pub(crate) fn put(&mut self, home: Path, properties: Properties) {
        let (revision, properties) = (self.tick(), default_properties::without_secrets(properties));
        if !self.entities.contains_key(&home) {
            self.note(&home);
        }
        self.entities.insert(home, Entity { properties, revision });
    }

    /// Removes an entity, all that is stored below it, and all that leads to what is removed. A folder goes with what is in it.
    pub(crate) fn delete(&mut self, home: &Path) {
        let homes = self.with_descendants(home);
        let is_gone = |path: &Path, length| path.get(..length).is_some_and(|home| homes.contains(home));
        let stays = |path: &Path| !(1..=path.len()).any(|length| is_gone(path, length));
        let gone = self.entities.iter().filter(|(path, _)| !stays(path));
        let with_facet =
            gone.filter(|(path, entity)| is_item(self.metadata.as_deref(), path, Some(&entity.properties)));
        let with_facet: HashSet<Path> = with_facet.map(|(path, _)| path.clone()).collect();
        let reason = |home: &Path| if with_facet.contains(home) { Reason::DeletedByFacet } else { Reason::Deleted };
        let changed: Vec<_> = self
            .relations
            .iter()
            .filter(|(path, target)| stays(path) && !stays(target))
            .map(|(path, _)| path.clone())
            .collect();
        for path in &changed {
            self.note_change(path);
        }
        self.entities.retain(|path, _| stays(path));
        self.last_changes.retain(|path, _| stays(path));
        self.collections.retain(|path, _| stays(path));
        self.media.retain(|path, _| stays(path));
        let clock = &mut self.clock;
        let mut now = || {
            *clock += 1;
            *clock
        };
        self.collections.values_mut().for_each(|collection| collection.retain(stays, reason, &mut now));
        self.relations.retain(|path, target| stays(path) && stays(target));
    }

    /// Adds a reference to a collection; `false` if the entity, or one of the same key, is there already.
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

    /// The key that an entity has in each collection that it is in: its `id`, or the end of its own address.
    pub(crate) fn key<'s>(&'s self, home: &'s Path) -> &'s str {
        let id = self.entities.get(home).and_then(|entity| entity.properties.get("id")?.as_str());
        id.or(home.last().map(String::as_str)).unwrap_or_default()
    }

    /// Takes a member out of a collection. One that has its home there is deleted: it is nowhere else.
    pub(crate) fn unlink(&mut self, collection: &Path, key: &str) {
        let own = child(collection, key);
        if self.member(collection, key) == Some(&own) {
            self.delete(&own);
        } else {
            let now = self.tick();
            if let Some(collection) = self.collections.get_mut(collection) {
                collection.remove(key, now);
            }
        }
    }

    /// Makes the entity the related one.
    pub(crate) fn relate(&mut self, relation: Path, home: Path) {
        self.note(&relation);
        if self.relations.get(&relation) != Some(&home) {
            self.note_change(&relation);
        }
        self.relations.insert(relation, home);
    }

    /// Notes the names of a path, which are its segments but for the keys of collections.
    pub(super) fn note(&mut self, path: &[String]) {
        self.depth = self.depth.max(path.len());
        for (at, segment) in path.iter().enumerate() {
            if !self.collections.contains_key(path.get(..at).unwrap_or_default()) {
                self.names.note(segment);
            }
        }
    }

    /// Whether a path is short enough for something to be stored there, or to be derived for an owner that is stored
    /// (`users/{id}/planner/tasks` for the user).
    pub(super) fn has_depth(&self, path: &[String]) -> bool {
        path.len() <= self.depth + 2
    }

    /// Notes the names of all paths.
    pub(super) fn note_all(&mut self) {
        let paths = self.collections.keys().chain(self.relations.keys()).chain(self.entities.keys());
        for path in paths.cloned().collect::<Vec<_>>() {
            self.note(&path);
        }
    }

    /// A name in the spelling of what is stored.
    pub(crate) fn name<'n>(&'n self, name: &'n str) -> &'n str {
        self.names.canonical(name).unwrap_or(name)
    }

    pub(crate) fn unrelate(&mut self, relation: &Path) {
        self.note_change(relation);
        self.relations.remove(relation);
    }

    /// Notes that a relation is about to change.
    pub(super) fn note_change(&mut self, relation: &Path) {
        let former = self.relations.get(relation).map(|home| self.key(home).to_owned());
        let at = self.tick();
        self.last_changes.insert(relation.clone(), LastChange { at, former });
    }

    pub(crate) fn last_change(&self, relation: &Path) -> Option<&LastChange> {
        self.last_changes.get(relation)
    }

    /// What became of a collection's members, each with the time of its last change, in that order.
    pub(crate) fn changes(&self, path: &Path) -> Vec<(u64, Change<'_>)> {
        let revision = |home: &Path| self.entities.get(home).map_or(0, |entity| entity.revision);
        let sets = self.other_sets(path).into_iter().map(|set| vec![set.to_owned()]);
        let collections = std::iter::once(path.clone()).chain(sets).filter_map(|path| self.collections.get(&path));
        let mut changes: Vec<_> = collections.flat_map(|collection| collection.changes(revision)).collect();
        changes.sort_by_key(|(at, _)| *at);
        changes
    }

    /// The same of the items below an item, each once: it may be among the items of the drive and among its folder's children.
    /// One that left a collection and is still in another is there.
    pub(crate) fn changes_below(&self, item: &Path) -> Vec<(u64, Change<'_>)> {
        let folders = self.with_descendants(item);
        let is_among = |path: &Path| folders.iter().any(|folder| facet::children(folder).as_ref() == Some(path));
        let below = self.collections.keys().filter(|path| is_below(path, item) || is_among(path));
        let mut changes: HashMap<&str, (u64, Change<'_>)> = HashMap::new();
        for (at, change) in below.flat_map(|path| self.changes(path)) {
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

    /// An entity's home, and that of each item that is among the children of this one, or among theirs.
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
        self.media.insert(path, media);
    }

    pub(crate) fn remove_media(&mut self, path: &Path) -> bool {
        self.media.remove(path).is_some()
    }

    /// Keeps what is left of an ordered list: the order stays as it was when the first page was given. The oldest goes
    /// where there are too many.
    pub(crate) fn keep_cursor(&mut self, rest: Vec<u64>) -> u64 {
        let cursor = self.tick();
        self.cursors.insert(cursor, rest);
        if self.cursors.len() > MAX_CURSORS {
            self.cursors.pop_first();
        }
        cursor
    }

    /// The token of the page after a position: the position, and a seal that no other emulator or collection has.
    pub(crate) fn skip_token(&self, collection: &Path, position: u64) -> String {
        format!("{position:016x}{:016x}", self.seal.hash_one((collection, position)))
    }

    /// The right to get some bytes without a token.
    pub(crate) fn ticket(&self, media: &Path) -> String {
        format!("{:016x}", self.seal.hash_one((TICKET, media)))
    }

    pub(crate) fn cursor(&self, cursor: u64) -> Option<&[u64]> {
        self.cursors.get(&cursor).map(Vec::as_slice)
    }

    pub(super) fn add_member(&mut self, collection: &Path, key: &str, home: Path) {
        let ordinal = self.tick();
        self.declare(collection.clone()).add(ordinal, key, home);
    }

    pub(super) fn tick(&mut self) -> u64 {
        self.clock += 1;
        self.clock
    }
}
