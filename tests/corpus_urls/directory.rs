//! Users, groups, devices and applications: the directory, with its advanced queries.

use graph_core::graph_entity;
use uuid::Uuid;

use crate::case::{Case, case, case_with_body};
use crate::kind::Kind;

#[graph_entity(
    path = "groups",
    path(name = "device_groups", template = "devices/{deviceId}/transitiveMemberOf"),
    path(name = "user_groups", template = "users/{userId}/transitiveMemberOf"),
    path(name = "principal_groups", template = "servicePrincipals/{servicePrincipalId}/transitiveMemberOf"),
    select = false
)]
#[allow(clippy::struct_field_names)] // `groupTypes` is the service's name
pub(crate) struct Group {
    #[graph(key)]
    pub(crate) id: Option<String>,
    pub(crate) display_name: Option<String>,
    description: Option<String>,
    group_types: Vec<String>,
    has_members_with_license_errors: Option<bool>,
    membership_rule_processing_state: Option<String>,
}

/// The properties of a group that its rule uses; they are the projection.
#[graph_entity(path = "groups", odata_type = "microsoft.graph.group")]
struct DynamicGroup {
    #[graph(key)]
    id: Option<String>,
    membership_rule: Option<String>,
    membership_rule_processing_state: Option<String>,
    membership_rule_processing_status: Option<String>,
}

/// The properties of a group that only a read of one group returns.
#[graph_entity(path = "groups", odata_type = "microsoft.graph.group")]
struct GroupMail {
    allow_external_senders: Option<bool>,
    auto_subscribe_new_members: Option<bool>,
    is_subscribed_by_mail: Option<bool>,
    unseen_count: Option<i32>,
}

#[graph_entity(
    path = "users",
    path(name = "manager_of", template = "contacts/{orgContactId}/transitiveReports"),
    path(name = "accepted_senders", template = "groups/{groupId}/acceptedSenders"),
    singleton(name = "manager", template = "users/{userId}/manager")
)]
pub(crate) struct User {
    display_name: Option<String>,
    given_name: Option<String>,
    postal_code: Option<String>,
}

#[graph_entity(path = "devices", select = false)]
struct Device {
    #[graph(key)]
    id: Option<String>,
    display_name: Option<String>,
    account_enabled: Option<bool>,
}

#[graph_entity(path = "devices/{deviceId}/usageRights", select = false)]
struct UsageRight {
    state: Option<String>,
    service_identifier: Option<String>,
}

#[graph_entity(path = "applications", select = false)]
struct Application {
    #[graph(key)]
    id: Option<String>,
    display_name: Option<String>,
}

#[graph_entity(path = "servicePrincipals", select = false)]
struct ServicePrincipal {
    #[graph(key)]
    id: Option<String>,
    display_name: Option<String>,
}

#[graph_entity(path = "users/{userId}/appRoleAssignments", select = false)]
struct AppRoleAssignment {
    #[graph(key)]
    id: Option<Uuid>,
    resource_id: Option<Uuid>,
}

#[graph_entity(path = "oauth2PermissionGrants", odata_type = "microsoft.graph.oAuth2PermissionGrant")]
struct PermissionGrant {
    #[graph(key)]
    id: Option<String>,
    scope: Option<String>,
}

#[graph_entity(singleton(name = "authorization", template = "policies/authorizationPolicy"))]
struct AuthorizationPolicy {
    allow_email_verified_users_to_join_organization: Option<bool>,
}

#[graph_entity(path = "domains")]
struct Domain {
    #[graph(key)]
    id: Option<String>,
    is_default: Option<bool>,
    supported_services: Option<Vec<String>>,
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = groups();
    cases.extend(applications_and_devices());
    cases.extend(changes());
    cases
}

