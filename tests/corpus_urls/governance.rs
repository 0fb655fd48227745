//! Identity governance: access packages, reviews, privileged roles and agreements.

use graph_core::chrono::{DateTime, Utc};
use graph_core::graph_entity;

use crate::case::{Case, case, case_with_body};
use crate::directory::{Group, User};
use crate::kind::Kind;
use crate::related::related;

related! { AccessPackageResource AccessPackageResourceScope AccessReviewScheduleDefinition }

#[graph_entity(
    path(
        name = "of_catalog",
        template = "identityGovernance/entitlementManagement/accessPackageCatalogs/{accessPackageCatalogId}/accessPackageResourceRoles"
    ),
    select = false
)]
struct AccessPackageResourceRole {
    #[graph(key)]
    id: Option<String>,
    display_name: Option<String>,
    origin_id: Option<String>,
    origin_system: Option<String>,
    #[graph(navigation)]
    access_package_resource: Option<AccessPackageResource>,
}

#[graph_entity(select = false)]
struct AccessPackageResourceRoleScope {
    #[graph(key)]
    id: Option<String>,
    #[graph(navigation)]
    access_package_resource_role: Option<AccessPackageResourceRole>,
    #[graph(navigation)]
    access_package_resource_scope: Option<AccessPackageResourceScope>,
}

#[graph_entity(
    path = "identityGovernance/entitlementManagement/accessPackages",
    path(
        name = "incompatible",
        template = "identityGovernance/entitlementManagement/accessPackages/{accessPackageId}/incompatibleAccessPackages"
    ),
    select = false
)]
struct AccessPackage {
    #[graph(key)]
    id: Option<String>,
    #[graph(navigation)]
    access_package_resource_role_scopes: Option<Vec<AccessPackageResourceRoleScope>>,
}

#[graph_entity(
    path(
        name = "incompatible",
        template = "identityGovernance/entitlementManagement/accessPackages/{accessPackageId}/incompatibleGroups"
    ),
    odata_type = "microsoft.graph.group"
)]
struct IncompatibleGroup {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(
    path = "identityGovernance/entitlementManagement/connectedOrganizations/{connectedOrganizationId}/externalSponsors",
    odata_type = "microsoft.graph.directoryObject"
)]
struct Sponsor {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(path = "identityGovernance/entitlementManagement/accessPackageResourceEnvironments", select = false)]
struct AccessPackageResourceEnvironment {
    origin_system: Option<String>,
}

#[graph_entity(path = "accessReviews", select = false)]
struct AccessReview {
    business_flow_template_id: Option<String>,
}

#[graph_entity(path = "me/pendingAccessReviewInstances", select = false)]
struct AccessReviewInstance {
    #[graph(navigation)]
    definition: Option<AccessReviewScheduleDefinition>,
}

#[graph_entity(path = "identityGovernance/termsOfUse/agreements")]
struct Agreement {
    #[graph(key)]
    id: Option<String>,
    display_name: Option<String>,
    is_viewing_before_acceptance_required: Option<bool>,
}

#[graph_entity(path = "privilegedRoleAssignments", select = false)]
struct PrivilegedRoleAssignment {
    is_elevated: Option<bool>,
    expiration_date_time: Option<DateTime<Utc>>,
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = entitlements();
    cases.extend(reviews());
    cases
}

