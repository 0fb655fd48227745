//! Users.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_entity, graph_enum};
use uuid::Uuid;

use super::values::{AssignedLicense, AssignedPlan, PasswordProfile, ProvisionedPlan};

#[graph_entity(
    path = "users",
    path(name = "owners", template = "groups/{groupId}/owners"),
    singleton(name = "me", template = "me"),
    singleton(name = "manager_of", template = "users/{userId}/manager")
)]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct User {
    #[graph(key)]
    pub id: Option<String>,
    pub deleted_date_time: Option<DateTime<FixedOffset>>,
    pub about_me: Option<String>,
    pub account_enabled: Option<bool>,
    pub age_group: Option<String>,
    pub assigned_licenses: Option<Vec<AssignedLicense>>,
    pub assigned_plans: Option<Vec<AssignedPlan>>,
    pub birthday: Option<DateTime<FixedOffset>>,
    pub business_phones: Option<Vec<String>>,
    pub city: Option<String>,
    pub company_name: Option<String>,
    pub consent_provided_for_minor: Option<String>,
    pub country: Option<String>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub creation_type: Option<String>,
    pub department: Option<String>,
    pub device_enrollment_limit: Option<i32>,
    pub display_name: Option<String>,
    pub employee_hire_date: Option<DateTime<FixedOffset>>,
    pub employee_id: Option<String>,
    pub employee_leave_date_time: Option<DateTime<FixedOffset>>,
    pub employee_org_data: Option<EmployeeOrgData>,
    pub employee_type: Option<String>,
    pub external_user_state: Option<String>,
    pub external_user_state_change_date_time: Option<DateTime<FixedOffset>>,
    pub fax_number: Option<String>,
    pub given_name: Option<String>,
    pub hire_date: Option<DateTime<FixedOffset>>,
    pub identities: Option<Vec<ObjectIdentity>>,
    pub identity_parent_id: Option<String>,
    pub im_addresses: Option<Vec<String>>,
    pub interests: Option<Vec<String>>,
    pub is_management_restricted: Option<bool>,
    pub is_resource_account: Option<bool>,
    pub job_title: Option<String>,
    pub last_password_change_date_time: Option<DateTime<FixedOffset>>,
    pub legal_age_group_classification: Option<String>,
    pub license_assignment_states: Option<Vec<LicenseAssignmentState>>,
    pub mail: Option<String>,
    pub mailbox_settings: Option<MailboxSettings>,
    pub mail_nickname: Option<String>,
    pub mobile_phone: Option<String>,
    pub my_site: Option<String>,
    pub office_location: Option<String>,
    pub on_premises_distinguished_name: Option<String>,
    pub on_premises_domain_name: Option<String>,
    pub on_premises_immutable_id: Option<String>,
    pub on_premises_last_sync_date_time: Option<DateTime<FixedOffset>>,
    pub on_premises_provisioning_errors: Option<Vec<OnPremisesProvisioningError>>,
    pub on_premises_sam_account_name: Option<String>,
    pub on_premises_security_identifier: Option<String>,
    pub on_premises_sync_enabled: Option<bool>,
    pub on_premises_user_principal_name: Option<String>,
    pub other_mails: Option<Vec<String>>,
    pub password_policies: Option<String>,
    pub password_profile: Option<PasswordProfile>,
    pub past_projects: Option<Vec<String>>,
    pub postal_code: Option<String>,
    pub preferred_data_location: Option<String>,
    pub preferred_language: Option<String>,
    pub preferred_name: Option<String>,
    pub provisioned_plans: Option<Vec<ProvisionedPlan>>,
    pub proxy_addresses: Option<Vec<String>>,
    pub responsibilities: Option<Vec<String>>,
    pub schools: Option<Vec<String>>,
    pub security_identifier: Option<String>,
    pub show_in_address_list: Option<bool>,
    pub sign_in_activity: Option<SignInActivity>,
    pub sign_in_sessions_valid_from_date_time: Option<DateTime<FixedOffset>>,
    pub skills: Option<Vec<String>>,
    pub state: Option<String>,
    pub street_address: Option<String>,
    pub surname: Option<String>,
    pub usage_location: Option<String>,
    pub user_principal_name: Option<String>,
    pub user_type: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EmployeeOrgData {
    pub cost_center: Option<String>,
    pub division: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ObjectIdentity {
    pub issuer: Option<String>,
    pub issuer_assigned_id: Option<String>,
    pub sign_in_type: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LicenseAssignmentState {
    pub assigned_by_group: Option<String>,
    pub disabled_plans: Option<Vec<Uuid>>,
    pub error: Option<String>,
    pub last_updated_date_time: Option<DateTime<FixedOffset>>,
    pub sku_id: Option<Uuid>,
    pub state: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MailboxSettings {
    pub archive_folder: Option<String>,
    pub date_format: Option<String>,
    pub delegate_meeting_message_delivery_options: Option<DelegateMeetingMessageDeliveryOptions>,
    pub time_format: Option<String>,
    pub time_zone: Option<String>,
    pub user_purpose: Option<UserPurpose>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum DelegateMeetingMessageDeliveryOptions {
    SendToDelegateAndInformationToPrincipal,
    SendToDelegateAndPrincipal,
    SendToDelegateOnly,
    #[graph(other)]
    Other(String),
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum UserPurpose {
    User,
    Linked,
    Shared,
    Room,
    Equipment,
    Others,
    UnknownFutureValue,
    #[graph(other)]
    Other(String),
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OnPremisesProvisioningError {
    pub category: Option<String>,
    pub occurred_date_time: Option<DateTime<FixedOffset>>,
    pub property_causing_error: Option<String>,
    pub value: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SignInActivity {
    pub last_non_interactive_sign_in_date_time: Option<DateTime<FixedOffset>>,
    pub last_non_interactive_sign_in_request_id: Option<String>,
    pub last_sign_in_date_time: Option<DateTime<FixedOffset>>,
    pub last_sign_in_request_id: Option<String>,
    pub last_successful_sign_in_date_time: Option<DateTime<FixedOffset>>,
    pub last_successful_sign_in_request_id: Option<String>,
}
