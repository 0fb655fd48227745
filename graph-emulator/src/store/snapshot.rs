//! The store as records of JSON, and back.
//!
//! ```json
//! { "format": 2, "clock": 7 }
//! { "clock": 3, "entities": { "users/ada": { "revision": 3, "properties": { "id": "ada" } } },
//!   "collections": { "users": { "members": { "ada": [2, "users/ada"] }, "removed": { "eve": [5, true] } } } }
//! { "clock": 5, "relations": { "users/bob/manager": "users/ada" },
//!   "media": { "users/ada/photo": { "contentType": "image/png", "base64": "…" } } }
//! { "clock": 7, "entities": { "users/ada": null }, "collections": { "users": { "members": { "ada": null } } } }
//! ```
//! A record has the new state of each path that changed; `null` means that it is gone. A path has its segments joined by `/`, with `%`
//! and `/` in a segment percent-encoded. Format 1 was one record of everything, without a `null`.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value as Json, json};

use crate::store::address::Path;
use crate::store::collection::{Collection, Reason, Removal};
use crate::store::entities::{Media, Store};
use crate::store::entity::Entity;
use crate::store::file::{DataError, DataFile, Records};
use crate::store::unsaved::Unsaved;

/// The format of records, of which the first has the number.
const FORMAT: u64 = 2;
/// The format of one document.
const DOCUMENT: u64 = 1;
/// The members and removals of a collection in one record of the whole state.
const KEYS: usize = 100;

impl Store {
    /// Notes the changes from now on, to save them.
    pub(crate) fn track_changes(&mut self) {
        self.unsaved = Some(Unsaved::default());
    }

    /// The record of the changes since the last call, or `None` without changes. The records of the whole state, if it is asked for
    /// or needed.
    pub(crate) fn take_unsaved(&mut self, is_whole: bool) -> Option<Records> {
        let unsaved = std::mem::take(self.unsaved.as_mut()?);
        if is_whole || unsaved.is_whole {
            return Some(Records { is_whole: true, records: self.records() });
        }
        (!unsaved.is_empty()).then(|| Records { is_whole: false, records: vec![self.record(&unsaved)] })
    }

    /// Everything that survives the process, in the order of its paths.
    pub(crate) fn records(&self) -> Vec<Json> {
        let mut records = vec![json!({ "format": FORMAT, "clock": self.clock })];
        let mut add = |part| records.push(self.record(&part));
        for home in sorted(&self.entities).into_keys().cloned() {
            add(Unsaved { entities: [home].into(), ..Unsaved::default() });
        }
        for (path, collection) in sorted(&self.collections) {
            add(Unsaved { collections: [path.clone()].into(), ..Unsaved::default() });
            let (members, removed) = collection.parts();
            let removed: BTreeSet<&str> = removed.map(|(key, _)| key).collect();
            let keys: Vec<&str> = members.map(|(key, ..)| key).chain(removed).collect();
            for keys in keys.chunks(KEYS) {
                let keys = keys.iter().map(|key| (*key).to_owned()).collect();
                add(Unsaved { members: [(path.clone(), keys)].into(), ..Unsaved::default() });
            }
        }
        for relation in sorted(&self.relations).into_keys().cloned() {
            add(Unsaved { relations: [relation].into(), ..Unsaved::default() });
        }
        for path in sorted(&self.media).into_keys().cloned() {
            add(Unsaved { media: [path].into(), ..Unsaved::default() });
        }
        records
    }

    /// The state of some paths.
    fn record(&self, of: &Unsaved) -> Json {
        let mut record = Map::from_iter([("clock".to_owned(), self.clock.into())]);
        let mut add = |name: &str, part: Map<String, Json>| {
            if !part.is_empty() {
                record.insert(name.to_owned(), part.into());
            }
        };
        let entity = |home: &Path| {
            let entity = self.entities.get(home)?;
            Some(json!({ "revision": entity.revision, "properties": entity.properties }))
        };
        add("entities", of.entities.iter().map(|home| (text(home), entity(home).into())).collect());
        let changed: BTreeSet<&Path> = of.collections.iter().chain(of.members.keys()).collect();
        let keys = |path: &Path| of.members.get(path).into_iter().flatten();
        let collection = |path: &Path| Some(self.collections.get(path)?.record(keys(path).map(String::as_str)));
        add("collections", changed.into_iter().map(|path| (text(path), collection(path).into())).collect());
        let relation = |path: &Path| self.relations.get(path).map(text);
        add("relations", of.relations.iter().map(|path| (text(path), relation(path).into())).collect());
        let media = |path: &Path| {
            let media = self.media.get(path)?;
            Some(json!({ "contentType": media.content_type, "base64": STANDARD.encode(&media.bytes) }))
        };
        add("media", of.media.iter().map(|path| (text(path), media(path).into())).collect());
        record.into()
    }

