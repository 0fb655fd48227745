//! The changes of stored entities, for notifications.

use crate::store::address::Path;
use crate::store::properties::Properties;

/// The kind of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ChangeKind {
    Created,
    Updated,
    Deleted,
}

/// A change of an entity.
#[derive(Debug)]
pub(crate) struct EntityChange {
    pub(crate) home: Path,
    pub(crate) kind: ChangeKind,
    /// The collections that contain the entity, or contained it before its deletion.
    pub(crate) collections: Vec<Path>,
    /// The properties after the change, or before the deletion.
    pub(crate) properties: Properties,
    pub(crate) etag: String,
}

/// The changes since they were last taken. Nothing is noted while there is no subscription.
#[derive(Debug, Default)]
pub(crate) struct Journal(Vec<EntityChange>);

impl Journal {
    /// Adds a change. An entity that was created, or changed before, in the same request has one change.
    pub(super) fn add(&mut self, change: EntityChange) {
        let earlier =
            self.0.iter_mut().find(|earlier| earlier.home == change.home && earlier.kind != ChangeKind::Deleted);
        match earlier {
            Some(earlier) if change.kind == ChangeKind::Updated => {
                let kind = earlier.kind;
                *earlier = EntityChange { kind, ..change };
            }
            _ => self.0.push(change),
        }
    }

    /// A deletion becomes an update: the object can be restored.
    pub(super) fn soften(&mut self, home: &Path) {
        for change in self.0.iter_mut().filter(|change| change.home == *home) {
            change.kind = ChangeKind::Updated;
        }
    }

    pub(super) fn take(&mut self) -> Vec<EntityChange> {
        std::mem::take(&mut self.0)
    }
}
