//! Derived collections: `memberOf` from `members`, `directReports` from `manager`.
//!
//! They are computed when they are read, in addition to the entities stored at their own address, in the order in which the
//! entities were created.

mod rule;

use std::collections::HashSet;

use serde_json::Value as Json;

use self::rule::{Holders, Rule, Source, rule};
use crate::store::address::{Path, child};
use crate::store::collection::{Collection, MemberRef};
use crate::store::directory;
use crate::store::entities::Store;
use crate::store::properties::Properties;

impl Store {
    /// Whether a path is a collection, stored or derived.
    pub(crate) fn is_collection(&self, path: &Path) -> bool {
        self.collections.contains_key(path) || self.derived(path).is_some()
    }

    /// The members of a collection, stored or derived.
    pub(crate) fn members(&self, path: &Path) -> Option<Members<'_>> {
        let stored = self.collections.get(path);
        let Some(derived) = self.derived(path) else { return stored.map(Members::Stored) };
        let mut members: Vec<_> = stored.into_iter().flat_map(|stored| stored.members_after(None)).collect();
        let mut known: HashSet<&Path> = members.iter().map(|member| member.home).collect();
        let derived = derived.into_iter().filter(|home| known.insert(home)).map(|home| MemberRef {
            ordinal: self.ordinal(home),
            home,
            entity: self.entity(home),
        });
        members.extend(derived);
        members.sort_by_key(|member| member.ordinal);
        Some(Members::Derived(members))
    }

    /// The home of the entity with this key in a collection, stored or derived.
    pub(crate) fn member_or_derived(&self, path: &Path, key: &str) -> Option<&Path> {
        let derived = || self.derived(path)?.into_iter().find(|home| self.key(home) == key);
        self.member(path, key).or_else(derived)
    }

    /// Whether only the service can compute a collection, and nothing is stored there.
    pub(crate) fn is_unknown(&self, path: &Path) -> bool {
        let is_empty = || self.collections.get(path).is_none_or(|stored| stored.after(None).next().is_none());
        matches!(rule(path), Some((_, Rule::Unknown))) && is_empty()
    }

    /// Whether the changes of a collection are unknown, since it is derived.
    pub(crate) fn has_no_history(&self, path: &Path) -> bool {
        path.len() > 1 && self.derived(path).is_some()
    }

    /// The homes of the derived entities; `None` if the rule is unknown, or the owner is missing.
    fn derived(&self, path: &Path) -> Option<Vec<&Path>> {
        if path.len() == 1 {
            return self.of_other_sets(path);
        }
        let (owner, rule) = rule(path)?;
        let Some((owner, _)) = self.entities.get_key_value(owner) else {
            // Entities may be stored below an owner that is not stored.
            let Rule::Forward { relations, .. } = rule else { return None };
            return Some(self.related_to(owner, relations)).filter(|known| !known.is_empty());
        };
        match rule {
            Rule::Forward { relations, is_transitive } => {
                Some(self.steps(owner, is_transitive, |home| self.related_to(home, relations)))
            }
            Rule::Inverse { relation, holders, is_transitive } => {
                Some(self.steps(owner, is_transitive, |home| self.related_from(home, relation, holders)))
            }
            Rule::Where { source, property } => Some(self.holding(source, property, self.key(owner))),
            Rule::Key { set, property } => {
                let key = self.entities.get(owner)?.properties.get(property).and_then(Json::as_str);
                Some(key.and_then(|key| self.member(&vec![set.to_owned()], key)).into_iter().collect())
            }
            Rule::Single(name) => self.related(&child(owner, name)).map(|single| vec![single]),
            Rule::Membership { set } => Some(self.membership(set, owner)),
            Rule::Unknown => None,
        }
    }

    /// The entities of the sets whose type derives from this one's: `directoryObjects` has the users and the groups.
    fn of_other_sets(&self, path: &[String]) -> Option<Vec<&Path>> {
        let sets = self.other_sets(path);
        let collections = sets.iter().filter_map(|set| self.collections.get([(*set).to_owned()].as_slice()));
        let homes = collections.flat_map(|members| members.after(None)).map(|(_, home)| home).collect();
        (!sets.is_empty()).then(|| self.in_order(homes))
    }

    /// The sets whose type derives from that of this one.
    pub(super) fn other_sets(&self, path: &[String]) -> Vec<&str> {
        let [set] = path else { return Vec::new() };
        let Some(metadata) = &self.metadata else {
            let others = directory::COLLECTIONS.into_iter().filter(|_| set == "directoryObjects");
            return others.filter(|other| other != set).collect();
        };
        let sets = metadata.container().map(|container| container.sets.as_slice()).unwrap_or_default();
        let Some(own) = sets.iter().find(|known| known.name == *set).map(|known| &known.entity_type) else {
            return Vec::new();
        };
        let others = sets.iter().filter(|other| other.entity_type != *own && metadata.is_a(&other.entity_type, own));
        others.map(|other| other.name.as_str()).collect()
    }

    /// The entities that navigation properties of an entity reference.
    fn related_to<'s>(&'s self, home: &[String], relations: &[&str]) -> Vec<&'s Path> {
        let collections = relations.iter().filter_map(|name| self.collections.get(&child(home, name)));
        collections.flat_map(|members| members.after(None)).map(|(_, home)| home).collect()
    }

    /// The entities whose navigation property references an entity.
    fn related_from<'s>(&'s self, home: &Path, relation: &str, holders: Holders) -> Vec<&'s Path> {
        let key = self.key(home);
        let many = self.memberships(home).into_iter().filter(|(_, own)| own == key).map(|(path, _)| path);
        let single = self.index.referrers(home).into_iter().flat_map(|referrers| &referrers.relations);
        let paths: Vec<Path> = many.chain(single.cloned()).collect();
        let owners = paths.iter().filter_map(|path| path.split_last().filter(|(last, _)| *last == relation));
        let owners = owners.map(|(_, owner)| owner).filter(|owner| holders.has(owner));
        owners.filter_map(|owner| self.entities.get_key_value(owner)).map(|(home, _)| home).collect()
    }

    /// The entities at one step, or at any number of steps without the first entity.
    fn steps<'s>(
        &'s self,
        from: &'s Path,
        is_transitive: bool,
        next: impl Fn(&'s Path) -> Vec<&'s Path>,
    ) -> Vec<&'s Path> {
        let mut open = next(from);
        if !is_transitive {
            return self.in_order(open);
        }
        let (mut reached, mut seen) = (Vec::new(), HashSet::from([from]));
        while let Some(home) = open.pop() {
            if seen.insert(home) {
                reached.push(home);
                open.extend(next(home));
            }
        }
        self.in_order(reached)
    }

    /// The entities whose property has a value.
    fn holding(&self, source: Source, property: &[&str], value: &str) -> Vec<&Path> {
        let candidates: Vec<MemberRef<'_>> = if let (Source::At(collection), [property]) = (source, property) {
            // In any letter case, which a key has.
            let collection: Path = collection.iter().map(|name| (*name).to_owned()).collect();
            let stored = self.collections.get(&collection).into_iter();
            stored.flat_map(|stored| stored.with_value(property, value)).collect()
        } else {
            let collections = self.collections.iter().filter(|(path, _)| source.has(path));
            collections.flat_map(|(_, collection)| collection.members_after(None)).collect()
        };
        let holds = |member: &MemberRef| member.entity.is_some_and(|entity| has(&entity.properties, property, value));
        self.in_order(candidates.into_iter().filter(holds).map(|member| member.home).collect())
    }

    /// The teams or chats of a user: by a member that names the user or is bound to it, or by the members of the team's group.
    fn membership(&self, set: &str, user: &Path) -> Vec<&Path> {
        let key = self.key(user);
        let is_user = |member: &Path| {
            let names = self.entities.get(member).is_some_and(|member| has(&member.properties, &["userId"], key));
            names || self.relations.get(&child(member, "user")) == Some(user)
        };
        let is_in = |home: &&Path| {
            let members =
                self.collections.get(&child(home, "members")).into_iter().flat_map(|members| members.after(None));
            let group = vec!["groups".to_owned(), self.key(home).to_owned(), "members".to_owned()];
            members.map(|(_, member)| member).any(is_user) || (set == "teams" && self.member(&group, key) == Some(user))
        };
        let all = self.collections.get([set.to_owned()].as_slice());
        all.into_iter().flat_map(|all| all.after(None)).map(|(_, home)| home).filter(is_in).collect()
    }

    fn in_order<'s>(&self, mut homes: Vec<&'s Path>) -> Vec<&'s Path> {
        homes.sort_by_key(|home| self.ordinal(home));
        homes.dedup();
        homes
    }

    /// The time at which an entity was added to its own collection, or was last written outside of one.
    fn ordinal(&self, home: &Path) -> u64 {
        let own = home.split_last().and_then(|(key, owner)| self.collections.get(owner)?.ordinal(key));
        own.or_else(|| self.entities.get(home).map(|entity| entity.revision)).unwrap_or_default()
    }
}

