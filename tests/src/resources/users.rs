//! Users.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_entity, graph_enum};
use uuid::Uuid;

use super::values::{AssignedLicense, AssignedPlan, PasswordProfile, ProvisionedPlan};

/// `microsoft.graph.user`.
#[graph_entity(
    path = "users",
    path(name = "owners", template = "groups/{groupId}/owners"),
    singleton(name = "me", template = "me"),
    singleton(name = "manager_of", template = "users/{userId}/manager")
)]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct User {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// When it was deleted.
    pub deleted_date_time: Option<DateTime<FixedOffset>>,
    /// What the person says of themself.
    pub about_me: Option<String>,
    /// Whether one may sign in with it.
    pub account_enabled: Option<bool>,
    /// The age group: minor or adult.
    pub age_group: Option<String>,
    /// The assigned licenses.
    pub assigned_licenses: Option<Vec<AssignedLicense>>,
    /// The assigned plans.
    pub assigned_plans: Option<Vec<AssignedPlan>>,
    /// The birthday.
    pub birthday: Option<DateTime<FixedOffset>>,
    /// Numbers to call at work.
    pub business_phones: Option<Vec<String>>,
    /// The city.
    pub city: Option<String>,
    /// The name of the company.
    pub company_name: Option<String>,
    /// Whether a parent has agreed.
    pub consent_provided_for_minor: Option<String>,
    /// The country.
    pub country: Option<String>,
    /// When it was created.
    pub created_date_time: Option<DateTime<FixedOffset>>,
    /// How the account came to be.
    pub creation_type: Option<String>,
    /// The department.
    pub department: Option<String>,
    /// The device enrollment limit.
    pub device_enrollment_limit: Option<i32>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// When the person began.
    pub employee_hire_date: Option<DateTime<FixedOffset>>,
    /// The number that the employer gave.
    pub employee_id: Option<String>,
    /// When the person leaves.
    pub employee_leave_date_time: Option<DateTime<FixedOffset>>,
    /// Where the person stands in the organization.
    pub employee_org_data: Option<EmployeeOrgData>,
    /// How the person is employed.
    pub employee_type: Option<String>,
    /// Whether an invited guest has accepted.
    pub external_user_state: Option<String>,
    /// When that changed.
    pub external_user_state_change_date_time: Option<DateTime<FixedOffset>>,
    /// The fax number.
    pub fax_number: Option<String>,
    /// The given name.
    pub given_name: Option<String>,
    /// When the person began.
    pub hire_date: Option<DateTime<FixedOffset>>,
    /// The identities to sign in with.
    pub identities: Option<Vec<ObjectIdentity>>,
    /// The id of the parent identity.
    pub identity_parent_id: Option<String>,
    /// The addresses for instant messages.
    pub im_addresses: Option<Vec<String>>,
    /// The interests.
    pub interests: Option<Vec<String>>,
    /// Whether few administrators may change it.
    pub is_management_restricted: Option<bool>,
    /// Reserved by the service.
    pub is_resource_account: Option<bool>,
    /// The job title.
    pub job_title: Option<String>,
    /// The moment of the last password change.
    pub last_password_change_date_time: Option<DateTime<FixedOffset>>,
    /// The legal age group classification.
    pub legal_age_group_classification: Option<String>,
    /// The license assignment states.
    pub license_assignment_states: Option<Vec<LicenseAssignmentState>>,
    /// The mail address.
    pub mail: Option<String>,
    /// The mailbox settings.
    pub mailbox_settings: Option<MailboxSettings>,
    /// The mail address before its `@`.
    pub mail_nickname: Option<String>,
    /// The mobile number.
    pub mobile_phone: Option<String>,
    /// The address of the person's site.
    pub my_site: Option<String>,
    /// The office location.
    pub office_location: Option<String>,
    /// The distinguished name on premises.
    pub on_premises_distinguished_name: Option<String>,
    /// The domain's name on premises.
    pub on_premises_domain_name: Option<String>,
    /// What ties it to the account on premises.
    pub on_premises_immutable_id: Option<String>,
    /// When it was last synchronised from on premises.
    pub on_premises_last_sync_date_time: Option<DateTime<FixedOffset>>,
    /// What went wrong on the way from on premises.
    pub on_premises_provisioning_errors: Option<Vec<OnPremisesProvisioningError>>,
    /// The SAM account's name on premises.
    pub on_premises_sam_account_name: Option<String>,
    /// The security identifier on premises.
    pub on_premises_security_identifier: Option<String>,
    /// Whether it is synchronised from on premises.
    pub on_premises_sync_enabled: Option<bool>,
    /// The principal name on premises.
    pub on_premises_user_principal_name: Option<String>,
    /// More mail addresses.
    pub other_mails: Option<Vec<String>>,
    /// The password policies.
    pub password_policies: Option<String>,
    /// The password profile.
    pub password_profile: Option<PasswordProfile>,
    /// The past projects.
    pub past_projects: Option<Vec<String>>,
    /// The postal code.
    pub postal_code: Option<String>,
    /// Where the data should be kept.
    pub preferred_data_location: Option<String>,
    /// The preferred language.
    pub preferred_language: Option<String>,
    /// The preferred name.
    pub preferred_name: Option<String>,
    /// The provisioned plans.
    pub provisioned_plans: Option<Vec<ProvisionedPlan>>,
    /// The proxy addresses.
    pub proxy_addresses: Option<Vec<String>>,
    /// What the person takes care of.
    pub responsibilities: Option<Vec<String>>,
    /// Schools that the person attended.
    pub schools: Option<Vec<String>>,
    /// The security identifier.
    pub security_identifier: Option<String>,
    /// Whether the address list shows it.
    pub show_in_address_list: Option<bool>,
    /// The sign-in activity.
    pub sign_in_activity: Option<SignInActivity>,
    /// Before this moment, no token is valid any more.
    pub sign_in_sessions_valid_from_date_time: Option<DateTime<FixedOffset>>,
    /// The skills.
    pub skills: Option<Vec<String>>,
    /// The state or province.
    pub state: Option<String>,
    /// The street address.
    pub street_address: Option<String>,
    /// The surname.
    pub surname: Option<String>,
    /// The country whose law applies to the licences.
    pub usage_location: Option<String>,
    /// The principal name.
    pub user_principal_name: Option<String>,
    /// Member or guest.
    pub user_type: Option<String>,
}

