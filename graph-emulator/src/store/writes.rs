//! The writes to the store. Each keeps the indexes, and notes what is not saved.

use std::sync::Arc;

use crate::store::address::Path;
use crate::store::collection::{Collection, Removal};
use crate::store::entities::{LastChange, Media, Store};
use crate::store::entity::Entity;
use crate::store::index::Index;
use crate::store::unsaved::Unsaved;

impl Store {
    fn unsaved<R>(&mut self, note: impl FnOnce(&mut Unsaved) -> R) {
        if let Some(unsaved) = &mut self.unsaved {
            note(unsaved);
        }
    }

    pub(super) fn set_entity(&mut self, home: Path, entity: Entity) {
        let entity = Arc::new(entity);
        self.index.add(&home);
        self.share(&home, Some(&entity));
        self.unsaved(|unsaved| unsaved.entities.insert(home.clone()));
        self.entities.insert(home, entity);
    }

    pub(super) fn take_entity(&mut self, home: &Path) -> Option<Arc<Entity>> {
        let entity = self.entities.remove(home)?;
        self.share(home, None);
        self.unsaved(|unsaved| unsaved.entities.insert(home.clone()));
        Some(entity)
    }

    /// Gives an entity to the collections that contain it.
    fn share(&mut self, home: &Path, entity: Option<&Arc<Entity>>) {
        if let Some((key, owner)) = home.split_last()
            && let Some(collection) = self.collections.get_mut(owner)
            && collection.home(key) == Some(home)
        {
            collection.set(key, entity.cloned());
        }
        for (path, key) in self.index.referrers(home).into_iter().flat_map(|referrers| &referrers.collections) {
            if let Some(collection) = self.collections.get_mut(path) {
                collection.set(key, entity.cloned());
            }
        }
    }

    /// The collections that contain an entity, each with its key there.
    pub(super) fn memberships(&self, home: &Path) -> Vec<(Path, String)> {
        let referrers = self.index.referrers(home).into_iter().flat_map(|referrers| &referrers.collections);
        let own = home.split_last().filter(|(key, owner)| {
            let collection = self.collections.get(*owner);
            collection.is_some_and(|collection| collection.home(key) == Some(home))
        });
        let own = own.map(|(key, owner)| (owner.to_vec(), key.clone()));
        own.into_iter().chain(referrers.cloned()).collect()
    }

    /// Declares a collection.
    pub(crate) fn declare(&mut self, collection: Path) -> &mut Collection {
        if !self.collections.contains_key(&collection) {
            self.note(&collection);
            self.index.add_collection(&collection);
            self.unsaved(|unsaved| unsaved.collections.insert(collection.clone()));
        }
        self.collections.entry(collection).or_default()
    }

    /// Drops a collection. Its entities stay.
    pub(super) fn drop_collection(&mut self, path: &Path) {
        let Some(collection) = self.collections.remove(path) else { return };
        self.index.remove_collection(path);
        let (members, removed) = collection.parts();
        for (key, _, home) in members {
            self.index.remove_member(path, key, home);
            self.unsaved(|unsaved| unsaved.member(path, key));
        }
        for (key, _) in removed {
            self.unsaved(|unsaved| unsaved.member(path, key));
        }
        self.unsaved(|unsaved| unsaved.collections.insert(path.clone()));
    }

    pub(super) fn add_member(&mut self, collection: &Path, key: &str, home: Path) {
        let (ordinal, entity) = (self.tick(), self.entities.get(&home).cloned());
        self.index.add_member(collection, key, &home);
        self.unsaved(|unsaved| unsaved.member(collection, key));
        self.declare(collection.clone()).add(ordinal, key, home, entity);
    }

    pub(super) fn remove_member(&mut self, collection: &Path, key: &str, removal: Removal) {
        let removed = self.collections.get_mut(collection).and_then(|collection| collection.remove(key, removal));
        if let Some(home) = removed {
            self.index.remove_member(collection, key, &home);
            self.unsaved(|unsaved| unsaved.member(collection, key));
        }
    }

    /// Replaces the removal of a former member.
    pub(super) fn set_removal(&mut self, collection: &Path, key: &str, removal: Removal) {
        if let Some(found) = self.collections.get_mut(collection).filter(|found| found.home(key).is_none()) {
            found.gone(key, removal);
            self.unsaved(|unsaved| unsaved.member(collection, key));
        }
    }

    pub(super) fn set_relation(&mut self, relation: Path, home: Path) {
        self.drop_relation(&relation);
        self.index.add_relation(&relation, &home);
        self.unsaved(|unsaved| unsaved.relations.insert(relation.clone()));
        self.relations.insert(relation, home);
    }

    pub(super) fn drop_relation(&mut self, relation: &Path) {
        if let Some(home) = self.relations.remove(relation) {
            self.index.remove_relation(relation, &home);
            self.unsaved(|unsaved| unsaved.relations.insert(relation.clone()));
        }
    }

    pub(super) fn set_last_change(&mut self, relation: &Path, change: LastChange) {
        self.index.add(relation);
        self.index.add_relation_name(relation);
        self.last_changes.insert(relation.clone(), change);
    }

    pub(super) fn set_media(&mut self, path: Path, media: Media) {
        self.index.add(&path);
        self.unsaved(|unsaved| unsaved.media.insert(path.clone()));
        self.media.insert(path, media);
    }

    pub(super) fn drop_media(&mut self, path: &Path) -> bool {
        let is_gone = self.media.remove(path).is_some();
        if is_gone {
            self.unsaved(|unsaved| unsaved.media.insert(path.clone()));
        }
        is_gone
    }

