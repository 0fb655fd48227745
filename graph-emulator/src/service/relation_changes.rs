//! Changes of an entity's navigation properties: `members@delta` of a group, `manager@delta` of a user.

use serde_json::{Map, Value as Json, json};

use crate::store::Store;
use crate::store::address::{Path, child};
use crate::store::collection::Removal;
use crate::store::entities::LastChange;
use crate::store::properties::{self, ID, TYPE};

/// A navigation property and its added and removed entities, each with the time.
pub(crate) struct RelationChanges {
    name: String,
    changes: Vec<(u64, Json)>,
}

impl RelationChanges {
    /// The changes of these navigation properties of an entity since a time. Removals are those that the client may have seen.
    pub(crate) fn of<'n>(
        store: &Store,
        home: &Path,
        names: impl Iterator<Item = &'n str>,
        since: u64,
        removals_since: u64,
    ) -> Vec<Self> {
        let of = |name: &str| {
            let mut changes = changes(store, &child(home, name), since, removals_since.max(since));
            changes.sort_by_key(|(at, _)| *at);
            Self { name: name.to_owned(), changes }
        };
        names.map(of).filter(|relation| !relation.changes.is_empty()).collect()
    }

    /// The time of the last change.
    pub(crate) fn at(&self) -> u64 {
        self.changes.iter().map(|(at, _)| *at).max().unwrap_or_default()
    }

    /// Adds the changes to the shown entity.
    pub(crate) fn add_to(self, shown: &mut Map<String, Json>) {
        let changes: Json = self.changes.into_iter().map(|(_, change)| change).collect();
        shown.insert(format!("{}@delta", self.name), changes);
    }
}

fn changes(store: &Store, relation: &Path, since: u64, removals_since: u64) -> Vec<(u64, Json)> {
    if let Some(collection) = store.collection(relation) {
        let (members, removed) = collection.parts();
        let came = members.filter(|(_, at, _)| *at > since).map(|(_, at, home)| (at, present(store, home)));
        let went = removed.filter(|(_, Removal { at, .. })| *at > removals_since);
        return came.chain(went.map(|(key, Removal { at, .. })| (at, gone(key)))).collect();
    }
    let last_change = store.last_change(relation);
    let went = last_change.filter(|last_change| last_change.at > removals_since);
    let went = went.and_then(|LastChange { at, former }| Some((*at, gone(former.as_deref()?))));
    // Entities from before the process count as added at its start.
    let at = last_change.map_or(1, |last_change| last_change.at);
    let came = store.relation(relation).filter(|_| at > since).map(|home| (at, present(store, home)));
    went.into_iter().chain(came).collect()
}

fn present(store: &Store, home: &Path) -> Json {
    let own = store.entity(home).and_then(|entity| properties::type_name(&entity.properties));
    let tag = own.map(|own| (TYPE.to_owned(), Json::from(format!("#{own}"))));
    tag.into_iter().chain([(ID.to_owned(), store.key(home).into())]).collect::<Map<_, _>>().into()
}

/// The reason for a removed member on the page "group: delta".
fn gone(key: &str) -> Json {
    json!({ ID: key, "@removed": { "reason": "deleted" } })
}
