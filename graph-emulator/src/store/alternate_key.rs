//! Alternate keys.

use serde_json::Value as Json;

use crate::store::address::{EntityAddress, Path, StoreAddress};
use crate::store::collection::MemberRef;
use crate::store::derived::Members;
use crate::store::entities::Store;

impl Store {
    /// The home of the user with this `userPrincipalName`, if it is not a key: `users/ada@example.org`.
    pub(crate) fn by_principal_name(&self, collection: &Path, name: &str) -> Option<&Path> {
        let is_users = matches!(collection.as_slice(), [only] if only == "users");
        is_users.then(|| self.with_values(collection, &[("userPrincipalName", name.to_owned())])).flatten()
    }

    /// `applications(appId='…')`: the entity whose properties have these values.
    pub(crate) fn by_alternate_key(&self, from: &StoreAddress, segment: &str) -> Option<StoreAddress> {
        self.metadata.as_ref()?;
        let (name, wanted) = alternate_key(segment)?;
        let below = match from {
            StoreAddress::Entity { home, .. } | StoreAddress::Unknown(home) => {
                [home.as_slice(), &[name.to_owned()]].concat()
            }
            _ => return None,
        };
        self.members(&below)?;
        let Some(home) = self.with_values(&below, &wanted) else {
            let values: Vec<_> = wanted.into_iter().map(|(_, value)| value).collect();
            return Some(StoreAddress::Vacant { collection: below, key: values.join(",") });
        };
        let key = self.key(home).to_owned();
        Some(StoreAddress::Entity { home: home.clone(), address: EntityAddress::Member { collection: below, key } })
    }

    /// The first member of a collection with these values. The directory ignores their case.
    fn with_values(&self, collection: &Path, wanted: &[(&str, String)]) -> Option<&Path> {
        let has = |member: &MemberRef| {
            let properties = member.entity.map(|entity| &entity.properties);
            wanted.iter().all(|(name, wanted)| match properties.and_then(|properties| properties.get(*name)) {
                Some(Json::String(text)) => text.eq_ignore_ascii_case(wanted),
                other => other.map(Json::to_string).as_ref() == Some(wanted),
            })
        };
        match (self.members(collection)?, wanted) {
            (Members::Stored(stored), [(name, value), ..]) => stored.with_value(name, value).find(has),
            (members, _) => members.after(None).find(has),
        }
        .map(|member| member.home)
    }
}

/// `users(a='x',b=5)` as `users`, and `a` with `x` and `b` with `5`.
fn alternate_key(segment: &str) -> Option<(&str, Vec<(&str, String)>)> {
    let (name, rest) = segment.strip_suffix(')')?.split_once('(')?;
    let mut is_quoted = false;
    let parts = rest.split(|c| {
        is_quoted ^= c == '\'';
        c == ',' && !is_quoted
    });
    let parts: Option<Vec<_>> = parts.map(part).collect();
    parts.map(|parts| (name, parts))
}

/// `a='x'` as `a` and `x`.
fn part(text: &str) -> Option<(&str, String)> {
    let (property, literal) = text.split_once('=')?;
    let literal = literal.trim();
    let quoted = literal.strip_prefix('\'').and_then(|text| text.strip_suffix('\''));
    let value = quoted.map_or_else(|| literal.to_owned(), |text| text.replace("''", "'"));
    let is_one = !property.contains('\'') && (quoted.is_some() || !literal.contains('@'));
    is_one.then_some((property.trim(), value))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_principal_name_is_found_after_each_change() {
        let users: Path = vec!["users".to_owned()];
        let mut store = Store::default();
        let put = |store: &mut Store, key: &str, name: Json| {
            let user = json!({ "id": key, "userPrincipalName": name });
            store.put_member(&users, key, user.as_object().cloned().unwrap());
        };
        let found = |store: &Store, name: &str| store.by_principal_name(&users, name).map(|home| home.join("/"));
        put(&mut store, "1", "ada@example.org".into());
        assert_eq!(found(&store, "ADA@example.org").as_deref(), Some("users/1"));
        put(&mut store, "2", "ada@example.org".into());
        put(&mut store, "1", "bob@example.org".into());
        assert_eq!(found(&store, "ada@example.org").as_deref(), Some("users/2"));
        assert_eq!(found(&store, "bob@example.org").as_deref(), Some("users/1"));
        put(&mut store, "1", Json::Null);
        store.delete(&vec!["users".to_owned(), "2".to_owned()]);
        assert_eq!((found(&store, "ada@example.org"), found(&store, "bob@example.org")), (None, None));
    }

    #[test]
    fn an_alternate_key_is_properties_and_their_values() {
        let values = |text: &str| {
            let (_, parts) = alternate_key(text)?;
            Some(parts.into_iter().map(|(name, value)| format!("{name}:{value}")).collect::<Vec<_>>().join(" "))
        };
        assert_eq!(values("a(b='c''d')").as_deref(), Some("b:c'd"));
        assert_eq!(values("a(b=5)").as_deref(), Some("b:5"));
        assert_eq!(values("a(b='x,y=z', c = 5)").as_deref(), Some("b:x,y=z c:5"));
        for other in ["a", "a('b')", "a()", "f(a=1,2)", "f(a=@x)", "f(a='x',b=@p)"] {
            assert_eq!(values(other), None, "{other}");
        }
    }
}