/// Whether a collection is derived from the navigation properties of others, so that its members can't be changed there.
pub(crate) fn is_inverse(path: &[String]) -> bool {
    matches!(rule(path), Some((_, Rule::Inverse { .. })))
}

/// The members of a collection in the order of their ordinals.
pub(crate) enum Members<'s> {
    Stored(&'s Collection),
    /// All of them: those of another collection, and those stored here.
    Derived(Vec<MemberRef<'s>>),
}

impl<'s> Members<'s> {
    /// The members after an ordinal; all members without one.
    pub(crate) fn after(&self, ordinal: Option<u64>) -> Box<dyn Iterator<Item = MemberRef<'s>> + '_> {
        match self {
            Self::Stored(collection) => Box::new(collection.members_after(ordinal)),
            Self::Derived(members) => {
                let is_after = move |member: &&MemberRef| ordinal.is_none_or(|ordinal| member.ordinal > ordinal);
                Box::new(members.iter().filter(is_after).copied())
            }
        }
    }

    /// The number of members whose entity is stored.
    pub(crate) fn count(&self) -> usize {
        match self {
            Self::Stored(collection) => collection.count(),
            Self::Derived(members) => members.iter().filter(|member| member.entity.is_some()).count(),
        }
    }
}

impl Holders {
    fn has(self, owner: &[String]) -> bool {
        match self {
            Self::Directory => directory::is_object(owner),
            Self::Of(set) => owner.split_last().is_some_and(|(_, collection)| collection == set),
        }
    }
}

impl Source {
    fn has(self, path: &[String]) -> bool {
        match self {
            Self::At(collection) => path == collection,
            Self::Named(names) => path.last().is_some_and(|last| names.contains(&last.as_str())),
        }
    }
}

/// Whether a property has a text, or is an object with such a name: a task's `assignments` has its users.
fn has(properties: &Properties, property: &[&str], value: &str) -> bool {
    let Some((first, rest)) = property.split_first() else { return false };
    let found = rest.iter().try_fold(properties.get(*first), |found, name| Some(found?.get(*name)));
    match found.flatten() {
        Some(Json::String(text)) => text == value,
        Some(Json::Object(object)) => object.contains_key(value),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn path(text: &str) -> Path {
        text.split('/').map(str::to_owned).collect()
    }

    /// Ada and Bob are in `g`, `g` is in `h`, `h` in `g` again; Ada manages Bob and Bob manages Eve.
    fn store() -> Store {
        let mut store = Store::default();
        for home in ["users/ada", "users/bob", "users/eve", "groups/h", "groups/g", "devices/d", "teams/g", "teams/t"] {
            let home = path(home);
            let (key, collection) = home.split_last().unwrap();
            store.put_member(&collection.to_vec(), key, Properties::new());
        }
        for (collection, home) in [
            ("groups/g/members", "users/ada"),
            ("groups/g/members", "users/bob"),
            ("groups/h/members", "groups/g"),
            ("groups/g/members", "groups/h"),
            ("groups/g/owners", "users/ada"),
            ("devices/d/registeredOwners", "users/ada"),
            ("teams/t/members", "users/bob"),
        ] {
            assert!(store.link(&path(collection), path(home)));
        }
        store.relate(path("users/bob/manager"), path("users/ada"));
        store.relate(path("users/eve/manager"), path("users/bob"));
        store
    }

    fn members(store: &Store, text: &str) -> Option<Vec<String>> {
        let members = store.members(&path(text))?;
        Some(members.after(None).map(|member| member.home.join("/")).collect())
    }

    /// <https://learn.microsoft.com/graph/api/user-list-memberof>, <https://learn.microsoft.com/graph/api/user-list-directreports>
    #[test]
    fn a_relation_is_derived_from_its_inverse() {
        let mut store = store();
        for (derived, expected) in [
            ("users/ada/memberOf", vec!["groups/g"]),
            ("users/ada/transitiveMemberOf", vec!["groups/h", "groups/g"]),
            ("groups/h/transitiveMembers", vec!["users/ada", "users/bob", "groups/g"]),
            ("groups/g/memberOf", vec!["groups/h"]),
            ("users/ada/directReports", vec!["users/bob"]),
            ("users/ada/transitiveReports", vec!["users/bob", "users/eve"]),
            ("users/ada/ownedObjects", vec!["groups/g"]),
            ("users/ada/ownedDevices", vec!["devices/d"]),
            ("users/ada/registeredDevices", vec![]),
            ("users/ada/joinedTeams", vec!["teams/g"]),
            ("users/eve/memberOf", vec![]),
        ] {
            let found = members(&store, derived).unwrap_or_default();
            assert_eq!(found, expected, "{derived}");
        }
        assert_eq!(members(&store, "users/zoe/memberOf"), None, "of one that is not there");
        assert_eq!(store.member_or_derived(&path("users/ada/memberOf"), "g"), Some(&path("groups/g")));
        store.unlink(&path("groups/g/members"), "ada");
        assert_eq!(members(&store, "users/ada/transitiveMemberOf"), Some(Vec::new()));
        store.delete(&path("users/bob"));
        assert_eq!(members(&store, "users/ada/directReports"), Some(Vec::new()));
    }

    #[test]
    fn a_relation_is_derived_from_a_property() {
        let mut store = store();
        for (collection, key, properties) in [
            ("deviceManagement/managedDevices", "m", json!({ "userId": "ada" })),
            ("deviceManagement/managedDevices", "n", json!({ "userId": "bob" })),
            ("planner/plans", "p", json!({ "container": { "containerId": "g" } })),
            ("planner/tasks", "t", json!({ "planId": "p", "bucketId": "b", "assignments": { "ada": {} } })),
            ("planner/buckets", "b", json!({ "planId": "p" })),
            ("servicePrincipals", "s", json!({ "id": "s" })),
            ("servicePrincipals/s/appRoleAssignedTo", "a", json!({ "principalId": "ada", "resourceId": "s" })),
            ("users/bob/appRoleAssignments", "c", json!({ "principalId": "bob", "resourceId": "s" })),
            ("chats", "c", json!({})),
            ("chats/c/members", "x", json!({ "userId": "ada" })),
            ("chats", "e", json!({})),
            ("chats/e/members", "x", json!({})),
            ("policies/claimsMappingPolicies", "c", json!({})),
            (
                "directory/administrativeUnits/u/scopedRoleMembers",
                "r",
                json!({ "roleId": "role",
                "roleMemberInfo": { "id": "ada" } }),
            ),
            ("directoryRoles", "role", json!({})),
        ] {
            store.put_member(&path(collection), key, properties.as_object().cloned().unwrap());
        }
        store.relate(path("chats/e/members/x/user"), path("users/eve"));
        store.link(&path("servicePrincipals/s/claimsMappingPolicies"), path("policies/claimsMappingPolicies/c"));
        store.put(path("users/ada/calendar"), Properties::new());
        store.put(path("users/ada/planner"), Properties::new());
        store.put(path("groups/g/planner"), Properties::new());
        for (derived, expected) in [
            ("users/ada/managedDevices", "deviceManagement/managedDevices/m"),
            ("planner/plans/p/tasks", "planner/tasks/t"),
            ("planner/plans/p/buckets", "planner/buckets/b"),
            ("planner/buckets/b/tasks", "planner/tasks/t"),
            ("users/ada/planner/tasks", "planner/tasks/t"),
            ("groups/g/planner/plans", "planner/plans/p"),
            ("users/ada/appRoleAssignments", "servicePrincipals/s/appRoleAssignedTo/a"),
            ("users/ada/chats", "chats/c"),
            ("users/eve/chats", "chats/e"),
            ("policies/claimsMappingPolicies/c/appliesTo", "servicePrincipals/s"),
            ("users/ada/scopedRoleMemberOf", "directory/administrativeUnits/u/scopedRoleMembers/r"),
            ("directoryRoles/role/scopedMembers", "directory/administrativeUnits/u/scopedRoleMembers/r"),
            ("deviceManagement/managedDevices/m/users", "users/ada"),
            ("users/ada/calendars", "users/ada/calendar"),
        ] {
            assert_eq!(members(&store, derived), Some(vec![expected.to_owned()]), "{derived}");
        }
        let both = ["servicePrincipals/s/appRoleAssignedTo/a", "users/bob/appRoleAssignments/c"].map(str::to_owned);
        assert_eq!(members(&store, "servicePrincipals/s/appRoleAssignedTo"), Some(both.to_vec()));
        assert!(store.is_unknown(&path("users/ada/people")) && !store.is_unknown(&path("users/ada/messages")));
    }
}
