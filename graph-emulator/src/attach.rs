//! What is created or referenced along with an entity.

use uuid::Uuid;

use crate::draft::{Draft, Related, What};
use crate::place::{Path, child};
use crate::properties::{self, Properties};
use crate::store::Store;

impl Store {
    /// Puts below an entity what its body asked for beside it.
    pub(crate) fn attach(&mut self, home: &Path, related: &[Related]) {
        for Related { name, is_collection, what } in related {
            let path = child(home, name);
            match what {
                What::Drafts(drafts) => self.add_drafts(&path, *is_collection, drafts),
                What::Homes(homes) => {
                    for home in homes {
                        if *is_collection {
                            self.link(&path, home.clone());
                        } else {
                            self.relate(path.clone(), home.clone());
                        }
                    }
                }
                What::Nothing => self.unrelate(&path),
                // They have become homes before anything is stored.
                What::Urls(..) => {}
            }
        }
    }

    fn add_drafts(&mut self, path: &Path, is_collection: bool, drafts: &[Draft]) {
        if is_collection {
            self.declare(path.clone());
        }
        for Draft { properties, related } in drafts {
            let home = if is_collection {
                let id = properties::id(properties).ok().flatten();
                let id = id.map_or_else(|| Uuid::new_v4().to_string(), str::to_owned);
                self.put_member(path, &id, properties::with_id(stored(properties), &id))
            } else {
                self.put(path.clone(), stored(properties));
                path.clone()
            };
            self.attach(&home, related);
        }
    }
}

/// What is stored of a checked body: it has nothing that can't be.
fn stored(properties: &Properties) -> Properties {
    properties::storable(properties).unwrap_or_else(|_| properties.clone())
}
