//! Advanced queries of directory objects.

use super::query::{Needs, Query};

/// The collections of directory objects at the service root.
const ROOTS: &[&str] = &[
    "administrativeUnits",
    "applications",
    "contacts",
    "devices",
    "directory",
    "directoryObjects",
    "directoryRoles",
    "directoryRoleTemplates",
    "groups",
    "me",
    "organization",
    "servicePrincipals",
    "users",
];

/// The relationships of directory objects to others.
const RELATIONSHIPS: &[&str] = &[
    "administrativeUnits",
    "appRoleAssignedTo",
    "appRoleAssignments",
    "createdObjects",
    "deletedItems",
    "directReports",
    "memberOf",
    "members",
    "membersWithLicenseErrors",
    "oauth2PermissionGrants",
    "ownedDevices",
    "ownedObjects",
    "owners",
    "registeredDevices",
    "registeredOwners",
    "registeredUsers",
    "sponsorOf",
    "sponsors",
    "transitiveMemberOf",
    "transitiveMembers",
    "transitiveReports",
];

/// Returns the requirements of the query at this path.
///
/// # Rule
/// `$search`, `$count`, `$levels`, `ne`, `not`, `endswith`, and `$filter` with `$orderby` are advanced. Without the header
/// the directory returns an error or wrong results
/// ([advanced queries](https://learn.microsoft.com/graph/aad-advanced-queries)). An advanced query expands only what the
/// caller names, since the directory refuses most expansions.
pub(crate) fn needs(path: &str, query: &Query) -> Needs {
    if !is_directory(path) || path.ends_with("/delta") {
        Needs::Nothing
    } else if path.ends_with("/$count") {
        Needs::Header
    } else if query.filter.as_ref().is_some_and(|filter| filter.is_advanced() || !query.order.is_empty())
        || query.expand.iter().any(|expanded| expanded.levels.is_some())
    {
        Needs::HeaderAndCount
    } else if query.count || query.search.is_some() {
        Needs::Header
    } else {
        Needs::Nothing
    }
}

/// Returns `true` if the entities at this path are directory objects: the path consists of relationships between directory
/// objects. Mailboxes, drives and teams are below users and groups too, but belong to other services.
#[must_use]
pub fn is_directory(path: &str) -> bool {
    let mut segments =
        path.split('/').filter(|segment| *segment != "$count" && !segment.starts_with("microsoft.graph."));
    let Some(first) = segments.next() else { return false };
    let root = first.split('(').next().unwrap_or_default();
    if root == first && !matches!(root, "me" | "directory") {
        segments.next(); // the key
    }
    if !ROOTS.contains(&root) {
        return false;
    }
    while let Some(relationship) = segments.next() {
        if !RELATIONSHIPS.contains(&relationship.split('(').next().unwrap_or_default()) {
            return false;
        }
        segments.next(); // the key
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mailboxes_are_not_directory_objects() {
        for path in [
            "users",
            "users/$count",
            "users/members",
            "groups/g1/members",
            "groups/g1/members/microsoft.graph.user/$count",
            "me/memberOf",
            "groups/g1/members/u1/memberOf",
            "users(mail='a')/ownedObjects",
            "directory/deletedItems/microsoft.graph.group",
        ] {
            assert!(is_directory(path), "{path}");
        }
        for path in [
            "users/u1/messages",
            "me/drive/items",
            "users/ada@photograph.org/messages",
            "groups/g1/team/channels/c1/members",
            "me/chats/c1/members",
            "deviceManagement/managedDevices",
            "",
            "sites",
        ] {
            assert!(!is_directory(path), "{path}");
        }
    }
}
