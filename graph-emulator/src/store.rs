//! The stored entities, collections and relations. Pure: nothing of HTTP is here.

use std::collections::{BTreeMap, HashMap};
use std::hash::RandomState;
use std::ops::Bound;

use bytes::Bytes;

use crate::place::{Path, Place, Through, child, is_cast, is_delta, is_operation, key_in_parentheses};
use crate::properties::{Properties, is_of_type, type_name};

/// Everything that is stored. An entity is stored once, at its home; collections and relations lead to it.
#[derive(Default)]
pub(crate) struct Store {
    entities: HashMap<Path, Entity>,
    collections: HashMap<Path, Collection>,
    /// From the address of a relation, such as `users/ada/manager`, to an entity's home.
    relations: HashMap<Path, Path>,
    /// Counts changes: the next entity's revision, or the next member's place in its collection.
    clock: u64,
    media: HashMap<Path, Media>,
    /// What is left of ordered lists, by the number of the page that it begins with.
    cursors: HashMap<u64, Vec<u64>>,
    /// What this store signs its skip tokens with.
    pub(crate) seal: RandomState,
    /// Delta tokens of an earlier epoch are expired.
    pub(crate) delta_epoch: u64,
}

/// Bytes and what they are.
pub(crate) struct Media {
    pub(crate) content_type: String,
    pub(crate) bytes: Bytes,
}

