//! The directory: the collections of its objects, and the relationships between them.
//!
//! graph-core has a table of its own, of the paths at which it sends `ConsistencyLevel: eventual`. It has more paths: the
//! header does no harm where the service does not need it, but the emulator must not refuse what the service answers. A
//! shared table would also hide what graph-core lacks.

/// Collections of directory objects at the root.
pub(crate) const COLLECTIONS: [&str; 9] = [
    "users",
    "groups",
    "directoryObjects",
    "applications",
    "servicePrincipals",
    "devices",
    "contacts",
    "directoryRoles",
    "administrativeUnits",
];

/// Relationships of directory objects to directory objects.
pub(crate) const RELATIONSHIPS: [&str; 14] = [
    "members",
    "owners",
    "memberOf",
    "transitiveMemberOf",
    "transitiveMembers",
    "directReports",
    "transitiveReports",
    "ownedObjects",
    "ownedDevices",
    "registeredDevices",
    "registeredOwners",
    "registeredUsers",
    "createdObjects",
    "sponsorOf",
];

/// The type that a directory object has.
pub(crate) const TYPE: &str = "microsoft.graph.directoryObject";

/// Whether an entity with this home is a directory object, by its address.
pub(crate) fn is_object(home: &[String]) -> bool {
    match home {
        [set, _] => COLLECTIONS.contains(&set.as_str()) || set == "organization",
        [root, set, _] => root == "directory" && matches!(set.as_str(), "administrativeUnits" | "deletedItems"),
        _ => false,
    }
}

/// The type of a collection's entities, if they have only one: without metadata an entity may lack its type.
pub(crate) fn type_of(collection: &[String]) -> Option<&'static str> {
    let [set] = collection else {
        return matches!(collection, [root, set] if root == "directory" && set == "administrativeUnits")
            .then_some("microsoft.graph.administrativeUnit");
    };
    Some(match set.as_str() {
        "users" => "microsoft.graph.user",
        "groups" => "microsoft.graph.group",
        "applications" => "microsoft.graph.application",
        "servicePrincipals" => "microsoft.graph.servicePrincipal",
        "devices" => "microsoft.graph.device",
        "contacts" => "microsoft.graph.orgContact",
        "directoryRoles" => "microsoft.graph.directoryRole",
        "administrativeUnits" => "microsoft.graph.administrativeUnit",
        _ => return None,
    })
}

/// The collection that deleted objects of a type are restored to; `None` if they are not kept.
pub(crate) fn collection_of(type_name: &str) -> Option<Vec<String>> {
    let path: &[&str] = match type_name {
        "microsoft.graph.user" | "microsoft.graph.agentUser" => &["users"],
        "microsoft.graph.group" => &["groups"],
        "microsoft.graph.application" => &["applications"],
        "microsoft.graph.servicePrincipal" => &["servicePrincipals"],
        "microsoft.graph.administrativeUnit" => &["directory", "administrativeUnits"],
        _ => return None,
    };
    Some(path.iter().map(|name| (*name).to_owned()).collect())
}

/// The property that the directory assigns to new entities of a collection, other than the key.
///
/// # Rule
/// `appId` of an application: <https://learn.microsoft.com/graph/api/resources/application#properties>.
pub(crate) fn assigned(collection: &[String]) -> Option<&'static str> {
    matches!(collection, [set] if set == "applications").then_some("appId")
}

/// Whether the entities of a collection are directory objects, by its names.
pub(crate) fn is_directory(collection: &[String]) -> bool {
    let path: Vec<_> = collection.iter().map(String::as_str).collect();
    match path.as_slice() {
        [name] | ["directory", name] => COLLECTIONS.contains(name),
        ["me", name] | ["directory", _, _, name] => RELATIONSHIPS.contains(name),
        [owner, _, name] => COLLECTIONS.contains(owner) && RELATIONSHIPS.contains(name),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directory_paths_are_recognized_by_their_names() {
        let is = |path: &str| is_directory(&path.split('/').map(str::to_owned).collect::<Vec<_>>());
        for path in ["users", "me/memberOf", "groups/g/members", "directory/administrativeUnits/a/members"] {
            assert!(is(path), "{path}");
        }
        for path in
            ["me/messages", "me/contacts", "users/ada/messages", "teams/t/members", "deviceManagement/x", "members"]
        {
            assert!(!is(path), "{path}");
        }
    }

    #[test]
    fn graph_core_sends_the_header_wherever_it_is_required() {
        let sets = COLLECTIONS.map(str::to_owned);
        let owners = COLLECTIONS.map(|set| format!("{set}/x"));
        let owners = owners.into_iter().chain(["me".to_owned(), "directory/administrativeUnits/x".to_owned()]);
        let relationships = owners.flat_map(|owner| RELATIONSHIPS.map(|name| format!("{owner}/{name}")));
        for path in sets.into_iter().chain(relationships) {
            assert!(is_directory(&path.split('/').map(str::to_owned).collect::<Vec<_>>()), "{path}");
            assert!(graph_core::__private::is_directory(&path), "{path}");
        }
    }
}
