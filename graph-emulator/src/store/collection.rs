//! The members of a collection, and its removals.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;

use crate::store::address::Path;

/// Members in the order of their addition: a page continues after the last seen member, whatever is added or removed meanwhile.
#[derive(Default)]
pub(crate) struct Collection {
    ordinals: HashMap<String, u64>,
    homes: BTreeMap<u64, Path>,
    /// Removed members that were not added again.
    removed: HashMap<String, Removal>,
}

impl Collection {
    pub(crate) fn home(&self, key: &str) -> Option<&Path> {
        self.homes.get(self.ordinals.get(key)?)
    }

    pub(crate) fn ordinal(&self, key: &str) -> Option<u64> {
        self.ordinals.get(key).copied()
    }

    pub(crate) fn add(&mut self, ordinal: u64, key: &str, home: Path) {
        self.removed.remove(key);
        self.ordinals.insert(key.to_owned(), ordinal);
        self.homes.insert(ordinal, home);
    }

    /// Removes a member that is stored elsewhere.
    pub(crate) fn remove(&mut self, key: &str, now: u64) {
        if let Some(ordinal) = self.ordinals.remove(key) {
            self.homes.remove(&ordinal);
            self.removed.insert(key.to_owned(), Removal { at: now, reason: Reason::Left });
        }
    }

    /// Removes deleted members in the order of their addition. Each removal has its own time: a page of changes may end between
    /// any two.
    pub(crate) fn retain(
        &mut self,
        stays: impl Fn(&Path) -> bool,
        reason: impl Fn(&Path) -> Reason,
        mut now: impl FnMut() -> u64,
    ) {
        let mut homes = BTreeMap::new();
        self.homes.retain(|ordinal, home| {
            let stays = stays(home);
            if !stays {
                homes.insert(*ordinal, home.clone());
            }
            stays
        });
        let gone = self.ordinals.extract_if(|_, ordinal| homes.contains_key(ordinal));
        let mut gone: Vec<_> = gone.filter_map(|(key, ordinal)| Some((ordinal, key, homes.get(&ordinal)?))).collect();
        gone.sort_by_key(|(ordinal, ..)| *ordinal);
        let removals = gone.into_iter().map(|(_, key, home)| (key, Removal { at: now(), reason: reason(home) }));
        self.removed.extend(removals);
    }

    /// Gives each member its new home.
    pub(crate) fn rename(&mut self, moved: impl Fn(&Path) -> Path) {
        self.homes.values_mut().for_each(|home| *home = moved(home));
    }

    /// Adds the members of another collection whose keys are free here.
    pub(crate) fn absorb(&mut self, other: Self) {
        for (key, ordinal) in other.ordinals {
            if let (false, Some(home)) = (self.ordinals.contains_key(&key), other.homes.get(&ordinal)) {
                self.add(ordinal, &key, home.clone());
            }
        }
    }

    /// The members after an ordinal, with theirs; all members without one.
    pub(crate) fn after(&self, ordinal: Option<u64>) -> impl Iterator<Item = (u64, &Path)> {
        let start = ordinal.map_or(Bound::Unbounded, Bound::Excluded);
        self.homes.range((start, Bound::Unbounded)).map(|(ordinal, home)| (*ordinal, home))
    }

    /// The members in the order of their addition, each with its key, ordinal and home; and the removals.
    pub(crate) fn parts(&self) -> (impl Iterator<Item = (&str, u64, &Path)>, impl Iterator<Item = (&str, Removal)>) {
        let keys: HashMap<u64, &str> = self.ordinals.iter().map(|(key, ordinal)| (*ordinal, key.as_str())).collect();
        let members = self.homes.iter();
        let members = members.filter_map(move |(ordinal, home)| Some((*keys.get(ordinal)?, *ordinal, home)));
        let removed = self.removed.iter().map(|(key, removal)| (key.as_str(), *removal));
        (members, removed)
    }

    /// Adds a removal.
    pub(crate) fn gone(&mut self, key: &str, removal: Removal) {
        self.removed.insert(key.to_owned(), removal);
    }

    /// The changes of the members, each with the time of the last one, in that order. A change of the entity counts by its
    /// revision.
    pub(crate) fn changes(&self, revision: impl Fn(&Path) -> u64) -> Vec<(u64, Change<'_>)> {
        let present = self.homes.iter().map(|(ordinal, home)| (revision(home).max(*ordinal), Change::Present(home)));
        let removed = self.removed.iter();
        let removed = removed.map(|(key, &Removal { at, reason })| (at, Change::Removed { key, reason }));
        let mut changes: Vec<_> = present.chain(removed).collect();
        changes.sort_by_key(|(at, _)| *at);
        changes
    }
}

/// The time and the reason of a removal.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Removal {
    pub(crate) at: u64,
    pub(crate) reason: Reason,
}

/// The reason of a removal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// It was removed from the collection.
    Left,
    Deleted,
    /// Deleted, and its type has the facet `deleted`.
    DeletedByFacet,
}

/// A change of a member.
#[derive(Clone, Copy)]
pub(crate) enum Change<'s> {
    /// It was added, or the entity was written.
    Present(&'s Path),
    /// It was deleted, or removed from the collection.
    Removed { key: &'s str, reason: Reason },
}
