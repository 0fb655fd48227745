//! `me`: the signed-in user, one of `users` with a second address.

use std::collections::HashMap;
use std::hash::BuildHasher;

use serde_json::Value as Json;

use crate::store::address::Path;
use crate::store::entities::Store;
use crate::store::properties::{self, ID, Properties};

/// The address of the signed-in user, and its default key.
pub(crate) const ME: &str = "me";

impl Store {
    /// Puts a single entity at a path, and returns its home: `me` is one of the users.
    pub(crate) fn put_single(&mut self, path: Path, properties: Properties) -> Path {
        if is_me(&path) {
            return self.sign_in(properties);
        }
        self.put(path.clone(), properties);
        path
    }

    /// Signs a user in: the one with the given `id`, else the one that is signed in, else a new one. An existing user keeps the
    /// properties that are not given.
    fn sign_in(&mut self, given: Properties) -> Path {
        let (me, users) = (vec![ME.to_owned()], vec!["users".to_owned()]);
        let own = given.get(ID).and_then(Json::as_str).filter(|id| !id.is_empty()).map(str::to_owned);
        let known = || self.relations.get(&me).map(|home| self.key(home).to_owned());
        let key = own.or_else(known).unwrap_or_else(|| ME.to_owned());
        let stored = self.member(&users, &key).and_then(|home| self.entities.get(home));
        let mut properties = stored.map(|entity| entity.properties.clone()).unwrap_or_default();
        let is_new = properties.is_empty();
        properties.extend(given);
        let properties = if is_new { properties::with_id(properties, &key) } else { properties };
        let home = self.put_member(&users, &key, properties);
        self.take_entity(&me);
        self.rebase(&me, &home);
        self.set_relation(me, home.clone());
        home
    }

    /// Moves the entities below `me` that were stored before the user was known to the user.
    pub(super) fn adopt_me(&mut self) {
        if let Some(entity) = self.take_entity(&vec![ME.to_owned()]) {
            self.sign_in(entity.properties.clone());
        }
    }

    /// Moves the entities below a path to another path. Where both have an entity, the other path's stays.
    fn rebase(&mut self, from: &[String], to: &Path) {
        if self.index.at_and_below(from).all(|path| path == from) {
            return;
        }
        let moved = |path: &Path| match path.strip_prefix(from) {
            Some(below) if !below.is_empty() => [to.as_slice(), below].concat(),
            _ => path.clone(),
        };
        rename(&mut self.entities, moved);
        rename(&mut self.media, moved);
        rename(&mut self.relations, moved);
        self.relations.values_mut().for_each(|home| *home = moved(home));
        self.collections.values_mut().for_each(|collection| collection.rename(moved));
        let leaving: Vec<Path> = self.collections.keys().filter(|path| moved(path) != **path).cloned().collect();
        for path in leaving {
            if let Some(collection) = self.collections.remove(&path) {
                self.declare(moved(&path)).absorb(collection);
            }
        }
        self.reindex();
    }
}

pub(crate) fn is_me(path: &[String]) -> bool {
    matches!(path, [only] if only == ME)
}

/// Gives each entry its new path, unless the path is taken.
fn rename<T, S: BuildHasher>(entries: &mut HashMap<Path, T, S>, moved: impl Fn(&Path) -> Path) {
    let leaving: Vec<Path> = entries.keys().filter(|path| moved(path) != **path).cloned().collect();
    for path in leaving {
        if let Some(value) = entries.remove(&path) {
            entries.entry(moved(&path)).or_insert(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::store::address::StoreAddress;

    fn path(text: &str) -> Path {
        text.split('/').map(str::to_owned).collect()
    }

    fn properties(value: Json) -> Properties {
        let Json::Object(properties) = value else { return Properties::new() };
        properties
    }

    fn home(store: &Store, text: &str) -> Option<String> {
        match store.find(&path(text)) {
            StoreAddress::Entity { home, .. } => Some(home.join("/")),
            _ => None,
        }
    }

    #[test]
    fn the_signed_in_user_is_a_user() {
        let mut store = Store::default();
        store.put_single(path("me"), properties(json!({ "displayName": "Me" })));
        assert_eq!(home(&store, "me").as_deref(), Some("users/me"));
        store.put_member(&path("users"), "ada", properties(json!({ "id": "ada", "displayName": "Ada" })));
        store.put_single(path("me"), properties(json!({ "id": "ada", "jobTitle": "Countess" })));
        assert_eq!(home(&store, "me").as_deref(), Some("users/ada"));
        let ada = &store.entity(&path("users/ada")).unwrap().properties;
        assert_eq!((&ada["displayName"], &ada["jobTitle"]), (&json!("Ada"), &json!("Countess")));
        assert_eq!(home(&store, "users/me").as_deref(), Some("users/me"), "the other one stays");
        store.delete(&path("users/ada"));
        assert_eq!(home(&store, "me"), None);
    }

    #[test]
    fn entities_below_me_move_to_the_user() {
        let mut store = Store::default();
        store.put_member(&path("me/messages"), "m", Properties::new());
        store.put_member(&path("users/ada/messages"), "n", Properties::new());
        store.put_member(&path("groups"), "g", Properties::new());
        store.link(&path("groups/g/mails"), path("me/messages/m"));
        store.relate(path("me/first"), path("me/messages/m"));
        store.put_single(path("me"), properties(json!({ "id": "ada" })));
        for address in ["me/messages/m", "users/ada/messages/m", "groups/g/mails/m", "me/first"] {
            assert_eq!(home(&store, address).as_deref(), Some("users/ada/messages/m"), "{address}");
        }
        assert_eq!(home(&store, "me/messages/n").as_deref(), Some("users/ada/messages/n"));
    }
}