fn entitlements() -> Vec<Case> {
    type Role = AccessPackageResourceRole;
    let roles = |catalog: &str| Role::of_catalog(catalog).list().select_all();
    let of = |system: &str, id: &str| {
        Role::ORIGIN_SYSTEM.eq(system).and(Role::ACCESS_PACKAGE_RESOURCE.then(AccessPackageResource::ID).eq(id))
    };
    let role = AccessPackageResourceRoleScope::ACCESS_PACKAGE_RESOURCE_ROLE.expand().select_all();
    let scopes = AccessPackage::ACCESS_PACKAGE_RESOURCE_ROLE_SCOPES
        .expand()
        .expand(role)
        .expand(AccessPackageResourceRoleScope::ACCESS_PACKAGE_RESOURCE_SCOPE);
    vec![
        case(
            "beta/accesspackage-list-accesspackageresourcerolescopes#1",
            &[Kind::NestedExpand],
            AccessPackage::access_packages().entity("{id}").get().expand(scopes),
        ),
        case(
            "beta/accesspackagecatalog-list-accesspackageresourceroles#1",
            &[Kind::PathInFilter, Kind::And, Kind::Expand],
            roles("15d889df-3eb8-4e9b-bfb4-b1908849aec4")
                .filter(of("AadGroup", "a35bef72-a8aa-4ca3-af30-f6b2ece7208f"))
                .expand(Role::ACCESS_PACKAGE_RESOURCE),
        ),
        case(
            "beta/accesspackagecatalog-list-accesspackageresourceroles#2",
            &[Kind::PathInFilter, Kind::Select],
            roles("beedadfe-01d5-4025-910b-84abb9369997")
                .filter(of("SharePointOnline", "53c71803-a0a8-4777-aecc-075de8ee3991"))
                .select([Role::DISPLAY_NAME, Role::ORIGIN_ID]),
        ),
        case(
            "beta/accesspackageresourceenvironment-list#1",
            &[Kind::Eq],
            AccessPackageResourceEnvironment::access_package_resource_environments()
                .list()
                .filter(AccessPackageResourceEnvironment::ORIGIN_SYSTEM.eq("SharePointOnline")),
        ),
        case(
            "beta/accesspackage-delete-incompatibleaccesspackage#1",
            &[Kind::RemoveRef],
            AccessPackage::incompatible("{id}").remove_ref("{id}"),
        ),
        case(
            "beta/accesspackage-post-incompatiblegroup#1",
            &[Kind::AddRef],
            IncompatibleGroup::incompatible("{id}")
                .add_ref(&Group::groups().entity("c0a74b4d-2694-4d5d-a964-1bee4ff0aaf2").reference()),
        ),
        case(
            "beta/connectedorganization-post-externalsponsors#1",
            &[Kind::AddRef],
            Sponsor::external_sponsors("{id}").add_ref(&User::users().entity("{id}").reference()),
        ),
    ]
}

fn reviews() -> Vec<Case> {
    type Assignment = PrivilegedRoleAssignment;
    let assignments = || Assignment::privileged_role_assignments().list();
    let (elevated, expires) = (Assignment::IS_ELEVATED, Assignment::EXPIRATION_DATE_TIME);
    let agreement = Agreement::changes()
        .set(Agreement::DISPLAY_NAME, "Sample ToU display name")
        .set(Agreement::IS_VIEWING_BEFORE_ACCEPTANCE_REQUIRED, true);
    vec![
        case(
            "beta/accessreview-list#1",
            &[Kind::Top, Kind::Skip],
            AccessReview::access_reviews()
                .list()
                .filter(AccessReview::BUSINESS_FLOW_TEMPLATE_ID.eq("6e4f3d20-c5c3-407f-9695-8460952bcc68"))
                .top(100)
                .skip(0),
        ),
        case(
            "beta/accessreviewinstance-pendingaccessreviewinstances#1",
            &[Kind::Expand, Kind::Skip],
            AccessReviewInstance::pending_access_review_instances().list().top(100).skip(0),
        ),
        case(
            "beta/privilegedroleassignment-list#3",
            &[Kind::Null],
            assignments().filter(elevated.eq(true).and(expires.is_null())),
        ),
        case(
            "beta/privilegedroleassignment-list#4",
            &[Kind::Or, Kind::And, Kind::Ne],
            assignments().filter(elevated.eq(true).and(expires.is_not_null()).or(elevated.eq(false))),
        ),
        case_with_body(
            "v1.0/agreement-update#1",
            &[Kind::Patch],
            Agreement::agreements().entity("093b947f-8363-4979-a47d-4c52b33ee1be").update(agreement),
        ),
    ]
}