    /// Builds the indexes of all that is stored, and gives each collection its entities.
    pub(super) fn reindex(&mut self) {
        let mut index = Index::default();
        let Self { entities, collections, relations, last_changes, media, .. } = &mut *self;
        for path in entities.keys().chain(media.keys()) {
            index.add(path);
        }
        for (relation, home) in relations {
            index.add_relation(relation, home);
        }
        for relation in last_changes.keys() {
            index.add(relation);
            index.add_relation_name(relation);
        }
        for (path, collection) in collections {
            index.add_collection(path);
            let members: Vec<_> = collection.parts().0.map(|(key, _, home)| (key.to_owned(), home.clone())).collect();
            for (key, home) in members {
                index.add_member(path, &key, &home);
                collection.set(&key, entities.get(&home).cloned());
            }
        }
        self.index = index;
        self.unsaved(|unsaved| unsaved.is_whole = true);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::ptr;

    use super::*;
    use crate::store::collection::Change;
    use crate::store::properties::Properties;

    fn path(text: &str) -> Path {
        text.split('/').map(str::to_owned).collect()
    }

    /// One of the first numbers, by a linear congruence.
    fn pick(state: &mut u64, most: u64) -> u64 {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*state >> 33) % most
    }

    fn change(store: &mut Store, state: &mut u64) {
        const SETS: [&str; 4] = ["users", "groups", "drives/d/items", "users/1/messages"];
        let set = |state: &mut u64| path(SETS[usize::try_from(pick(state, 4)).unwrap()]);
        let home = |state: &mut u64| [set(state), vec![pick(state, 4).to_string()]].concat();
        let below = |state: &mut u64, name: &str| [home(state), vec![name.to_owned()]].concat();
        match pick(state, 13) {
            0..=3 => drop(store.put_member(&set(state), &pick(state, 4).to_string(), Properties::new())),
            4 => {
                store.link(&below(state, "members"), home(state));
            }
            5 => {
                store.link(&below(state, "children"), home(state));
            }
            6 => store.relate(below(state, "manager"), home(state)),
            7 => store.unrelate(&below(state, "manager")),
            8 => store.unlink(&below(state, "members"), &pick(state, 4).to_string()),
            9 => store.remove(&home(state)),
            10 => drop(store.restore_deleted(&pick(state, 4).to_string())),
            11 => store.put_media(below(state, "photo"), Media::new("image/png", vec![1])),
            _ => drop(store.put_single(path("me"), Properties::from_iter([("id".to_owned(), "1".into())]))),
        }
    }

    fn check(store: &Store) {
        let homes = store.entities.keys().chain(store.relations.values());
        let members = store.collections.values().flat_map(|collection| collection.after(None)).map(|(_, home)| home);
        for home in homes.chain(members).collect::<BTreeSet<_>>() {
            let holds = |collection: &&Collection| collection.after(None).any(|(_, member)| member == home);
            let holding =
                store.collections.iter().filter(|(_, collection)| holds(collection)).map(|(path, _)| path.clone());
            let noted = store.memberships(home).into_iter().map(|(path, _)| path);
            assert_eq!(noted.collect::<BTreeSet<_>>(), holding.collect(), "the collections with {home:?}");
            let related = store.relations.iter().filter(|(_, target)| *target == home).map(|(path, _)| path.clone());
            let noted = store.index.referrers(home).map(|referrers| referrers.relations.clone()).unwrap_or_default();
            assert_eq!(noted, related.collect(), "the relations to {home:?}");
        }
        for (path, collection) in &store.collections {
            let mut changes = Vec::new();
            for member in collection.members_after(None) {
                let entity = store.entity(member.home);
                assert!(member.entity.map(ptr::from_ref) == entity.map(ptr::from_ref), "{:?} in {path:?}", member.home);
                changes.push(entity.map_or(0, |entity| entity.revision).max(member.ordinal));
            }
            assert_eq!(collection.count(), collection.members_after(None).filter(|one| one.entity.is_some()).count());
            changes.extend(collection.parts().1.map(|(_, removal)| removal.at));
            changes.sort_unstable();
            assert_eq!(collection.changes(0).map(|(at, _)| at).collect::<Vec<_>>(), changes, "the changes of {path:?}");
            let middle = changes.get(changes.len() / 2).copied().unwrap_or_default();
            assert!(collection.changes(middle).all(|(at, _)| at > middle));
            let is_present = |(_, change): &(u64, Change)| matches!(change, Change::Present(_));
            assert_eq!(collection.changes(0).filter(is_present).count(), collection.after(None).count());
            let like = [path.get(..path.len().saturating_sub(2)).unwrap_or_default(), &["x".to_owned()]].concat();
            let like = [like.as_slice(), path.last().map(std::slice::from_ref).unwrap_or_default()].concat();
            assert!(path.len() < 2 || store.has_collection_like(&like), "{like:?}");
        }
        let all = store
            .entities
            .keys()
            .chain(store.collections.keys())
            .chain(store.relations.keys())
            .chain(store.media.keys());
        let noted: BTreeSet<&Path> = store.index.at_and_below(&[]).collect();
        assert!(all.collect::<BTreeSet<_>>().is_subset(&noted), "each path is noted");
    }

    #[test]
    fn the_index_agrees_with_the_store_after_any_writes() {
        for seed in 0..6 {
            let (mut store, mut state) = (Store::default(), seed);
            for _ in 0..150 {
                change(&mut store, &mut state);
                check(&store);
            }
            store.reindex();
            check(&store);
        }
    }
}
