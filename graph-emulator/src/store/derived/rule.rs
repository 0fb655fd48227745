//! The rules of derived collections.

use crate::store::directory::is_object;

/// The rule of a derived collection.
#[derive(Debug, Clone, Copy)]
pub(super) enum Rule {
    /// The entities that navigation properties of the owner reference, in one step or in any number of steps.
    Forward { relations: &'static [&'static str], is_transitive: bool },
    /// The entities whose navigation property references the owner, in one step or in any number of steps.
    Inverse { relation: &'static str, holders: Holders, is_transitive: bool },
    /// The entities whose property has the owner's key.
    Where { source: Source, property: &'static [&'static str] },
    /// The entity of a set whose key is the owner's property.
    Key { set: &'static str, property: &'static str },
    /// The single entity at another navigation property of the owner.
    Single(&'static str),
    /// The teams or chats that have the owner among their members.
    Membership { set: &'static str },
    /// Only the service can compute it.
    Unknown,
}

/// The entities whose navigation properties count.
#[derive(Debug, Clone, Copy)]
pub(super) enum Holders {
    Directory,
    /// Those of a collection.
    Of(&'static [&'static str]),
}

/// The collections with the entities.
#[derive(Debug, Clone, Copy)]
pub(super) enum Source {
    At(&'static [&'static str]),
    /// Those that end with one of these names.
    Named(&'static [&'static str]),
}

/// The rule for a path, and the path of the owner.
///
/// # Rule
/// The pages of the navigation properties, `https://learn.microsoft.com/graph/api/user-list-memberof` and similar ones; the
/// metadata does not distinguish stored from computed ones.
pub(super) fn rule(path: &[String]) -> Option<(&[String], Rule)> {
    let (relation, owner) = path.split_last()?;
    let names: Vec<&str> = owner.iter().map(String::as_str).collect();
    let rule = match names.as_slice() {
        ["users" | "groups", _, "planner"] => {
            // The planner is a part of its owner.
            return Some((owner.get(..2)?, of_planner(names.first()?, relation)?));
        }
        ["education", set, _] => of_education(set, relation),
        ["planner", set, _] => of_plans(set, relation),
        ["teams", _] if relation == "allChannels" => {
            Some(Rule::Forward { relations: &["channels", "incomingChannels"], is_transitive: false })
        }
        ["teams", _, "channels", _] if relation == "allMembers" => Some(Rule::Unknown),
        ["users" | "groups", _] | ["users" | "groups", _, "calendars", _] | ["me"] if relation == "calendarView" => {
            Some(Rule::Forward { relations: &["events"], is_transitive: false })
        }
        ["users" | "groups" | "sites", _] if relation == "drives" => Some(Rule::Single("drive")),
        ["policies", kind, _] if relation == "appliesTo" => of_policy(kind),
        ["directoryRoles", _] if relation == "scopedMembers" => Some(named(&["scopedRoleMembers"], &["roleId"])),
        ["deviceManagement", "managedDevices", _] if relation == "users" => {
            Some(Rule::Key { set: "users", property: "userId" })
        }
        ["deviceManagement", "detectedApps", _] if relation == "managedDevices" => Some(Rule::Unknown),
        ["groups", _] if relation == "sites" => Some(Rule::Unknown),
        ["domains", _] if relation == "domainNameReferences" => Some(Rule::Unknown),
        ["users", _, "insights"] if matches!(relation.as_str(), "trending" | "used" | "shared") => Some(Rule::Unknown),
        ["users", _] => of_user(relation).or_else(|| of_object(relation)),
        ["servicePrincipals", _] if relation == "oauth2PermissionGrants" => {
            Some(equal(&["oauth2PermissionGrants"], &["clientId"]))
        }
        _ if is_object(owner) => of_object(relation),
        _ => None,
    };
    Some((owner, rule?))
}

