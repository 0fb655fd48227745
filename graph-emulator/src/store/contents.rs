//! The paths at which something is stored.

use crate::store::entities::Store;
use crate::store::unsaved::Unsaved;

impl Store {
    /// The collections with the numbers of their members, unless an empty one is a set of the metadata, and the entities outside of
    /// collections.
    pub(crate) fn contents(&self) -> (Vec<(String, usize)>, Vec<String>) {
        let count = |path| self.members(path).map_or(0, |members| members.count());
        let collections = self.collections.keys().map(|path| (path.join("/"), count(path)));
        let is_shown = |(_, count): &(String, usize)| *count > 0 || self.metadata.is_none();
        let mut collections: Vec<_> = collections.filter(is_shown).collect();
        let is_single =
            |home: &&Vec<String>| home.split_last().is_none_or(|(_, owner)| !self.collections.contains_key(owner));
        let mut singles: Vec<_> = self.entities.keys().filter(is_single).map(|home| home.join("/")).collect();
        collections.sort_unstable();
        singles.sort_unstable();
        (collections, singles)
    }

    /// Removes everything. Links and tokens of before are invalid from then on, since the key of their signatures is another one.
    pub(crate) fn clear(&mut self) {
        let (content_origin, metadata) = (self.content_origin.take(), self.metadata.take());
        let unsaved = self.unsaved.as_ref().map(|_| Unsaved { is_whole: true, ..Unsaved::default() });
        *self = Self { clock: self.clock, content_origin, metadata, unsaved, ..Self::default() };
        self.declare_sets();
    }
}
