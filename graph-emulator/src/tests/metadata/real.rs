//! The small model of Microsoft Graph, and the service's own metadata.

use std::path::PathBuf;

use serde_json::json;

use super::super::delete;
use super::{assert_refused, get, patch, post};
use crate::Emulator;

/// Collections and single entities of many services.
const PATHS: [&str; 32] = [
    "users",
    "groups",
    "devices",
    "applications",
    "servicePrincipals",
    "directoryRoles",
    "domains",
    "me",
    "me/messages",
    "me/mailFolders",
    "me/events",
    "me/calendars",
    "me/calendar",
    "me/contacts",
    "me/todo/lists",
    "me/chats",
    "me/joinedTeams",
    "me/drive",
    "me/onenote/pages",
    "drives",
    "sites",
    "teams",
    "subscriptions",
    "organization",
    "deviceManagement",
    "deviceManagement/managedDevices",
    "deviceManagement/deviceConfigurations",
    "deviceAppManagement/mobileApps",
    "identity/conditionalAccess/policies",
    "identity/conditionalAccess/namedLocations",
    "planner/plans",
    "education/classes",
];

pub(super) fn workspace() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Gets each path that exists, and posts an invalid entity to it; returns the number of existing paths.
fn check(text: &str) -> usize {
    let emulator = Emulator::builder().metadata(text).build().unwrap();
    let mut known = 0;
    for path in PATHS {
        let answered = get(&emulator, path);
        if answered.status == 400 {
            assert_refused(&answered, "Resource not found for the segment");
            continue;
        }
        known += 1;
        assert_eq!(answered.status, 200, "{path}: {}", answered.body);
        let is_list = answered.body.get("value").is_some();
        let write = |body| if is_list { post(&emulator, path, &body) } else { patch(&emulator, path, &body) };
        let refused = write(json!({ "noSuchProperty": 1 }));
        let message = refused.text("/error/message");
        assert!([400, 405].contains(&refused.status), "{path}: {}", refused.body);
        let names = ["'noSuchProperty'", "is abstract", "not allowed"];
        assert!(names.iter().any(|name| message.contains(name)), "{path}: {message}");
        assert_eq!(get(&emulator, &format!("{path}?$expand=noSuchProperty")).status, 400, "{path}");
    }
    let wrong = get(&emulator, "me/calendars?$filter=nam%20eq%20'x'");
    assert_refused(&wrong, "Could not find a property named 'nam' on type 'microsoft.graph.calendar'.");
    known
}

#[test]
fn the_small_model_has_no_errors() {
    let text = std::fs::read_to_string(workspace().join("tests/metadata/graph.csdl")).unwrap();
    let known = check(&text);
    assert!(known >= 20, "{known} paths");
}

/// The service's own file: `$GRAPH_METADATA`, or `../shared/metadata/v1.0.csdl` beside the workspace.
pub(super) fn metadata() -> String {
    let beside = || workspace().join("../shared/metadata/v1.0.csdl");
    let path = std::env::var_os("GRAPH_METADATA").map_or_else(beside, PathBuf::from);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
#[ignore = "needs the service's `$metadata`: `just service` runs it"]
fn the_services_own_file_has_no_errors() {
    assert_eq!(check(&metadata()), PATHS.len());
}

/// Derived collections of an existing user, group and service principal.
const DERIVED: [&str; 34] = [
    "users/ada/memberOf",
    "users/ada/transitiveMemberOf",
    "users/ada/directReports",
    "users/ada/ownedObjects",
    "users/ada/ownedDevices",
    "users/ada/registeredDevices",
    "users/ada/createdObjects",
    "users/ada/sponsorOf",
    "users/ada/appRoleAssignments",
    "users/ada/oauth2PermissionGrants",
    "users/ada/agreementAcceptances",
    "users/ada/scopedRoleMemberOf",
    "users/ada/managedDevices",
    "users/ada/managedAppRegistrations",
    "users/ada/joinedTeams",
    "users/ada/chats",
    "users/ada/people",
    "users/ada/licenseDetails",
    "users/ada/followedSites",
    "users/ada/calendar/events",
    "users/ada/calendars",
    "users/ada/drives",
    "users/ada/insights/used",
    "users/ada/planner/tasks",
    "users/ada/planner/plans",
    "groups/g/memberOf",
    "groups/g/transitiveMembers",
    "groups/g/membersWithLicenseErrors",
    "groups/g/sites",
    "groups/g/planner/plans",
    "servicePrincipals/s/memberOf",
    "servicePrincipals/s/appRoleAssignedTo",
    "directory/deletedItems",
    "directoryObjects",
];

#[test]
#[ignore = "needs the service's `$metadata`: `just service` runs it"]
fn derived_relations_exist_in_the_services_own_file() {
    let emulator = Emulator::builder().metadata(metadata()).default_values().build().unwrap();
    emulator.seed("users", json!({ "id": "ada" })).seed("groups", json!({ "id": "g" }));
    emulator.seed("servicePrincipals", json!({ "id": "s" }));
    let unknown = DERIVED.into_iter().filter(|path| {
        let answered = get(&emulator, path);
        assert!([200, 501].contains(&answered.status), "{path}: {}", answered.body);
        let select = get(&emulator, &format!("{path}?$select=id,noSuchProperty"));
        assert_eq!(select.status, 400, "{path}: {}", select.body);
        answered.status == 501
    });
    assert_eq!(unknown.count(), 8, "the others are computed");
    assert_eq!(delete(&emulator, "users/ada").status, 204);
    let deleted = get(&emulator, "directory/deletedItems/microsoft.graph.user?$select=displayName,jobTitle,id");
    assert_eq!(deleted.ids(), ["ada"], "{}", deleted.body);
    assert_eq!(post(&emulator, "directory/deletedItems/ada/restore", &json!({})).status, 200);
    assert_eq!(get(&emulator, "users/ada").status, 200);
}