    /// Replaces the store's content.
    pub(crate) fn restore(&mut self, state: SavedState) {
        let SavedState { clock, entities, collections, relations, media, .. } = state;
        *self = Self {
            entities,
            collections,
            relations,
            clock: clock.max(self.clock),
            media,
            metadata: self.metadata.take(),
            ..Self::default()
        };
        self.note_all();
        self.reindex();
        self.declare_sets();
        self.adopt_me();
    }
}

/// What was saved, record by record.
#[derive(Default)]
pub(crate) struct SavedState {
    is_begun: bool,
    clock: u64,
    entities: HashMap<Path, Arc<Entity>>,
    collections: HashMap<Path, Collection>,
    relations: HashMap<Path, Path>,
    media: HashMap<Path, Media>,
}

impl SavedState {
    /// The state in a data file; `None` if the file does not exist.
    pub(crate) fn load(file: &DataFile) -> Result<Option<Self>, DataError> {
        let state = RefCell::new(Self::default());
        let document = |document: &Json| {
            *state.borrow_mut() = Self::of_document(document)?;
            Ok(())
        };
        file.load(document, |record| state.borrow_mut().apply(record))?;
        Ok(Some(state.into_inner()).filter(|state| state.is_begun))
    }

    /// The state in a document of format 1.
    ///
    /// # Errors
    /// The part that is not such a state.
    pub(crate) fn of_document(state: &Json) -> Result<Self, String> {
        known_format(state, DOCUMENT)?;
        for part in ["entities", "collections", "relations", "media"] {
            if !state.get(part).is_some_and(Json::is_object) {
                return Err(format!("it has no `{part}`"));
            }
        }
        let mut saved = Self { is_begun: true, ..Self::default() };
        saved.apply(state)?;
        Ok(saved)
    }

    /// Applies a record. The first one has the format.
    ///
    /// # Errors
    /// The part that is not a record.
    pub(crate) fn apply(&mut self, record: &Json) -> Result<(), String> {
        if !self.is_begun {
            known_format(record, FORMAT)?;
            self.is_begun = true;
        }
        self.clock = self.clock.max(number(record, "clock")?);
        apply(&mut self.entities, record, "entities", |entity, _| {
            let properties = entity.get("properties").and_then(Json::as_object).ok_or("it has no `properties`")?;
            Ok(Arc::new(Entity { properties: properties.clone(), revision: number(entity, "revision")? }))
        })?;
        apply(&mut self.collections, record, "collections", |collection, before| {
            let mut changed = before.unwrap_or_default();
            changed.apply(collection)?;
            Ok(changed)
        })?;
        apply(&mut self.relations, record, "relations", |home, _| {
            home.as_str().ok_or("it is not a path".to_owned()).and_then(path)
        })?;
        apply(&mut self.media, record, "media", |media, _| {
            let field = |name: &str| media.get(name).and_then(Json::as_str).ok_or(format!("it has no `{name}`"));
            let bytes =
                STANDARD.decode(field("base64")?).map_err(|error| format!("its bytes can't be read: {error}"))?;
            Ok(Media::new(field("contentType")?, bytes))
        })
    }
}

