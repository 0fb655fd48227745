//! A cache of parsed files: each is read once for a crate.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::SystemTime;

/// The parsed files by path, with the time of their last change: the process of an editor outlives a change.
pub(crate) struct FileCache<T>(LazyLock<Mutex<HashMap<PathBuf, Read<T>>>>);

struct Read<T> {
    changed: Option<SystemTime>,
    /// `None` if the file can't be read.
    value: Option<Arc<T>>,
}

/// The result of a lookup: read now, or cached.
pub(crate) enum Lookup<T> {
    First(Result<Arc<T>, String>),
    Again(Option<Arc<T>>),
}

impl<T> FileCache<T> {
    pub(crate) const fn new() -> Self {
        Self(LazyLock::new(Mutex::default))
    }

    pub(crate) fn get(&self, path: &Path, read: impl FnOnce() -> Result<Arc<T>, String>) -> Lookup<T> {
        let changed = std::fs::metadata(path).and_then(|data| data.modified()).ok();
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(path).filter(|known| known.changed == changed) {
            return Lookup::Again(known.value.clone());
        }
        let value = read();
        known.insert(path.to_owned(), Read { changed, value: value.as_ref().ok().cloned() });
        Lookup::First(value)
    }
}
