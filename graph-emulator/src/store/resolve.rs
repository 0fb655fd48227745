//! Resolution of a path in the store, through references, keys in parentheses and casts.

use crate::store::address::{
    EntityAddress, Path, StoreAddress, child, is_cast, is_delta, is_operation, key_in_parentheses,
};
use crate::store::entities::Store;
use crate::store::facet::{is_item, is_root};
use crate::store::properties::type_name;
use crate::store::signed_in::is_me;

impl Store {
    /// Follows a path, through references too.
    pub(crate) fn find(&self, segments: &[String]) -> StoreAddress {
        segments.iter().fold(StoreAddress::ROOT, |address, segment| self.step(address, segment))
    }

    /// The segments of a path in the spelling of the stored paths: first the exact name, then the only one that differs in case
    /// alone. Keys stay unchanged.
    pub(crate) fn canonical_case(&self, segments: &[String]) -> Path {
        let is_there = |address: &StoreAddress| {
            matches!(address, StoreAddress::Collection(_) | StoreAddress::Entity { .. } | StoreAddress::Delta(_))
        };
        if is_there(&self.find(segments)) {
            return segments.to_vec();
        }
        let mut spelt = Path::with_capacity(segments.len());
        let mut address = StoreAddress::ROOT;
        for segment in segments {
            let own = match &address {
                StoreAddress::Collection(path) if self.member(path, segment).is_some() => segment.clone(),
                StoreAddress::Collection(_) if is_delta(&segment.to_ascii_lowercase()) => segment.to_ascii_lowercase(),
                StoreAddress::Collection(_) | StoreAddress::Cast { .. } => segment.clone(),
                _ => {
                    let (name, key) = segment.find('(').map_or((segment.as_str(), ""), |at| segment.split_at(at));
                    format!("{}{key}", self.name(name))
                }
            };
            address = self.step(address, &own);
            spelt.push(own);
        }
        spelt
    }

    /// Whether an entity is stored with exactly this key.
    pub(crate) fn has_entity(&self, segments: &[String]) -> bool {
        matches!(self.find(segments), StoreAddress::Entity { address: EntityAddress::Member { .. }, .. })
    }

    /// Follows one segment.
    pub(crate) fn step(&self, from: StoreAddress, segment: &str) -> StoreAddress {
        let is_member = matches!(
            &from,
            StoreAddress::Collection(path) | StoreAddress::Cast { collection: path, .. } if self.member_or_derived(path, segment).is_some()
        );
        if !is_member {
            if let Some(home) = self.by_alternate_key(&from, segment) {
                return home;
            }
            if let Some((name, key)) = key_in_parentheses(segment) {
                return self.enter(self.step(from, name), &key);
            }
            if is_operation(segment) {
                return self.operation(from, segment);
            }
        }
        self.enter(from, segment)
    }

    /// Follows a key or a name, whatever its form.
    pub(crate) fn enter(&self, from: StoreAddress, segment: &str) -> StoreAddress {
        match from {
            StoreAddress::Collection(collection) => {
                let named = || self.by_principal_name(&collection, segment);
                let known = self.member_or_derived(&collection, segment).map(|home| (home, segment));
                match known.or_else(|| named().map(|home| (home, self.key(home)))) {
                    Some((home, key)) => {
                        let (home, key) = (home.clone(), key.to_owned());
                        StoreAddress::Entity { home, address: EntityAddress::Member { collection, key } }
                    }
                    None => StoreAddress::Vacant { collection, key: segment.to_owned() },
                }
            }
            StoreAddress::Cast { collection, type_name } => {
                let entity = self.enter(StoreAddress::Collection(collection.clone()), segment);
                match self.operation(entity, &type_name) {
                    entity @ StoreAddress::Entity { .. } => entity,
                    _ => StoreAddress::Missing(child(&collection, segment)),
                }
            }
            StoreAddress::Entity { home, .. } | StoreAddress::Unknown(home) => self.below(into_child(home, segment)),
            StoreAddress::Vacant { collection, key } => {
                self.below_missing(into_child(into_child(collection, &key), segment))
            }
            StoreAddress::Missing(path) => self.below_missing(into_child(path, segment)),
            StoreAddress::Delta(_) | StoreAddress::OtherType(_) | StoreAddress::Operation(_) => {
                StoreAddress::Operation(segment.to_owned())
            }
        }
    }