fn of_object(relation: &str) -> Option<Rule> {
    Some(match relation {
        "memberOf" => inverse("members", false),
        "transitiveMemberOf" => inverse("members", true),
        "transitiveMembers" => Rule::Forward { relations: &["members"], is_transitive: true },
        "directReports" => inverse("manager", false),
        "transitiveReports" => inverse("manager", true),
        "ownedObjects" => inverse("owners", false),
        "ownedDevices" => inverse("registeredOwners", false),
        "registeredDevices" => inverse("registeredUsers", false),
        "sponsorOf" => inverse("sponsors", false),
        "appRoleAssignments" => named(&["appRoleAssignedTo", "appRoleAssignments"], &["principalId"]),
        "appRoleAssignedTo" => named(&["appRoleAssignedTo", "appRoleAssignments"], &["resourceId"]),
        "createdObjects" | "membersWithLicenseErrors" => Rule::Unknown,
        _ => return None,
    })
}

fn of_user(relation: &str) -> Option<Rule> {
    Some(match relation {
        "joinedTeams" => Rule::Membership { set: "teams" },
        "chats" => Rule::Membership { set: "chats" },
        "managedDevices" => equal(&["deviceManagement", "managedDevices"], &["userId"]),
        "managedAppRegistrations" => equal(&["deviceAppManagement", "managedAppRegistrations"], &["userId"]),
        "oauth2PermissionGrants" => equal(&["oauth2PermissionGrants"], &["principalId"]),
        "agreementAcceptances" => equal(&["agreementAcceptances"], &["userId"]),
        "scopedRoleMemberOf" => named(&["scopedRoleMembers", "scopedMembers"], &["roleMemberInfo", "id"]),
        "calendars" => Rule::Single("calendar"),
        "people"
        | "licenseDetails"
        | "followedSites"
        | "adhocCalls"
        | "cloudPCs"
        | "deviceManagementTroubleshootingEvents" => Rule::Unknown,
        _ => return None,
    })
}

fn of_planner(owner: &str, relation: &str) -> Option<Rule> {
    match (owner, relation) {
        ("users", "tasks") => Some(equal(&["planner", "tasks"], &["assignments"])),
        ("groups", "plans") => Some(equal(&["planner", "plans"], &["container", "containerId"])),
        (_, "plans") => Some(Rule::Unknown),
        _ => None,
    }
}

fn of_plans(set: &str, relation: &str) -> Option<Rule> {
    match (set, relation) {
        ("plans", "tasks") => Some(equal(&["planner", "tasks"], &["planId"])),
        ("plans", "buckets") => Some(equal(&["planner", "buckets"], &["planId"])),
        ("buckets", "tasks") => Some(equal(&["planner", "tasks"], &["bucketId"])),
        _ => None,
    }
}

/// The applications and service principals with a policy.
fn of_policy(kind: &str) -> Option<Rule> {
    const KINDS: [&str; 5] = [
        "appManagementPolicies",
        "claimsMappingPolicies",
        "homeRealmDiscoveryPolicies",
        "tokenIssuancePolicies",
        "tokenLifetimePolicies",
    ];
    KINDS.into_iter().find(|known| *known == kind).map(|relation| inverse(relation, false))
}

fn of_education(set: &str, relation: &str) -> Option<Rule> {
    let (relation, collection): (_, &'static [&'static str]) = match (set, relation) {
        ("users", "classes") => ("members", &["education", "classes"]),
        ("users", "taughtClasses") => ("teachers", &["education", "classes"]),
        ("users", "schools") => ("users", &["education", "schools"]),
        ("classes", "schools") => ("classes", &["education", "schools"]),
        _ => return None,
    };
    Some(Rule::Inverse { relation, holders: Holders::Of(collection), is_transitive: false })
}

const fn inverse(relation: &'static str, is_transitive: bool) -> Rule {
    Rule::Inverse { relation, holders: Holders::Directory, is_transitive }
}

const fn equal(collection: &'static [&'static str], property: &'static [&'static str]) -> Rule {
    Rule::Where { source: Source::At(collection), property }
}

const fn named(names: &'static [&'static str], property: &'static [&'static str]) -> Rule {
    Rule::Where { source: Source::Named(names), property }
}
