//! The store as JSON, and back.
//!
//! ```json
//! { "format": 1, "clock": 7,
//!   "entities": { "users/ada": { "revision": 3, "properties": { "id": "ada" } } },
//!   "collections": { "users": { "members": { "ada": [2, "users/ada"] }, "removed": { "eve": [5, true] } } },
//!   "relations": { "users/bob/manager": "users/ada" },
//!   "media": { "users/ada/photo": { "contentType": "image/png", "base64": "…" } } }
//! ```
//! A path has its segments joined by `/`, with `%` and `/` in a segment percent-encoded.

use std::collections::{BTreeMap, HashMap};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value as Json, json};

use crate::store::address::Path;
use crate::store::collection::{Collection, Reason, Removal};
use crate::store::entities::{Entity, Media, Store};

const FORMAT: u64 = 1;

impl Store {
    /// Everything that survives the process, in the order of its paths.
    pub(crate) fn snapshot(&self) -> Json {
        let entity = |entity: &Entity| json!({ "revision": entity.revision, "properties": entity.properties });
        let media =
            |media: &Media| json!({ "contentType": media.content_type, "base64": STANDARD.encode(&media.bytes) });
        json!({
            "format": FORMAT,
            "clock": self.clock,
            "entities": written(&self.entities, entity),
            "collections": written(&self.collections, Collection::snapshot),
            "relations": written(&self.relations, |home| text(home).into()),
            "media": written(&self.media, media),
        })
    }

    /// Replaces the store's content with a snapshot.
    ///
    /// # Errors
    /// The part that is not a snapshot; the store is unchanged.
    pub(crate) fn restore(&mut self, state: &Json) -> Result<(), String> {
        match state.get("format").and_then(Json::as_u64) {
            Some(FORMAT) => {}
            Some(other) => return Err(format!("its format is {other}, and the known format is {FORMAT}")),
            None => return Err("it is not data of an emulator: it has no `format`".to_owned()),
        }
        let clock = number(state, "clock")?;
        let entities = read(state, "entities", |entity| {
            let properties = entity.get("properties").and_then(Json::as_object).ok_or("it has no `properties`")?;
            Ok(Entity { properties: properties.clone(), revision: number(entity, "revision")? })
        })?;
        let collections = read(state, "collections", Collection::restore)?;
        let relations =
            read(state, "relations", |home| home.as_str().ok_or("it is not a path".to_owned()).and_then(path))?;
        let media = read(state, "media", |media| {
            let field = |name: &str| media.get(name).and_then(Json::as_str).ok_or(format!("it has no `{name}`"));
            let bytes =
                STANDARD.decode(field("base64")?).map_err(|error| format!("its bytes can't be read: {error}"))?;
            Ok(Media::new(field("contentType")?, bytes))
        })?;
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
        self.declare_sets();
        self.adopt_me();
        Ok(())
    }
}

impl Collection {
    fn snapshot(&self) -> Json {
        let (members, removed) = self.parts();
        let members: Map<_, _> = members.map(|(key, at, home)| (key.to_owned(), json!([at, text(home)]))).collect();
        let removal = |Removal { at, reason }| match reason {
            Reason::Left => json!([at, false]),
            Reason::Deleted => json!([at, true]),
            Reason::DeletedByFacet => json!([at, true, true]),
        };
        let removed: BTreeMap<_, _> = removed.map(|(key, gone)| (key, removal(gone))).collect();
        json!({ "members": members, "removed": removed })
    }

    fn restore(state: &Json) -> Result<Self, String> {
        let part = |name: &str| state.get(name).and_then(Json::as_object).ok_or(format!("it has no `{name}`"));
        let mut collection = Self::default();
        for (key, member) in part("members")? {
            let (at, home) = (member.get(0).and_then(Json::as_u64), member.get(1).and_then(Json::as_str));
            let (at, home) = at.zip(home).ok_or(format!("its member `{key}` is not a number and a path"))?;
            collection.add(at, key, path(home)?);
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
            collection.gone(key, Removal { at, reason });
        }
        Ok(collection)
    }
}

fn written<T>(of: &HashMap<Path, T>, show: impl Fn(&T) -> Json) -> Json {
    let sorted: BTreeMap<&Path, &T> = of.iter().collect();
    sorted.into_iter().map(|(path, value)| (text(path), show(value))).collect::<Map<_, _>>().into()
}

fn read<T>(state: &Json, part: &str, read: impl Fn(&Json) -> Result<T, String>) -> Result<HashMap<Path, T>, String> {
    let entries = state.get(part).and_then(Json::as_object).ok_or(format!("it has no `{part}`"))?;
    let entry = |(name, value): (&String, &Json)| {
        let located = |fact| format!("`{part}` has `{name}`, and {fact}");
        Ok((path(name).map_err(located)?, read(value).map_err(located)?))
    };
    entries.iter().map(entry).collect()
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
        let snapshot = store.snapshot();
        let mut other = Store::default();
        other.restore(&serde_json::from_str(&snapshot.to_string()).unwrap()).unwrap();
        assert_eq!(other.snapshot(), snapshot);
        assert_eq!(other.clock(), store.clock());
        assert_eq!(other.member(&segments("users"), "a/b%").map(Vec::len), Some(2));
        assert_eq!(snapshot["collections"]["groups/g/members"]["removed"]["z"][1], false);
    }

    #[test]
    fn an_invalid_snapshot_has_a_reason() {
        let mut store = Store::default();
        store.put(vec!["me".to_owned()], Properties::new());
        let before = store.snapshot();
        let good = before.clone();
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
            let error = store.restore(&state).unwrap_err();
            assert!(error.contains(fact), "{error}");
            assert_eq!(store.snapshot(), before, "{fact}");
        }
    }
}
