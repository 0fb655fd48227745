//! Deep inserts: entities that are created or referenced along with an entity.

use uuid::Uuid;

use crate::store::address::{Path, child};
use crate::store::entities::Store;
use crate::store::properties::{self, Properties};

/// An entity, and the entities that are created or referenced along with it.
#[derive(Debug, Default)]
pub(crate) struct DeepInsert {
    pub(crate) properties: Properties,
    pub(crate) related: Vec<Related>,
}

/// The entities of a navigation property.
#[derive(Debug)]
pub(crate) struct Related {
    pub(crate) name: String,
    pub(crate) is_collection: bool,
    pub(crate) what: RelatedEntities,
}

#[derive(Debug)]
pub(crate) enum RelatedEntities {
    /// New entities, stored below their owner.
    New(Vec<DeepInsert>),
    /// `x@odata.bind`: URLs as received, with the required type.
    Urls(Vec<String>, String),
    /// The homes of the entities at such URLs.
    Homes(Vec<Path>),
    /// `"x@odata.bind": null`: no entity.
    Nothing,
}

/// The purpose of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Write {
    /// A whole entity: a create, or a replacement.
    Whole(Creation),
    /// An update.
    Changes,
}

/// The handling of a missing required property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Creation {
    /// It is rejected.
    Strict,
    /// It gets its type's default.
    Filled,
}

impl Store {
    /// Stores the related entities below an entity.
    pub(crate) fn add_related(&mut self, home: &Path, related: &[Related]) {
        for Related { name, is_collection, what } in related {
            let path = child(home, name);
            match what {
                RelatedEntities::New(inserts) => self.add_new(&path, *is_collection, inserts),
                RelatedEntities::Homes(homes) => {
                    for home in homes {
                        if *is_collection {
                            self.link(&path, home.clone());
                        } else {
                            self.relate(path.clone(), home.clone());
                        }
                    }
                }
                RelatedEntities::Nothing => self.unrelate(&path),
                // They are replaced by homes before anything is stored.
                RelatedEntities::Urls(..) => {}
            }
        }
    }

    fn add_new(&mut self, path: &Path, is_collection: bool, inserts: &[DeepInsert]) {
        if is_collection {
            self.declare(path.clone());
        }
        for DeepInsert { properties, related } in inserts {
            let home = if is_collection {
                let id = properties::id(properties).ok().flatten();
                let id = id.map_or_else(|| Uuid::new_v4().to_string(), str::to_owned);
                self.put_member(path, &id, properties::with_id(stored(properties), &id))
            } else {
                self.put(path.clone(), stored(properties));
                path.clone()
            };
            self.add_related(&home, related);
        }
    }
}

/// The properties to store of a validated body, which can't fail.
fn stored(properties: &Properties) -> Properties {
    properties::storable(properties).unwrap_or_else(|_| properties.clone())
}
