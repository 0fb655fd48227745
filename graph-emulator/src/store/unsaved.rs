//! The changes that are not saved yet.

use std::collections::{BTreeMap, BTreeSet};

use crate::store::address::Path;

/// The paths whose state differs from that of the data file.
#[derive(Debug, Default)]
pub(super) struct Unsaved {
    /// The store was rearranged: its whole state is to be saved.
    pub(super) is_whole: bool,
    pub(super) entities: BTreeSet<Path>,
    /// The collections that came or went.
    pub(super) collections: BTreeSet<Path>,
    /// The keys that were added to a collection, or removed.
    pub(super) members: BTreeMap<Path, BTreeSet<String>>,
    pub(super) relations: BTreeSet<Path>,
    pub(super) media: BTreeSet<Path>,
}

impl Unsaved {
    pub(super) fn is_empty(&self) -> bool {
        let Self { is_whole, entities, collections, members, relations, media } = self;
        let paths = [entities, collections, relations, media];
        !is_whole && members.is_empty() && paths.iter().all(|paths| paths.is_empty())
    }

    pub(super) fn member(&mut self, collection: &Path, key: &str) {
        self.members.entry(collection.clone()).or_default().insert(key.to_owned());
    }
}
