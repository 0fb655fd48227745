//! The small model of Microsoft Graph, and the service's own file where it is at hand.

use std::path::PathBuf;

use serde_json::json;

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

/// Gets each path that is known, and sends it an entity that is none; gives how many were known.
fn check(text: &str) -> usize {
    let emulator = Emulator::with_metadata(text).unwrap();
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
fn the_small_model_answers() {
    let text = std::fs::read_to_string(workspace().join("tests/metadata/graph.csdl")).unwrap();
    let known = check(&text);
    assert!(known >= 20, "{known} paths");
}

/// The service's own file: what `GRAPH_METADATA` names, or `shared/metadata/v1.0.csdl` beside the workspace.
pub(super) fn metadata() -> Option<String> {
    let beside = || workspace().join("../shared/metadata/v1.0.csdl");
    let path = std::env::var_os("GRAPH_METADATA").map_or_else(beside, PathBuf::from);
    let text = std::fs::read_to_string(&path);
    text.inspect_err(|_| eprintln!("no metadata at {}: GRAPH_METADATA names the service's file", path.display())).ok()
}

#[test]
fn the_services_own_file_answers() {
    if let Some(text) = metadata() {
        assert_eq!(check(&text), PATHS.len());
    }
}
