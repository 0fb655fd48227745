//! The members of a collection, and its removals.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::iter;
use std::ops::Bound;
use std::sync::Arc;

use crate::store::address::Path;
use crate::store::entity::Entity;
use crate::store::values::Values;

/// Members in the order of their addition: a page continues after the last seen member, whatever is added or removed meanwhile.
#[derive(Default)]
pub(crate) struct Collection {
    ordinals: HashMap<Arc<str>, u64>,
    members: BTreeMap<u64, Member>,
    /// The time of each member's last change, and its ordinal.
    changed: BTreeSet<(u64, u64)>,
    /// The number of members whose entity is stored.
    count: usize,
    /// Removed members that were not added again.
    removed: HashMap<Arc<str>, Removal>,
    /// The time of each removal, and the key.
    removals: BTreeSet<(u64, Arc<str>)>,
    values: RefCell<Values>,
}

struct Member {
    key: Arc<str>,
    home: Path,
    entity: Option<Arc<Entity>>,
    /// The time of the last change: of the entity, or of its addition.
    changed: u64,
}

/// A member of a collection, stored or derived.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MemberRef<'s> {
    pub(crate) ordinal: u64,
    pub(crate) home: &'s Path,
    /// The entity, if it is stored.
    pub(crate) entity: Option<&'s Entity>,
}

impl Collection {
    pub(crate) fn home(&self, key: &str) -> Option<&Path> {
        self.members.get(self.ordinals.get(key)?).map(|member| &member.home)
    }

    pub(crate) fn ordinal(&self, key: &str) -> Option<u64> {
        self.ordinals.get(key).copied()
    }

