//! `directory/deletedItems`: deleted directory objects, which can be restored.

use chrono::{SecondsFormat, Utc};
use serde_json::json;

use crate::store::address::Path;
use crate::store::collection::{Reason, Removal};
use crate::store::directory;
use crate::store::entities::Store;
use crate::store::properties::{self, ID, Properties, TYPE};

const DELETED: &str = "deletedDateTime";

impl Store {
    /// Deletes an entity, the entities below it and all references to it. A directory object is moved to the deleted items,
    /// with its properties only; deleting it there is permanent.
    ///
    /// # Rule
    /// <https://learn.microsoft.com/graph/api/resources/directory>: administrative units, applications, groups, service
    /// principals and users.
    pub(crate) fn remove(&mut self, home: &Path) {
        let kept = is_kept(home).then(|| self.entities.get(home).map(|entity| entity.properties.clone())).flatten();
        let key = self.key(home).to_owned();
        let was_kept = self.origin(home);
        let purged = self.entities.get(home).filter(|_| was_kept.is_some()).map(|entity| entity.properties.clone());
        self.delete(home);
        if let Some(properties) = kept {
            self.journal.soften(home);
            let collection = home.split_last().map(|(_, collection)| collection.to_vec()).unwrap_or_default();
            self.put_member(&deleted_items(), &key, deleted(properties, &collection, &key));
            self.note_removal(&collection, &key, false);
        } else if let Some(collection) = was_kept {
            self.note_removal(&collection, &key, true);
            self.journalize_purge(&collection, &key, purged.unwrap_or_default());
        }
    }

    /// Notes in the entity's collection whether the deletion is permanent. While the entity can be restored, a delta says
    /// `changed`: <https://learn.microsoft.com/graph/delta-query-overview#delta-query-response>.
    fn note_removal(&mut self, collection: &Path, key: &str, is_deleted: bool) {
        let reason = if is_deleted { Reason::Deleted } else { Reason::Left };
        let removal = Removal { at: self.tick(), reason };
        self.set_removal(collection, key, removal);
    }

    /// The collection of a deleted item.
    fn origin(&self, home: &[String]) -> Option<Path> {
        home.strip_prefix(deleted_items().as_slice())?;
        let properties = &self.entities.get(home)?.properties;
        directory::collection_of(&properties::full_name(properties::type_name(properties)?))
    }

    /// Restores a deleted item; `None` if there is none with that key, or the key is taken.
    pub(crate) fn restore_deleted(&mut self, key: &str) -> Option<Path> {
        let home = self.member(&deleted_items(), key)?.clone();
        let mut properties = self.entities.get(&home)?.properties.clone();
        let collection = self.origin(&home)?;
        if self.has(&collection, key) {
            return None;
        }
        properties.shift_remove(DELETED);
        self.delete(&home);
        Some(self.put_member(&collection, key, properties))
    }
}

/// Whether deleted entities of this home are kept.
fn is_kept(home: &[String]) -> bool {
    let of = home.split_last().and_then(|(_, collection)| directory::type_of(collection));
    of.is_some_and(|of| directory::collection_of(of).is_some())
}

fn deleted_items() -> Path {
    vec!["directory".to_owned(), "deletedItems".to_owned()]
}

/// The deleted item: it has its type and the time of the deletion.
fn deleted(mut properties: Properties, collection: &[String], key: &str) -> Properties {
    if let (None, Some(of)) = (properties.get(TYPE), directory::type_of(collection)) {
        properties.shift_insert(0, TYPE.to_owned(), format!("#{of}").into());
    }
    if !properties.contains_key(ID) {
        properties = properties::with_id(properties, key);
    }
    properties.insert(DELETED.to_owned(), json!(Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true)));
    properties
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> Path {
        text.split('/').map(str::to_owned).collect()
    }

    #[test]
    fn a_user_is_kept_and_a_device_is_not() {
        let mut store = Store::default();
        for (collection, key) in [("users", "ada"), ("devices", "d"), ("me/messages", "m")] {
            store.put_member(&path(collection), key, Properties::new());
            store.remove(&path(&format!("{collection}/{key}")));
        }
        let kept: Vec<_> =
            store.members(&deleted_items()).unwrap().after(None).map(|member| member.home.join("/")).collect();
        assert_eq!(kept, ["directory/deletedItems/ada"]);
        let ada = &store.entity(&path("directory/deletedItems/ada")).unwrap().properties;
        assert_eq!((&ada[TYPE], &ada[ID]), (&json!("#microsoft.graph.user"), &json!("ada")));
        assert!(ada[DELETED].as_str().is_some_and(|date| date.ends_with('Z')));
        assert_eq!(store.restore_deleted("ada"), Some(path("users/ada")));
        assert!(!store.entity(&path("users/ada")).unwrap().properties.contains_key(DELETED));
        store.remove(&path("users/ada"));
        store.put_member(&path("users"), "ada", Properties::new());
        assert_eq!(store.restore_deleted("ada"), None, "another one has its key");
        store.remove(&path("directory/deletedItems/ada"));
        assert_eq!(store.restore_deleted("ada"), None, "it is gone for good");
    }
}
