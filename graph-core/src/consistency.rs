//! What the directory answers only as an advanced query.

use crate::query::Query;

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
    "transitiveMemberOf",
    "transitiveMembers",
    "transitiveReports",
];

/// What a query needs beside its options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Needs {
    Nothing,
    /// The header `ConsistencyLevel: eventual`.
    Header,
    /// The header, and `$count=true`.
    HeaderAndCount,
}

/// What the query needs at this path.
///
/// # Rule
/// `$search`, `$count`, `ne`, `not`, `endswith`, and `$filter` with `$orderby`: without the header the directory answers
/// with an error, or wrongly and in silence
/// ([advanced queries](https://learn.microsoft.com/graph/aad-advanced-queries)). An advanced query expands nothing unless
/// the caller asks for it: the directory refuses most of it.
pub(crate) fn needs(path: &str, query: &Query) -> Needs {
    if !is_directory(path) {
        Needs::Nothing
    } else if path.ends_with("/$count") {
        Needs::Header
    } else if query.filter.as_ref().is_some_and(|filter| filter.is_advanced() || !query.order.is_empty()) {
        Needs::HeaderAndCount
    } else if query.count || query.search.is_some() {
        Needs::Header
    } else {
        Needs::Nothing
    }
}

/// Whether the entities at this path are directory objects. A mailbox and a drive lie below a user as well, and they are
/// of other services.
fn is_directory(path: &str) -> bool {
    let mut segments =
        path.split('/').filter(|segment| *segment != "$count" && !segment.starts_with("microsoft.graph."));
    let Some(first) = segments.next() else { return false };
    let root = first.split('(').next().unwrap_or_default();
    if root == first && !matches!(root, "me" | "directory") {
        segments.next(); // the key
    }
    ROOTS.contains(&root) && segments.next_back().is_none_or(|last| RELATIONSHIPS.contains(&last))
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
            "users(mail='a')/ownedObjects",
            "directory/deletedItems/microsoft.graph.group",
        ] {
            assert!(is_directory(path), "{path}");
        }
        for path in [
            "users/u1/messages",
            "me/drive/items",
            "users/ada@photograph.org/messages",
            "deviceManagement/managedDevices",
            "",
            "sites",
        ] {
            assert!(!is_directory(path), "{path}");
        }
    }
}
