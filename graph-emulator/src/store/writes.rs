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
