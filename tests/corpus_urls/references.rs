//! References within the directory: members, owners, managers and policies.

use graph_core::{Reference, graph_entity};

use crate::case::{Case, case};
use crate::directory::User;
use crate::kind::Kind;

#[graph_entity(
    path = "directoryObjects",
    path(name = "group_members", template = "groups/{groupId}/members"),
    path(name = "role_members", template = "directoryRoles/{directoryRoleId}/members"),
    path(name = "unit_members", template = "directory/administrativeUnits/{administrativeUnitId}/members"),
    path = "devices/{deviceId}/registeredOwners",
    path = "devices/{deviceId}/registeredUsers"
)]
struct DirectoryObject {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(
    path = "policies/tokenLifetimePolicies",
    path(name = "of_application", template = "applications/{applicationId}/tokenLifetimePolicies")
)]
struct TokenLifetimePolicy {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(singleton(name = "of_application", template = "applications/{applicationId}/connectorGroup"))]
struct ConnectorGroup {
    #[graph(key)]
    id: Option<String>,
}

pub(crate) fn cases() -> Vec<Case> {
    let object = |id: &str| DirectoryObject::directory_objects().entity(id).reference();
    let user = |id: &str| User::users().entity(id).reference();
    let policy = TokenLifetimePolicy::token_lifetime_policies().entity("cd3d9b57-0aee-4f25-8ee3-ac74ef5986a9");
    let connectors =
        "https://graph.microsoft.com/onPremisesPublishingProfiles/applicationproxy/connectorGroups/{id}".to_owned();
    vec![
        case(
            "v1.0/group-post-members#1",
            &[Kind::AddRef],
            DirectoryObject::group_members("{group-id}").add_ref(&object("{id}")),
        ),
        case(
            "beta/group-post-acceptedsenders#1",
            &[Kind::AddRef],
            User::accepted_senders("{id}").add_ref(&user("alexd@contoso.com")),
        ),
        case(
            "v1.0/directoryrole-post-members#2",
            &[Kind::AddRef],
            DirectoryObject::role_members("roleTemplateId=88d8e3e3-8f55-4a1e-953a-9b9898b8876b")
                .add_ref(&object("bb165b45-151c-4cf6-9911-cd7188912848")),
        ),
        case(
            "v1.0/application-post-tokenlifetimepolicies#1",
            &[Kind::AddRef],
            TokenLifetimePolicy::of_application("{id}").add_ref(&policy.reference()),
        ),
        case(
            "v1.0/device-post-registeredusers#1",
            &[Kind::AddRef],
            DirectoryObject::registered_users("{id}").add_ref(&object("{id}")),
        ),
        case("v1.0/user-post-manager#1", &[Kind::SetRef, Kind::Put], User::manager("{id}").set_ref(&user("{id}"))),
        // The page's URL has no version.
        case(
            "beta/connectorgroup-post-applications#1",
            &[Kind::SetRef],
            ConnectorGroup::of_application("{id}").set_ref(&Reference::from_url(connectors)),
        ),
        case(
            "v1.0/administrativeunit-delete-members#1",
            &[Kind::RemoveRef, Kind::Delete],
            DirectoryObject::unit_members("{id1}").remove_ref("{id2}"),
        ),
        case(
            "v1.0/device-delete-registeredowners#1",
            &[Kind::RemoveRef],
            DirectoryObject::registered_owners("{id}").remove_ref("{id}"),
        ),
        case(
            "v1.0/application-delete-tokenlifetimepolicies#1",
            &[Kind::RemoveRef],
            TokenLifetimePolicy::of_application("{id}").remove_ref("{id}"),
        ),
    ]
}
