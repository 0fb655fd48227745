//! Which entity a key means, where only metadata tells.

use serde_json::Value as Json;

use crate::place::{Path, Place, Through};
use crate::store::Store;

impl Store {
    /// The home of an entity that the root's collection shows and does not hold: `directoryObjects/ada` is `users/ada`, for
    /// a user is a directory object.
    pub(crate) fn elsewhere(&self, collection: &Path, key: &str) -> Option<&Path> {
        let [own] = collection.as_slice() else { return None };
        let metadata = self.metadata.as_ref()?;
        let sets = &metadata.container()?.sets;
        let wanted = &sets.iter().find(|set| set.name == *own)?.entity_type;
        let others = sets.iter().filter(|set| set.name != *own && metadata.is_a(&set.entity_type, wanted));
        others.into_iter().find_map(|set| self.member(&vec![set.name.clone()], key))
    }

    /// `applications(appId='…')`: the entity whose property that is.
    pub(crate) fn by_alternate_key(&self, from: &Place, segment: &str) -> Option<Place> {
        self.metadata.as_ref()?;
        let (name, property, wanted) = alternate_key(segment)?;
        let below = match from {
            Place::Entity { home, .. } | Place::Unknown(home) => [home.as_slice(), &[name.to_owned()]].concat(),
            _ => return None,
        };
        let collection = self.collection(&below)?;
        let has = |home: &&Path| {
            let value = self.entity(home).and_then(|entity| entity.properties.get(property));
            match value {
                Some(Json::String(text)) => *text == wanted,
                other => other.map(Json::to_string).as_ref() == Some(&wanted),
            }
        };
        let Some(home) = collection.after(None).map(|(_, home)| home).find(has) else {
            return Some(Place::Vacant { collection: below, key: wanted });
        };
        let key = self.key(home).to_owned();
        Some(Place::Entity { home: home.clone(), through: Through::Member { collection: below, key } })
    }
}

/// `applications(appId='x')` as `applications`, `appId` and `x`.
fn alternate_key(segment: &str) -> Option<(&str, &str, String)> {
    let (name, rest) = segment.strip_suffix(')')?.split_once('(')?;
    let (property, literal) = rest.split_once('=')?;
    let quoted = literal.trim().strip_prefix('\'').and_then(|text| text.strip_suffix('\''));
    let value = quoted.map_or_else(|| literal.trim().to_owned(), |text| text.replace("''", "'"));
    let is_one = !property.contains(['\'', ',']) && (quoted.is_some() || !literal.contains([',', '@']));
    is_one.then_some((name, property.trim(), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alternate_key_is_one_property() {
        assert_eq!(alternate_key("a(b='c''d')"), Some(("a", "b", "c'd".to_owned())));
        assert_eq!(alternate_key("a(b=5)"), Some(("a", "b", "5".to_owned())));
        for other in ["a", "a('b')", "a()", "f(a=1,b=2)", "f(a=@x)"] {
            assert_eq!(alternate_key(other), None, "{other}");
        }
    }
}
