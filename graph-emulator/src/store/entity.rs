//! An entity.

use crate::store::properties::Properties;

/// A stored entity. Its home and the collections that contain it share it.
#[derive(Debug)]
pub(crate) struct Entity {
    pub(crate) properties: Properties,
    pub(super) revision: u64,
}

impl Entity {
    pub(crate) fn etag(&self) -> String {
        format!("W/\"{}\"", self.revision)
    }
}
