//! Indexes of the stored paths: what is below a path, what refers to an entity, and which collections have a name.
//!
//! With them a change costs what it changes, however much is stored.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Bound;

use crate::store::address::Path;

/// The indexes. Each write to the store keeps them.
#[derive(Default)]
pub(super) struct Index {
    /// The paths of all that is stored or referred to. A path may stay until its owner is deleted.
    paths: BTreeSet<Path>,
    /// What refers to an entity, by its home. An entity in its own collection under its own name is not noted.
    referrers: HashMap<Path, Referrers>,
    /// The collections below entities: by name, the number in each collection of owners.
    collections: HashMap<String, HashMap<Path, usize>>,
    /// The names of the navigation properties that were set.
    relations: HashSet<String>,
}

/// The collections with the entity, each with its key there, and the navigation properties to it.
#[derive(Default)]
pub(super) struct Referrers {
    pub(super) collections: BTreeSet<(Path, String)>,
    pub(super) relations: BTreeSet<Path>,
}

impl Index {
    pub(super) fn add(&mut self, path: &Path) {
        if !self.paths.contains(path) {
            self.paths.insert(path.clone());
        }
    }

    pub(super) fn remove(&mut self, path: &Path) {
        self.paths.remove(path);
    }

    /// A path, if something is there, and the paths below it.
    pub(super) fn at_and_below<'s>(&'s self, path: &'s [String]) -> impl Iterator<Item = &'s Path> {
        let from = self.paths.range::<[String], _>((Bound::Included(path), Bound::Unbounded));
        from.take_while(move |found| found.starts_with(path))
    }

    pub(super) fn referrers(&self, home: &Path) -> Option<&Referrers> {
        self.referrers.get(home)
    }

    /// Notes that a collection contains an entity.
    pub(super) fn add_member(&mut self, collection: &Path, key: &str, home: &Path) {
        self.add(home);
        if !is_own(collection, key, home) {
            self.referrers.entry(home.clone()).or_default().collections.insert((collection.clone(), key.to_owned()));
        }
    }

    pub(super) fn remove_member(&mut self, collection: &Path, key: &str, home: &Path) {
        if !is_own(collection, key, home) {
            self.forget(home, |referrers| referrers.collections.remove(&(collection.clone(), key.to_owned())));
        }
    }

    /// Notes that a navigation property refers to an entity.
    pub(super) fn add_relation(&mut self, relation: &Path, home: &Path) {
        self.add(relation);
        self.add(home);
        self.add_relation_name(relation);
        self.referrers.entry(home.clone()).or_default().relations.insert(relation.clone());
    }

    pub(super) fn remove_relation(&mut self, relation: &Path, home: &Path) {
        self.forget(home, |referrers| referrers.relations.remove(relation));
    }

    /// Notes the name of a navigation property that is or was set.
    pub(super) fn add_relation_name(&mut self, relation: &[String]) {
        if let Some(name) = relation.last().filter(|name| !self.relations.contains(*name)) {
            self.relations.insert(name.clone());
        }
    }

    fn forget<R>(&mut self, home: &Path, change: impl FnOnce(&mut Referrers) -> R) {
        let Some(referrers) = self.referrers.get_mut(home) else { return };
        change(referrers);
        if referrers.collections.is_empty() && referrers.relations.is_empty() {
            self.referrers.remove(home);
        }
    }

    pub(super) fn add_collection(&mut self, collection: &Path) {
        self.add(collection);
        if let Some((name, siblings)) = below_entity(collection) {
            *self.collections.entry(name.clone()).or_default().entry(siblings.to_vec()).or_default() += 1;
        }
    }

    pub(super) fn remove_collection(&mut self, collection: &[String]) {
        let Some((name, siblings)) = below_entity(collection) else { return };
        let Some(named) = self.collections.get_mut(name) else { return };
        if let Some(count) = named.get_mut(siblings) {
            *count -= 1;
            if *count == 0 {
                named.remove(siblings);
            }
        }
        if named.is_empty() {
            self.collections.remove(name);
        }
    }

    /// Whether the path, or that of the same name below another entity of the same collection, is a collection.
    pub(super) fn has_collection_like(&self, path: &[String]) -> bool {
        let found = below_entity(path).and_then(|(name, siblings)| self.collections.get(name)?.get(siblings));
        found.is_some()
    }

    /// Whether an entity may have, or may have had, related entities under this name.
    pub(super) fn has_relations(&self, name: &str) -> bool {
        self.collections.contains_key(name) || self.relations.contains(name)
    }
}

/// Whether a collection has an entity whose home is there, under the name in its home.
fn is_own(collection: &[String], key: &str, home: &[String]) -> bool {
    home.split_last().is_some_and(|(last, owner)| last == key && owner == collection)
}

/// The name of a collection below an entity, and the collection of that entity.
fn below_entity(collection: &[String]) -> Option<(&String, &[String])> {
    let (name, owner) = collection.split_last()?;
    let (_, siblings) = owner.split_last()?;
    Some((name, siblings))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> Path {
        text.split('/').map(str::to_owned).collect()
    }

    #[test]
    fn paths_are_found_below_a_path() {
        let mut index = Index::default();
        for added in ["users", "users/a", "users/a/messages/m", "users/a!", "users/ab", "users/b"] {
            index.add(&path(added));
        }
        let below = |index: &Index, at: &str| {
            index.at_and_below(&path(at)).map(|found| found.join("/")).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(below(&index, "users/a"), "users/a users/a/messages/m");
        index.remove(&path("users/a"));
        assert_eq!(below(&index, "users/a"), "users/a/messages/m");
        assert_eq!(below(&index, "groups"), "");
    }

    #[test]
    fn a_collection_counts_for_its_siblings() {
        let mut index = Index::default();
        index.add_collection(&path("users/a/messages"));
        index.add_collection(&path("users/b/messages"));
        assert!(index.has_collection_like(&path("users/c/messages")));
        assert!(!index.has_collection_like(&path("groups/c/messages")));
        index.remove_collection(&path("users/a/messages"));
        assert!(index.has_collection_like(&path("users/c/messages")) && index.has_relations("messages"));
        index.remove_collection(&path("users/b/messages"));
        assert!(!index.has_collection_like(&path("users/c/messages")) && !index.has_relations("messages"));
    }

    #[test]
    fn an_entity_in_its_own_collection_is_not_noted() {
        let mut index = Index::default();
        index.add_member(&path("users"), "a", &path("users/a"));
        assert!(index.referrers(&path("users/a")).is_none());
        index.add_member(&path("groups/g/members"), "a", &path("users/a"));
        index.add_relation(&path("users/b/manager"), &path("users/a"));
        assert_eq!(index.referrers(&path("users/a")).map(|found| found.collections.len()), Some(1));
        index.remove_member(&path("groups/g/members"), "a", &path("users/a"));
        index.remove_relation(&path("users/b/manager"), &path("users/a"));
        assert!(index.referrers(&path("users/a")).is_none());
    }
}
