//! What the directory answers only as an advanced query.

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

/// What the query needs at this path.
///
/// # Rule
/// `$search`, `$count`, `$levels`, `ne`, `not`, `endswith`, and `$filter` with `$orderby`: without the header the directory answers
/// with an error, or wrongly and in silence
/// ([advanced queries](https://learn.microsoft.com/graph/aad-advanced-queries)). An advanced query expands nothing unless
/// the caller asks for it: the directory refuses most of it.
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

/// Whether the entities at this path are directory objects: the path leads over relationships between them alone. A
/// mailbox, a drive and a team lie below a user or a group as well, and are of other services.
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
    fn a_mailbox_is_no_directory() {
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