impl Collection {
    /// The state of some keys: each is a member, was removed, or is neither.
    fn record<'k>(&self, keys: impl Iterator<Item = &'k str>) -> Json {
        let (mut members, mut removed) = (Map::new(), Map::new());
        for key in keys {
            let removal = self.removal(key).map(|Removal { at, reason }| match reason {
                Reason::Left => json!([at, false]),
                Reason::Deleted => json!([at, true]),
                Reason::DeletedByFacet => json!([at, true, true]),
            });
            match (self.ordinal(key).zip(self.home(key)), removal) {
                (Some((at, home)), _) => drop(members.insert(key.to_owned(), json!([at, text(home)]))),
                (None, Some(removal)) => drop(removed.insert(key.to_owned(), removal)),
                (None, None) => drop(members.insert(key.to_owned(), Json::Null)),
            }
        }
        json!({ "members": members, "removed": removed })
    }

    fn apply(&mut self, state: &Json) -> Result<(), String> {
        let part = |name: &str| state.get(name).and_then(Json::as_object).ok_or(format!("it has no `{name}`"));
        for (key, member) in part("members")? {
            self.forget(key);
            if member.is_null() {
                continue;
            }
            let (at, home) = (member.get(0).and_then(Json::as_u64), member.get(1).and_then(Json::as_str));
            let (at, home) = at.zip(home).ok_or(format!("its member `{key}` is not a number and a path"))?;
            self.add(at, key, path(home)?, None);
        }
        for (key, removal) in part("removed")? {
            let (at, deleted) = (removal.get(0).and_then(Json::as_u64), removal.get(1).and_then(Json::as_bool));
            let (at, is_deleted) =
                at.zip(deleted).ok_or(format!("what it removed as `{key}` is not a number and a flag"))?;
            let by_facet = removal.get(2).and_then(Json::as_bool).unwrap_or_default();
            let reason = match (is_deleted, by_facet) {
                (false, _) => Reason::Left,
                (true, false) => Reason::Deleted,
                (true, true) => Reason::DeletedByFacet,
            };
            self.forget(key);
            self.gone(key, Removal { at, reason });
        }
        Ok(())
    }
}

fn sorted<T>(values: &HashMap<Path, T>) -> BTreeMap<&Path, &T> {
    values.iter().collect()
}

fn known_format(state: &Json, known: u64) -> Result<(), String> {
    match state.get("format").and_then(Json::as_u64) {
        Some(format) if format == known => Ok(()),
        Some(other) => Err(format!("its format is {other}, and the known format is {known}")),
        None => Err("it is not data of an emulator: it has no `format`".to_owned()),
    }
}

/// Applies a part of a record: the new value at each path, which may depend on the one before.
fn apply<T>(
    values: &mut HashMap<Path, T>,
    record: &Json,
    part: &str,
    read: impl Fn(&Json, Option<T>) -> Result<T, String>,
) -> Result<(), String> {
    let Some(changes) = record.get(part) else { return Ok(()) };
    for (name, change) in changes.as_object().ok_or(format!("its `{part}` is not an object"))? {
        let located = |fact| format!("`{part}` has `{name}`, and {fact}");
        let path = path(name).map_err(located)?;
        let before = values.remove(&path);
        if !change.is_null() {
            values.insert(path, read(change, before).map_err(located)?);
        }
    }
    Ok(())
}

fn number(state: &Json, name: &str) -> Result<u64, String> {
    state.get(name).and_then(Json::as_u64).ok_or(format!("its `{name}` is not a number"))
}

fn text(path: &Path) -> String {
    let segments: Vec<_> = path.iter().map(|segment| segment.replace('%', "%25").replace('/', "%2F")).collect();
    segments.join("/")
}