/// What became of a member.
#[derive(Clone, Copy)]
pub(crate) enum Change<'s> {
    /// It came, or the entity was written.
    Present(&'s Path),
    /// It went: deleted, or only taken out of the collection.
    Removed { key: &'s str, is_deleted: bool },
}

#[derive(Debug)]
pub(crate) struct Entity {
    pub(crate) properties: Properties,
    revision: u64,
}

impl Entity {
    pub(crate) fn etag(&self) -> String {
        format!("W/\"{}\"", self.revision)
    }
}

/// Members in the order of their coming: a page continues after the last one seen, whatever comes or goes meanwhile.
#[derive(Default)]
pub(crate) struct Collection {
    ordinals: HashMap<String, u64>,
    homes: BTreeMap<u64, Path>,
    /// When a member went, and whether it was deleted, for those that did not come back.
    removed: HashMap<String, (u64, bool)>,
}

impl Collection {
    fn home(&self, key: &str) -> Option<&Path> {
        self.homes.get(self.ordinals.get(key)?)
    }

    fn add(&mut self, ordinal: u64, key: &str, home: Path) {
        self.removed.remove(key);
        self.ordinals.insert(key.to_owned(), ordinal);
        self.homes.insert(ordinal, home);
    }

    /// Takes a member out that is stored elsewhere.
    fn remove(&mut self, key: &str, now: u64) {
        if let Some(ordinal) = self.ordinals.remove(key) {
            self.homes.remove(&ordinal);
            self.removed.insert(key.to_owned(), (now, false));
        }
    }

    /// Takes out those that are deleted.
    fn retain(&mut self, stays: impl Fn(&Path) -> bool, now: u64) {
        self.homes.retain(|_, home| stays(home));
        let gone = self.ordinals.extract_if(|_, ordinal| !self.homes.contains_key(ordinal));
        self.removed.extend(gone.map(|(key, _)| (key, (now, true))));
    }

    /// The members after that ordinal, with theirs; from the first on where there is none.
    pub(crate) fn after(&self, ordinal: Option<u64>) -> impl Iterator<Item = (u64, &Path)> {
        let start = ordinal.map_or(Bound::Unbounded, Bound::Excluded);
        self.homes.range((start, Bound::Unbounded)).map(|(ordinal, home)| (*ordinal, home))
    }
}

impl Store {
    /// Follows a path, through references too.
    pub(crate) fn find(&self, segments: &[String]) -> Place {
        segments.iter().fold(Place::Unknown(Path::new()), |place, segment| self.step(place, segment))
    }

    fn step(&self, from: Place, segment: &str) -> Place {
        let is_member = matches!(
            &from,
            Place::Collection(path) | Place::Cast { collection: path, .. } if self.member(path, segment).is_some()
        );
        if !is_member {
            if let Some((name, key)) = key_in_parentheses(segment) {
                return self.step(self.step(from, name), &key);
            }
            if is_operation(segment) {
                return self.operation(from, segment);
            }
        }
        match from {
            Place::Collection(collection) => match self.member(&collection, segment) {
                Some(home) => {
                    let through = Through::Member { collection, key: segment.to_owned() };
                    Place::Entity { home: home.clone(), through }
                }
                None => Place::Vacant { collection, key: segment.to_owned() },
            },
            Place::Cast { collection, type_name } => {
                let entity = self.step(Place::Collection(collection.clone()), segment);
                match self.operation(entity, &type_name) {
                    entity @ Place::Entity { .. } => entity,
                    _ => Place::Missing(child(&collection, segment)),
                }
            }
            Place::Entity { home, .. } | Place::Unknown(home) => self.below(child(&home, segment)),
            Place::Vacant { collection, key } => self.below_missing(child(&child(&collection, &key), segment)),
            Place::Missing(path) => self.below_missing(child(&path, segment)),
            Place::Delta(_) | Place::OtherType(_) | Place::Operation(_) => Place::Operation(segment.to_owned()),
        }
    }

    /// What a segment means that is no key: changes, a type, or something that only metadata tells.
    fn operation(&self, from: Place, segment: &str) -> Place {
        match from {
            Place::Collection(collection) if is_delta(segment) => Place::Delta(collection),
            Place::Unknown(path) if is_delta(segment) && !path.is_empty() => Place::Missing(child(&path, segment)),
            Place::Collection(collection) if is_cast(segment) => {
                Place::Cast { collection, type_name: segment.to_owned() }
            }
            Place::Entity { home, through } if is_cast(segment) => {
                let properties = self.entities.get(&home).map(|entity| &entity.properties);
                match properties {
                    Some(properties) if is_of_type(properties, segment) => Place::Entity { home, through },
                    Some(properties) if type_name(properties).is_some() => Place::OtherType(segment.to_owned()),
                    _ => Place::Operation(segment.to_owned()),
                }
            }
            _ => Place::Operation(segment.to_owned()),
        }
    }

    fn below(&self, path: Path) -> Place {
        if self.collections.contains_key(&path) {
            Place::Collection(path)
        } else if let Some(home) = self.relations.get(&path) {
            Place::Entity { home: home.clone(), through: Through::Relation(path) }
        } else if self.entities.contains_key(&path) {
            Place::Entity { home: path, through: Through::Singleton }
        } else {
            Place::Unknown(path)
        }
    }

    /// What was stored there before its owner's collection was known stays reachable.
    fn below_missing(&self, path: Path) -> Place {
        match self.below(path) {
            Place::Unknown(path) => Place::Missing(path),
            place => place,
        }
    }

    pub(crate) fn entity(&self, home: &Path) -> Option<&Entity> {
        self.entities.get(home)
    }

    pub(crate) fn collection(&self, path: &Path) -> Option<&Collection> {
        self.collections.get(path)
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
        home
    }

    /// Sets all the properties of an entity, there already or not.
    pub(crate) fn put(&mut self, home: Path, properties: Properties) {
        let revision = self.tick();
        self.entities.insert(home, Entity { properties, revision });
    }

    /// Removes an entity, all that is stored below it, and all that leads to what is removed.
    pub(crate) fn delete(&mut self, home: &Path) {
        let stays = |path: &Path| !path.starts_with(home);
        self.entities.retain(|path, _| stays(path));
        self.collections.retain(|path, _| stays(path));
        self.media.retain(|path, _| stays(path));
        let now = self.tick();
        self.collections.values_mut().for_each(|collection| collection.retain(stays, now));
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
        self.relations.insert(relation, home);
    }

    pub(crate) fn unrelate(&mut self, relation: &Path) {
        self.relations.remove(relation);
    }

    /// What became of a collection's members, each with the time of its last change, in that order.
    pub(crate) fn changes(&self, path: &Path) -> Vec<(u64, Change<'_>)> {
        let Some(collection) = self.collections.get(path) else { return Vec::new() };
        let present = collection.homes.iter().map(|(ordinal, home)| {
            let revision = self.entities.get(home).map_or(0, |entity| entity.revision);
            (revision.max(*ordinal), Change::Present(home))
        });
        let removed = collection.removed.iter();
        let removed = removed.map(|(key, &(at, is_deleted))| (at, Change::Removed { key, is_deleted }));
        let mut changes: Vec<_> = present.chain(removed).collect();
        changes.sort_by_key(|(at, _)| *at);
        changes
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

    /// Keeps what is left of an ordered list: the order stays as it was when the first page was given.
    pub(crate) fn keep_cursor(&mut self, rest: Vec<u64>) -> u64 {
        let cursor = self.tick();
        self.cursors.insert(cursor, rest);
        cursor
    }

    pub(crate) fn cursor(&self, cursor: u64) -> Option<&[u64]> {
        self.cursors.get(&cursor).map(Vec::as_slice)
    }

    fn add_member(&mut self, collection: &Path, key: &str, home: Path) {
        let ordinal = self.tick();
        self.declare(collection.clone()).add(ordinal, key, home);
    }

    fn tick(&mut self) -> u64 {
        self.clock += 1;
        self.clock
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> Path {
        text.split('/').map(str::to_owned).collect()
    }

    fn store() -> Store {
        let mut store = Store::default();
        for (collection, key) in [("users", "ada"), ("users", "bob"), ("groups", "g"), ("users/ada/messages", "m")] {
            store.put_member(&path(collection), key, Properties::new());
        }
        assert!(store.link(&path("groups/g/members"), path("users/ada")));
        store.relate(path("users/bob/manager"), path("users/ada"));
        store
    }

    fn home(store: &Store, text: &str) -> Option<String> {
        match store.find(&path(text)) {
            Place::Entity { home, .. } => Some(home.join("/")),
            _ => None,
        }
    }

    #[test]
    fn a_path_leads_through_references() {
        let store = store();
        assert_eq!(home(&store, "groups('g')/members/ada/messages/m").as_deref(), Some("users/ada/messages/m"));
        assert_eq!(home(&store, "users/bob/manager").as_deref(), Some("users/ada"));
        assert_eq!(store.find(&path("users/eve/messages")), Place::Missing(path("users/eve/messages")));
        assert_eq!(store.find(&path("groups/g/owners")), Place::Unknown(path("groups/g/owners")));
        assert_eq!(store.find(&path("users/delta()")), Place::Delta(path("users")));
        assert_eq!(store.find(&path("users/f(x=1)")), Place::Operation("f(x=1)".to_owned()));
    }

    #[test]
    fn deleting_removes_what_is_below_and_what_leads_there() {
        let mut store = store();
        store.delete(&path("users/ada"));
        for gone in ["users/ada", "groups/g/members/ada", "users/bob/manager", "users/ada/messages/m"] {
            assert_eq!(home(&store, gone), None, "{gone}");
        }
        assert_eq!(store.collections.len(), 3);
        assert!(store.collection(&path("groups/g/members")).is_some_and(|members| members.after(None).count() == 0));
        store.put_member(&path("users"), "ada", Properties::new());
        assert_eq!(store.find(&path("users/ada/messages")), Place::Unknown(path("users/ada/messages")));
    }

    #[test]
    fn what_is_below_a_path_stays_when_the_path_becomes_a_collection() {
        let mut store = Store::default();
        store.put_member(&path("users/ada/events"), "e", Properties::new());
        store.put_member(&path("users"), "bob", Properties::new());
        assert_eq!(home(&store, "users/ada/events/e").as_deref(), Some("users/ada/events/e"));
        assert_eq!(store.find(&path("users/ada/events")), Place::Collection(path("users/ada/events")));
    }

    #[test]
    fn unlinking_keeps_what_lives_elsewhere() {
        let mut store = store();
        assert!(!store.link(&path("groups/g/members"), path("users/ada")));
        store.unlink(&path("groups/g/members"), "ada");
        assert_eq!(home(&store, "groups/g/members/ada"), None);
        assert_eq!(home(&store, "users/ada").as_deref(), Some("users/ada"));
        store.unlink(&path("users"), "ada");
        assert_eq!(home(&store, "users/ada"), None);
    }
}