    /// Follows a segment that is not a key: `delta`, a cast, or an operation.
    fn operation(&self, from: StoreAddress, segment: &str) -> StoreAddress {
        match from {
            StoreAddress::Collection(collection) if is_delta(segment) => StoreAddress::Delta(collection),
            StoreAddress::Unknown(path) if is_delta(segment) && is_root(&path) => StoreAddress::Delta(path),
            StoreAddress::Unknown(path) if is_delta(segment) && !path.is_empty() => {
                StoreAddress::Missing(child(&path, segment))
            }
            StoreAddress::Entity { home, .. }
                if is_delta(segment)
                    && is_item(
                        self.metadata.as_deref(),
                        &home,
                        self.entity(&home).map(|entity| &entity.properties),
                    ) =>
            {
                StoreAddress::Delta(home)
            }
            StoreAddress::Collection(collection) if is_cast(segment) => {
                StoreAddress::Cast { collection, type_name: segment.to_owned() }
            }
            // A complex value stays: it is stored within its entity.
            StoreAddress::Unknown(path) if self.is_complex(segment) => StoreAddress::Unknown(path),
            StoreAddress::Entity { home, address } if is_cast(segment) => {
                let properties = self.entity(&home).map(|entity| &entity.properties);
                match properties {
                    Some(properties) if self.is_of(properties, segment) => StoreAddress::Entity { home, address },
                    Some(properties) if type_name(properties).is_some() => StoreAddress::OtherType(segment.to_owned()),
                    _ => StoreAddress::Operation(segment.to_owned()),
                }
            }
            _ => StoreAddress::Operation(segment.to_owned()),
        }
    }

    fn below(&self, path: Path) -> StoreAddress {
        let path = self.canonical(path);
        if !self.has_depth(&path) {
            StoreAddress::Unknown(path)
        } else if self.is_collection(&path) {
            StoreAddress::Collection(path)
        } else if let Some(home) = self.relation(&path) {
            let address = if is_me(&path) { EntityAddress::Singleton } else { EntityAddress::Relation(path) };
            StoreAddress::Entity { home: home.clone(), address }
        } else if self.entity(&path).is_some() {
            StoreAddress::Entity { home: path, address: EntityAddress::Singleton }
        } else {
            StoreAddress::Unknown(path)
        }
    }

    /// Entities that were stored before the collection of their owner stay reachable.
    fn below_missing(&self, path: Path) -> StoreAddress {
        match self.below(path) {
            StoreAddress::Unknown(path) => StoreAddress::Missing(path),
            address => address,
        }
    }
}

/// As [`child`], in the same allocation: a path of many segments is not copied at each of them.
fn into_child(mut path: Path, segment: &str) -> Path {
    path.push(segment.to_owned());
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::properties::Properties;

    fn path(text: &str) -> Path {
        text.split('/').map(str::to_owned).collect()
    }

    fn store() -> Store {
        let mut store = Store::default();
        for (collection, key) in [("users", "ada"), ("users", "bob"), ("groups", "g"), ("users/ada/messages", "m")] {
            store.put_member(&path(collection), key, Properties::new());
        }
        assert!(store.link(&path("groups/g/members"), path("users/ada")));
        store.relate(path("users/bob/manager"), path("users/ada"));
        store
    }

    fn home(store: &Store, text: &str) -> Option<String> {
        match store.find(&path(text)) {
            StoreAddress::Entity { home, .. } => Some(home.join("/")),
            _ => None,
        }
    }

    #[test]
    fn a_path_leads_through_references() {
        let store = store();
        assert_eq!(home(&store, "groups('g')/members/ada/messages/m").as_deref(), Some("users/ada/messages/m"));
        assert_eq!(home(&store, "users/bob/manager").as_deref(), Some("users/ada"));
        assert_eq!(store.find(&path("users/eve/messages")), StoreAddress::Missing(path("users/eve/messages")));
        assert_eq!(store.find(&path("groups/g/owners")), StoreAddress::Unknown(path("groups/g/owners")));
        assert_eq!(store.find(&path("users/delta()")), StoreAddress::Delta(path("users")));
        assert_eq!(store.find(&path("users/f(x=1)")), StoreAddress::Operation("f(x=1)".to_owned()));
    }

    #[test]
    fn deleting_removes_descendants_and_references() {
        let mut store = store();
        store.delete(&path("users/ada"));
        for gone in ["users/ada", "groups/g/members/ada", "users/bob/manager", "users/ada/messages/m"] {
            assert_eq!(home(&store, gone), None, "{gone}");
        }
        assert!(store.collection(&path("users/ada/messages")).is_none());
        assert!(store.collection(&path("groups/g/members")).is_some_and(|members| members.after(None).count() == 0));
        store.put_member(&path("users"), "ada", Properties::new());
        assert_eq!(store.find(&path("users/ada/messages")), StoreAddress::Unknown(path("users/ada/messages")));
    }

    #[test]
    fn entities_stay_when_their_parent_path_becomes_a_collection() {
        let mut store = Store::default();
        store.put_member(&path("users/ada/events"), "e", Properties::new());
        store.put_member(&path("users"), "bob", Properties::new());
        assert_eq!(home(&store, "users/ada/events/e").as_deref(), Some("users/ada/events/e"));
        assert_eq!(store.find(&path("users/ada/events")), StoreAddress::Collection(path("users/ada/events")));
    }

    #[test]
    fn unlinking_keeps_what_lives_elsewhere() {
        let mut store = store();
        assert!(!store.link(&path("groups/g/members"), path("users/ada")));
        store.unlink(&path("groups/g/members"), "ada");
        assert_eq!(home(&store, "groups/g/members/ada"), None);
        assert_eq!(home(&store, "users/ada").as_deref(), Some("users/ada"));
        store.unlink(&path("users"), "ada");
        assert_eq!(home(&store, "users/ada"), None);
    }
}
