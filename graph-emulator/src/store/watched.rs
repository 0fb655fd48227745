//! Subscriptions in the store, and the journal that they need.

use crate::store::address::{Path, child};
use crate::store::entities::Store;
use crate::store::journal::{ChangeKind, EntityChange};
use crate::store::properties::Properties;

/// The collection of subscriptions.
pub(crate) const SUBSCRIPTIONS: &str = "subscriptions";

impl Store {
    /// The subscriptions, by their homes.
    pub(crate) fn subscriptions(&self) -> impl Iterator<Item = (&Path, &Properties)> {
        let collection = self.collections.get([SUBSCRIPTIONS.to_owned()].as_slice());
        let members = collection.into_iter().flat_map(|collection| collection.members_after(None));
        members.filter_map(|member| Some((member.home, &member.entity?.properties)))
    }

    /// Whether changes of an entity are noted: there are subscriptions, and it is not one of them.
    pub(super) fn is_watched(&self, home: &Path) -> bool {
        home.first().is_none_or(|first| first != SUBSCRIPTIONS) && self.subscriptions().next().is_some()
    }

    /// Notes a change of an entity.
    pub(super) fn journalize(&mut self, home: &Path, kind: ChangeKind, properties: Properties, etag: String) {
        let collections = self.collections_with(home);
        self.journal.add(EntityChange { home: home.clone(), kind, collections, properties, etag });
    }

    /// Notes that a deleted item is gone for good.
    pub(super) fn journalize_purge(&mut self, collection: &Path, key: &str, properties: Properties) {
        if self.subscriptions().next().is_some() {
            let (home, collections) = (child(collection, key), vec![collection.clone()]);
            let kind = ChangeKind::Deleted;
            self.journal.add(EntityChange { home, kind, collections, properties, etag: String::new() });
        }
    }

    /// The changes since the last call. A new entity is in the collections that it was added to after it was stored.
    pub(crate) fn take_changes(&mut self) -> Vec<EntityChange> {
        let mut changes = self.journal.take();
        for change in changes.iter_mut().filter(|change| change.kind == ChangeKind::Created) {
            change.collections = self.collections_with(&change.home);
        }
        changes
    }

    fn collections_with(&self, home: &Path) -> Vec<Path> {
        self.memberships(home).into_iter().map(|(path, _)| path).collect()
    }
}
