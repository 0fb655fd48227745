//! What else a tenant's directory holds.

use chrono::{DateTime, FixedOffset};
use graph_core::{Binary, graph_complex, graph_entity};

#[graph_entity(path = "devices")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Device {
    #[graph(key)]
    pub id: Option<String>,
    pub deleted_date_time: Option<DateTime<FixedOffset>>,
    pub account_enabled: Option<bool>,
    pub alternative_security_ids: Option<Vec<AlternativeSecurityId>>,
    pub approximate_last_sign_in_date_time: Option<DateTime<FixedOffset>>,
    pub compliance_expiration_date_time: Option<DateTime<FixedOffset>>,
    pub device_category: Option<String>,
    pub device_id: Option<String>,
    pub device_metadata: Option<String>,
    pub device_ownership: Option<String>,
    pub device_version: Option<i32>,
    pub display_name: Option<String>,
    pub enrollment_profile_name: Option<String>,
    pub enrollment_type: Option<String>,
    pub is_compliant: Option<bool>,
    pub is_managed: Option<bool>,
    pub is_management_restricted: Option<bool>,
    pub is_rooted: Option<bool>,
    pub management_type: Option<String>,
    pub manufacturer: Option<String>,
    pub mdm_app_id: Option<String>,
    pub model: Option<String>,
    pub on_premises_last_sync_date_time: Option<DateTime<FixedOffset>>,
    pub on_premises_security_identifier: Option<String>,
    pub on_premises_sync_enabled: Option<bool>,
    pub operating_system: Option<String>,
    pub operating_system_version: Option<String>,
    pub physical_ids: Option<Vec<String>>,
    pub profile_type: Option<String>,
    pub registration_date_time: Option<DateTime<FixedOffset>>,
    pub system_labels: Option<Vec<String>>,
    pub trust_type: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AlternativeSecurityId {
    pub identity_provider: Option<String>,
    pub key: Option<Binary>,
    pub r#type: Option<i32>,
}

#[graph_entity(path = "domains")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Domain {
    #[graph(key)]
    pub id: Option<String>,
    pub authentication_type: Option<String>,
    pub availability_status: Option<String>,
    pub is_admin_managed: Option<bool>,
    pub is_default: Option<bool>,
    pub is_initial: Option<bool>,
    pub is_root: Option<bool>,
    pub is_verified: Option<bool>,
    pub manufacturer: Option<String>,
    pub model: Option<String>,
    pub password_notification_window_in_days: Option<i32>,
    pub password_validity_period_in_days: Option<i32>,
    pub supported_services: Option<Vec<String>>,
    pub name: Option<String>,
}

#[graph_entity(path = "directory/administrativeUnits")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AdministrativeUnit {
    #[graph(key)]
    pub id: Option<String>,
    pub deleted_date_time: Option<DateTime<FixedOffset>>,
    pub description: Option<String>,
    pub display_name: Option<String>,
    pub is_member_management_restricted: Option<bool>,
    pub membership_rule: Option<String>,
    pub membership_rule_processing_state: Option<String>,
    pub membership_type: Option<String>,
    pub visibility: Option<String>,
}

#[graph_entity(path = "directoryRoles")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DirectoryRole {
    #[graph(key)]
    pub id: Option<String>,
    pub deleted_date_time: Option<DateTime<FixedOffset>>,
    pub description: Option<String>,
    pub display_name: Option<String>,
    pub role_template_id: Option<String>,
}