    /// The number of members whose entity is stored.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    pub(super) fn add(&mut self, ordinal: u64, key: &str, home: Path, entity: Option<Arc<Entity>>) {
        self.take(key);
        self.forget_removal(key);
        let key: Arc<str> = key.into();
        self.ordinals.insert(Arc::clone(&key), ordinal);
        self.members.insert(ordinal, Member { key, home, entity: None, changed: ordinal });
        self.changed.insert((ordinal, ordinal));
        self.set_at(ordinal, entity);
    }

    /// Sets the stored entity of a member.
    pub(super) fn set(&mut self, key: &str, entity: Option<Arc<Entity>>) {
        if let Some(ordinal) = self.ordinals.get(key).copied() {
            self.set_at(ordinal, entity);
        }
    }

    fn set_at(&mut self, ordinal: u64, entity: Option<Arc<Entity>>) {
        let Some(member) = self.members.get_mut(&ordinal) else { return };
        self.count = self.count - usize::from(member.entity.is_some()) + usize::from(entity.is_some());
        let changed = entity.as_ref().map_or(ordinal, |entity| entity.revision.max(ordinal));
        if changed != member.changed {
            self.changed.remove(&(member.changed, ordinal));
            self.changed.insert((changed, ordinal));
        }
        self.values.get_mut().change(ordinal, member.entity.as_deref(), entity.as_deref());
        (member.entity, member.changed) = (entity, changed);
    }

    /// Removes a member, and returns its home.
    pub(super) fn remove(&mut self, key: &str, removal: Removal) -> Option<Path> {
        let home = self.take(key)?;
        self.gone(key, removal);
        Some(home)
    }

    fn take(&mut self, key: &str) -> Option<Path> {
        let ordinal = self.ordinals.remove(key)?;
        let member = self.members.remove(&ordinal)?;
        self.changed.remove(&(member.changed, ordinal));
        self.values.get_mut().change(ordinal, member.entity.as_deref(), None);
        self.count -= usize::from(member.entity.is_some());
        Some(member.home)
    }

    /// Adds a removal.
    pub(super) fn gone(&mut self, key: &str, removal: Removal) {
        self.forget_removal(key);
        let key: Arc<str> = key.into();
        self.removals.insert((removal.at, Arc::clone(&key)));
        self.removed.insert(key, removal);
    }

    fn forget_removal(&mut self, key: &str) {
        if let Some((key, removal)) = self.removed.remove_entry(key) {
            self.removals.remove(&(removal.at, key));
        }
    }

    /// Forgets a member, or its removal.
    pub(super) fn forget(&mut self, key: &str) {
        self.take(key);
        self.forget_removal(key);
    }

    /// Gives each member its new home.
    pub(super) fn rename(&mut self, moved: impl Fn(&Path) -> Path) {
        self.members.values_mut().for_each(|member| member.home = moved(&member.home));
    }

    /// Adds the members of another collection whose keys are free here.
    pub(super) fn absorb(&mut self, other: Self) {
        for (ordinal, member) in other.members {
            if !self.ordinals.contains_key(&member.key) {
                self.add(ordinal, &member.key, member.home, member.entity);
            }
        }
    }

    /// The homes of the members after an ordinal, with theirs; of all members without one.
    pub(crate) fn after(&self, ordinal: Option<u64>) -> impl Iterator<Item = (u64, &Path)> {
        self.members_after(ordinal).map(|member| (member.ordinal, member.home))
    }

    /// The members after an ordinal; all members without one.
    pub(crate) fn members_after(&self, ordinal: Option<u64>) -> impl Iterator<Item = MemberRef<'_>> {
        let start = ordinal.map_or(Bound::Unbounded, Bound::Excluded);
        self.members.range((start, Bound::Unbounded)).map(|(ordinal, member)| member.referred(*ordinal))
    }

    /// The member with an ordinal.
    pub(crate) fn at(&self, ordinal: u64) -> Option<MemberRef<'_>> {
        self.members.get(&ordinal).map(|member| member.referred(ordinal))
    }

    /// The members whose property has a value, or is an object with such a name, in any letter case. The first search for a property reads all members.
    pub(crate) fn with_value(&self, property: &str, value: &str) -> impl Iterator<Item = MemberRef<'_>> {
        let mut values = self.values.borrow_mut();
        if values.with(property, value).is_none() {
            let entities =
                self.members.iter().filter_map(|(ordinal, member)| Some((*ordinal, member.entity.as_deref()?)));
            values.add_property(property, entities);
        }
        let ordinals: Vec<u64> = values.with(property, value).into_iter().flatten().collect();
        ordinals.into_iter().filter_map(|ordinal| self.at(ordinal))
    }

    /// The members in the order of their addition, each with its key, ordinal and home; and the removals.
    pub(crate) fn parts(&self) -> (impl Iterator<Item = (&str, u64, &Path)>, impl Iterator<Item = (&str, Removal)>) {
        let members = self.members.iter().map(|(ordinal, member)| (&*member.key, *ordinal, &member.home));
        let removed = self.removed.iter().map(|(key, removal)| (&**key, *removal));
        (members, removed)
    }

    /// The removal of a former member.
    pub(super) fn removal(&self, key: &str) -> Option<Removal> {
        self.removed.get(key).copied()
    }

    /// The changes of the members after a time, each with the time of the last one, in that order. A change of the entity counts by
    /// its revision.
    pub(crate) fn changes(&self, after: u64) -> impl Iterator<Item = (u64, Change<'_>)> {
        let changed = self.changed.range((Bound::Excluded((after, u64::MAX)), Bound::Unbounded));
        let home = |&(at, ordinal): &(u64, u64)| Some((at, Change::Present(&self.members.get(&ordinal)?.home)));
        let mut present = changed.filter_map(home).peekable();
        let removals = self.removals.range((after.saturating_add(1), Arc::from(""))..);
        let reason = |key: &str| self.removed.get(key).map_or(Reason::Left, |removal| removal.reason);
        let mut removed = removals.map(move |(at, key)| (*at, Change::Removed { key, reason: reason(key) })).peekable();
        iter::from_fn(move || match (present.peek(), removed.peek()) {
            (Some((came, _)), Some((went, _))) if went < came => removed.next(),
            (None, _) => removed.next(),
            _ => present.next(),
        })
    }
}

impl Member {
    fn referred(&self, ordinal: u64) -> MemberRef<'_> {
        MemberRef { ordinal, home: &self.home, entity: self.entity.as_deref() }
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