fn path(text: &str) -> Result<Path, String> {
    let segment = |segment: &str| percent_decode_str(segment).decode_utf8().map(std::borrow::Cow::into_owned);
    text.split('/').map(segment).collect::<Result<_, _>>().map_err(|_| format!("`{text}` is not a path"))
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;
    use crate::store::properties::Properties;

    #[test]
    fn a_snapshot_gives_the_same_store() {
        let mut store = Store::default();
        let segments = |text: &str| text.split('/').map(str::to_owned).collect::<Path>();
        store.put_member(&segments("users"), "a/b%", Properties::from_iter([("id".to_owned(), "a/b%".into())]));
        store.put_member(&segments("users"), "z", Properties::new());
        store.put_member(&segments("users"), "eve", Properties::new());
        store.delete(&segments("users/eve"));
        store.relate(segments("users/z/manager"), vec!["users".to_owned(), "a/b%".to_owned()]);
        store.link(&segments("groups/g/members"), segments("users/z"));
        store.unlink(&segments("groups/g/members"), "z");
        let bytes = Bytes::from_static(&[0, 159, 255]);
        store.put_media(segments("users/z/photo"), Media::new("image/png", bytes));
        let mut other = Store::default();
        other.restore(saved(&store.records()).unwrap());
        assert_eq!(other.records(), store.records());
        assert_eq!(other.clock(), store.clock());
        assert_eq!(other.member(&segments("users"), "a/b%").map(Vec::len), Some(2));
        let removal = store.collection(&segments("groups/g/members")).and_then(|members| members.removal("z"));
        assert_eq!(removal.map(|removal| removal.reason), Some(Reason::Left));
    }

    fn saved(records: &[Json]) -> Result<SavedState, String> {
        let mut saved = SavedState::default();
        records.iter().try_for_each(|record| saved.apply(record))?;
        Ok(saved)
    }

    type Step = fn(&mut Store, &dyn Fn(&str) -> Path);

    /// Each step is a record; the records so far give the state so far.
    #[test]
    fn the_records_of_changes_give_the_same_store() {
        let mut store = Store::default();
        store.track_changes();
        let mut records = vec![json!({ "format": 2, "clock": 0 })];
        let path = |text: &str| text.split('/').map(str::to_owned).collect::<Path>();
        let steps: [Step; 9] = [
            |store, path| drop(store.put_member(&path("users"), "ada", Properties::new())),
            |store, path| drop(store.put_member(&path("users/ada/messages"), "m", Properties::new())),
            |store, path| {
                store.link(&path("groups/g/members"), path("users/ada"));
                store.relate(path("users/bob/manager"), path("users/ada"));
                store.put_media(path("users/ada/photo"), Media::new("image/png", vec![1]));
            },
            |store, path| store.put(path("users/ada"), Properties::from_iter([("n".to_owned(), 1.into())])),
            |store, path| store.unlink(&path("groups/g/members"), "ada"),
            |store, path| {
                // The collection is gone and here again, without its member.
                store.remove(&path("users/ada"));
                store.put_member(&path("users/ada/messages"), "n", Properties::new());
            },
            |store, _| drop(store.restore_deleted("ada")),
            |store, path| drop(store.put_single(path("me"), Properties::from_iter([("id".to_owned(), "ada".into())]))),
            |store, path| {
                store.unrelate(&path("users/bob/manager"));
                store.declare(path("devices"));
            },
        ];
        for (number, step) in steps.iter().enumerate() {
            step(&mut store, &path);
            let Records { is_whole, records: new } = store.take_unsaved(false).unwrap();
            if is_whole {
                records.clear();
            }
            records.extend(new);
            let mut other = Store::default();
            other.restore(saved(&records).unwrap());
            let without_clock = |store: &Store| {
                store
                    .records()
                    .split_off(1)
                    .into_iter()
                    .map(|mut record| {
                        record.as_object_mut().map(|record| record.remove("clock"));
                        record
                    })
                    .collect::<Vec<_>>()
            };
            assert_eq!(without_clock(&other), without_clock(&store), "after step {number}");
            assert_eq!(store.take_unsaved(false), None);
        }
    }

    #[test]
    fn an_invalid_snapshot_has_a_reason() {
        let good = json!({ "format": 1, "clock": 1, "entities": { "me": { "revision": 1, "properties": {} } },
            "collections": {}, "relations": {}, "media": {} });
        assert!(SavedState::of_document(&good).is_ok());
        for (pointer, value, fact) in [
            ("/format", json!(7), "its format is 7"),
            ("/format", json!(null), "it has no `format`"),
            ("/clock", json!("x"), "its `clock` is not a number"),
            ("/entities", json!([]), "it has no `entities`"),
            ("/entities/me/properties", json!(1), "`entities` has `me`, and it has no `properties`"),
            ("/entities/me/revision", json!(-1), "`entities` has `me`, and its `revision` is not a number"),
            ("/collections", json!({ "u": { "members": { "a": [1] }, "removed": {} } }), "its member `a`"),
            ("/collections", json!({ "u": { "members": {} } }), "it has no `removed`"),
            ("/relations", json!({ "m": 1 }), "it is not a path"),
            ("/relations", json!({ "m": "%FF" }), "`%FF` is not a path"),
            ("/media", json!({ "p": { "contentType": "x", "base64": "?" } }), "its bytes can't be read"),
        ] {
            let mut state = good.clone();
            *state.pointer_mut(pointer).unwrap() = value;
            let error = SavedState::of_document(&state).map(|_| ()).unwrap_err();
            assert!(error.contains(fact), "{error}");
        }
    }
}