fn groups() -> Vec<Case> {
    let groups = || Group::groups().list();
    let name = Group::DISPLAY_NAME;
    vec![
        case(
            "v1.0/group-list#1",
            &[Kind::Any, Kind::Eq],
            groups().filter(Group::GROUP_TYPES.any(|kind| kind.eq("Unified"))),
        ),
        case(
            "v1.0/group-list#3",
            &[Kind::Count, Kind::Select],
            groups().filter(Group::HAS_MEMBERS_WITH_LICENSE_ERRORS.eq(true)).count().select((Group::ID, name)),
        ),
        case("beta/group-list#4", &[Kind::CountSegment], Group::groups().count()),
        case(
            "v1.0/group-list#5",
            &[Kind::FilterWithOrderBy, Kind::StartsWith, Kind::Count, Kind::Top],
            // `$count=true` is the library's: the directory needs it for a filter with an order.
            groups().filter(name.starts_with("a")).order_by(name.asc()).top(1),
        ),
        case(
            "v1.0/group-list#7",
            &[Kind::Search, Kind::SearchOr, Kind::OrderBy],
            groups().search(name.search("Video").or(Group::DESCRIPTION.search("prod"))).order_by(name.asc()).count(),
        ),
        case(
            "beta/group-list#8",
            &[Kind::Select, Kind::Eq],
            DynamicGroup::groups().list().filter(DynamicGroup::MEMBERSHIP_RULE_PROCESSING_STATE.eq("On")),
        ),
        case(
            "v1.0/group-get#2",
            &[Kind::Select],
            GroupMail::groups().entity("b320ee12-b1cd-4cca-b648-a437be61c5cd").get(),
        ),
        case(
            "v1.0/device-list-transitivememberof#3",
            &[Kind::CastSegment, Kind::Search, Kind::Select, Kind::OrderBy],
            Group::device_groups("{id}")
                .cast::<Group>()
                .list()
                .select([Group::ID, name])
                .search(name.search("Video"))
                .order_by(name.asc())
                .count(),
        ),
        case(
            "v1.0/user-list-transitivememberof#5",
            &[Kind::CastSegment, Kind::FilterWithOrderBy],
            Group::user_groups("{id}").cast::<Group>().list().filter(name.starts_with("a")).order_by(name.asc()),
        ),
        case(
            "v1.0/serviceprincipal-list-transitivememberof#3",
            &[Kind::CastSegment, Kind::CountSegment],
            Group::principal_groups("{id}").cast::<Group>().count(),
        ),
    ]
}

fn applications_and_devices() -> Vec<Case> {
    vec![
        case(
            "beta/application-list#3",
            &[Kind::FilterWithOrderBy, Kind::Count],
            Application::applications()
                .list()
                .filter(Application::DISPLAY_NAME.starts_with("a"))
                .order_by(Application::DISPLAY_NAME.asc())
                .top(1),
        ),
        case("v1.0/application-list#2", &[Kind::CountSegment], Application::applications().count()),
        case(
            "v1.0/application-list#4",
            &[Kind::Search, Kind::Count],
            Application::applications().list().search(Application::DISPLAY_NAME.search("Web")).count(),
        ),
        case(
            "beta/device-list#4",
            &[Kind::Search],
            Device::devices().list().search(Device::DISPLAY_NAME.search("Android")).count(),
        ),
        case(
            "v1.0/serviceprincipal-list#4",
            &[Kind::Search],
            ServicePrincipal::service_principals().list().search(ServicePrincipal::DISPLAY_NAME.search("Team")).count(),
        ),
        case(
            "beta/device-list-usagerights#2",
            &[Kind::In, Kind::And],
            UsageRight::usage_rights("{objectId}").list().filter(
                UsageRight::STATE.is_in(["active", "suspended"]).and(UsageRight::SERVICE_IDENTIFIER.is_in(["ABCD"])),
            ),
        ),
        case(
            "v1.0/user-list-approleassignments#2",
            &[Kind::Guid],
            AppRoleAssignment::app_role_assignments("cdb555e3-b33e-4fd5-a427-17fadacbdfa7")
                .list()
                .filter(AppRoleAssignment::RESOURCE_ID.eq(Uuid::from_u128(0x8e88_1353_1735_45af_af21_ee13_4458_2a4d))),
        ),
        case("v1.0/user-get#3", &[Kind::Select], User::users().entity("{id | userPrincipalName}").get()),
        case(
            "beta/orgcontact-get-transitivereports#1",
            &[Kind::CountSegment],
            User::manager_of("45b7d2e7-b882-4a80-ba97-10b7a63b8fa4").count(),
        ),
    ]
}

fn changes() -> Vec<Case> {
    let application = Application { id: None, display_name: Some("Display name".into()) };
    let domain = Domain::changes()
        .set(Domain::IS_DEFAULT, true)
        .set(Domain::SUPPORTED_SERVICES, ["Email", "OfficeCommunicationsOnline"].map(str::to_owned));
    vec![
        case("v1.0/application-post-applications#1", &[Kind::Post], Application::applications().create(&application)),
        case("v1.0/group-delete#1", &[Kind::Delete, Kind::Placeholder], Group::groups().entity("{id}").delete()),
        case_with_body(
            "v1.0/device-update#1",
            &[Kind::Patch],
            Device::devices().entity("{id}").update(Device::changes().set(Device::ACCOUNT_ENABLED, false)),
        ),
        case_with_body(
            "v1.0/oauth2permissiongrant-update#1",
            &[Kind::Patch],
            PermissionGrant::oauth2_permission_grants()
                .entity("{id}")
                .update(PermissionGrant::changes().set(PermissionGrant::SCOPE, "scope-value")),
        ),
        case_with_body(
            "v1.0/authorizationpolicy-update#1",
            &[Kind::Patch],
            AuthorizationPolicy::authorization().update(
                AuthorizationPolicy::changes()
                    .set(AuthorizationPolicy::ALLOW_EMAIL_VERIFIED_USERS_TO_JOIN_ORGANIZATION, false),
            ),
        ),
        case_with_body("v1.0/domain-update#1", &[Kind::Patch], Domain::domains().entity("contoso.com").update(domain)),
    ]
}
