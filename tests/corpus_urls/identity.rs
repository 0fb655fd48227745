//! Roles, policies, user flows and agents.

use graph_core::graph_entity;

use crate::case::{Case, case, case_with_body};
use crate::kind::Kind;
use crate::related::related;

related! { DirectoryPrincipal IdentityUserFlowAttribute Connector Agent }

#[graph_entity(
    path(name = "of_directory", template = "roleManagement/directory/roleAssignments"),
    path(name = "of_cloud_pcs", template = "roleManagement/cloudPC/roleAssignments"),
    select = false
)]
struct UnifiedRoleAssignment {
    role_definition_id: Option<String>,
    #[graph(navigation)]
    principal: Option<DirectoryPrincipal>,
}

#[graph_entity(path = "identity/conditionalAccess/policies", select = false)]
struct ConditionalAccessPolicy {
    display_name: Option<String>,
}

#[graph_entity(path = "identity/b2xUserFlows/{b2xIdentityUserFlowId}/userAttributeAssignments", select = false)]
struct IdentityUserFlowAttributeAssignment {
    #[graph(key)]
    id: Option<String>,
    user_input_type: Option<String>,
    #[graph(navigation)]
    user_attribute: Option<IdentityUserFlowAttribute>,
}

#[graph_entity(
    singleton(name = "of_flow", template = "identity/b2xUserFlows/{b2xIdentityUserFlowId}/apiConnectorConfiguration"),
    select = false
)]
struct UserFlowApiConnectorConfiguration {
    #[graph(navigation)]
    post_federation_signup: Option<Connector>,
    #[graph(navigation)]
    post_attribute_collection: Option<Connector>,
}

#[graph_entity(path = "onPremisesPublishingProfiles/provisioning/agentGroups", select = false)]
struct OnPremisesAgentGroup {
    #[graph(key)]
    id: Option<String>,
    #[graph(navigation)]
    published_resources: Option<Vec<Connector>>,
    #[graph(navigation)]
    agents: Option<Vec<Agent>>,
}

pub(crate) fn cases() -> Vec<Case> {
    type Attribute = IdentityUserFlowAttributeAssignment;
    vec![
        case(
            "beta/rbacapplication-list-roleassignments#1",
            &[Kind::Eq, Kind::Expand],
            UnifiedRoleAssignment::of_directory()
                .list()
                .filter(UnifiedRoleAssignment::ROLE_DEFINITION_ID.eq("62e90394-69f5-4237-9190-012177145e10")),
        ),
        case(
            "beta/rbacapplicationmultiple-list-roleassignments#3",
            &[Kind::Eq],
            UnifiedRoleAssignment::of_cloud_pcs()
                .list()
                .select_all()
                .filter(UnifiedRoleAssignment::ROLE_DEFINITION_ID.eq("b5c08161-a7af-481c-ace2-a20a69a48fb1")),
        ),
        case(
            "beta/conditionalaccessroot-list-policies#1",
            &[Kind::Or],
            ConditionalAccessPolicy::policies().list().filter(
                ConditionalAccessPolicy::DISPLAY_NAME
                    .eq("SimplePolicy1")
                    .or(ConditionalAccessPolicy::DISPLAY_NAME.eq("SimplePolicy2")),
            ),
        ),
        case(
            "v1.0/identityuserflowattributeassignment-get#2",
            &[Kind::Expand],
            Attribute::user_attribute_assignments("{id}").entity("{id}").get(),
        ),
        case_with_body(
            "v1.0/identityuserflowattributeassignment-update#1",
            &[Kind::Patch],
            Attribute::user_attribute_assignments("{b2xIdentityUserFlowId}")
                .entity("{id}")
                .update(Attribute::changes().set(Attribute::USER_INPUT_TYPE, "textBox")),
        ),
        case(
            "v1.0/b2xidentityuserflow-get-apiconnectorconfiguration#1",
            &[Kind::Expand],
            UserFlowApiConnectorConfiguration::of_flow("B2X_1_testuserflow").get(),
        ),
        case(
            "beta/onpremisesagentgroup-get#1",
            &[Kind::Expand],
            OnPremisesAgentGroup::agent_groups().entity("2d55ed41-1619-4848-92bb-0576d3038682").get(),
        ),
    ]
}