/// `microsoft.graph.employeeOrgData`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EmployeeOrgData {
    /// The cost center.
    pub cost_center: Option<String>,
    /// The division.
    pub division: Option<String>,
}

/// `microsoft.graph.objectIdentity`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ObjectIdentity {
    /// The issuer.
    pub issuer: Option<String>,
    /// The name that the issuer knows the person by.
    pub issuer_assigned_id: Option<String>,
    /// The kind of sign-in.
    pub sign_in_type: Option<String>,
}

/// `microsoft.graph.licenseAssignmentState`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LicenseAssignmentState {
    /// The id of the group that the licence comes from.
    pub assigned_by_group: Option<String>,
    /// The plans that the licence leaves out.
    pub disabled_plans: Option<Vec<Uuid>>,
    /// What went wrong.
    pub error: Option<String>,
    /// When it was last updated.
    pub last_updated_date_time: Option<DateTime<FixedOffset>>,
    /// The id of the SKU.
    pub sku_id: Option<Uuid>,
    /// How it stands.
    pub state: Option<String>,
}

/// `microsoft.graph.mailboxSettings`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MailboxSettings {
    /// The id of the folder of archived mail.
    pub archive_folder: Option<String>,
    /// The date format.
    pub date_format: Option<String>,
    /// Whether delegates get the messages of meetings.
    pub delegate_meeting_message_delivery_options: Option<DelegateMeetingMessageDeliveryOptions>,
    /// The time format.
    pub time_format: Option<String>,
    /// The time zone of the moment.
    pub time_zone: Option<String>,
    /// The user purpose.
    pub user_purpose: Option<UserPurpose>,
}

/// `microsoft.graph.delegateMeetingMessageDeliveryOptions`.
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

/// `microsoft.graph.userPurpose`.
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

/// `microsoft.graph.onPremisesProvisioningError`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OnPremisesProvisioningError {
    /// The category.
    pub category: Option<String>,
    /// When it occurred.
    pub occurred_date_time: Option<DateTime<FixedOffset>>,
    /// The property at fault.
    pub property_causing_error: Option<String>,
    /// The value.
    pub value: Option<String>,
}

/// `microsoft.graph.signInActivity`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SignInActivity {
    /// The moment of the last sign-in by a client alone.
    pub last_non_interactive_sign_in_date_time: Option<DateTime<FixedOffset>>,
    /// The id of its request.
    pub last_non_interactive_sign_in_request_id: Option<String>,
    /// The moment of the last sign-in.
    pub last_sign_in_date_time: Option<DateTime<FixedOffset>>,
    /// The id of its request.
    pub last_sign_in_request_id: Option<String>,
    /// The moment of the last successful sign-in.
    pub last_successful_sign_in_date_time: Option<DateTime<FixedOffset>>,
    /// The id of its request.
    pub last_successful_sign_in_request_id: Option<String>,
}
