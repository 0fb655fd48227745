//! Device compliance policies: the base type and derived ones.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_entity, graph_enum};

use super::android_configurations::AppListItem;
use super::macos_configurations::RequiredPasswordType;

#[graph_entity(path = "deviceManagement/deviceCompliancePolicies")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DeviceCompliancePolicy {
    #[graph(key)]
    pub id: Option<String>,
    #[graph(type_name)]
    pub type_name: Option<String>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub description: Option<String>,
    pub display_name: Option<String>,
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    pub version: Option<i32>,
    pub role_scope_tag_ids: Option<Vec<String>>,
}

#[graph_entity(path = "deviceManagement/deviceCompliancePolicies")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IosCompliancePolicy {
    #[graph(key)]
    pub id: Option<String>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub description: Option<String>,
    pub display_name: Option<String>,
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    pub version: Option<i32>,
    pub device_threat_protection_enabled: Option<bool>,
    pub device_threat_protection_required_security_level: Option<DeviceThreatProtectionLevel>,
    pub managed_email_profile_required: Option<bool>,
    pub os_maximum_version: Option<String>,
    pub os_minimum_version: Option<String>,
    pub passcode_block_simple: Option<bool>,
    pub passcode_expiration_days: Option<i32>,
    pub passcode_minimum_character_set_count: Option<i32>,
    pub passcode_minimum_length: Option<i32>,
    pub passcode_minutes_of_inactivity_before_lock: Option<i32>,
    pub passcode_previous_passcode_block_count: Option<i32>,
    pub passcode_required: Option<bool>,
    pub passcode_required_type: Option<RequiredPasswordType>,
    pub security_block_jailbroken_devices: Option<bool>,
    pub role_scope_tag_ids: Option<Vec<String>>,
    pub passcode_minutes_of_inactivity_before_screen_timeout: Option<i32>,
    pub os_minimum_build_version: Option<String>,
    pub os_maximum_build_version: Option<String>,
    pub advanced_threat_protection_required_security_level: Option<String>,
    pub restricted_apps: Option<Vec<AppListItem>>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum DeviceThreatProtectionLevel {
    Unavailable,
    Secured,
    Low,
    Medium,
    High,
    NotSet,
    #[graph(other)]
    Other(String),
}

#[graph_entity(path = "deviceManagement/deviceCompliancePolicies")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WindowsPhone81CompliancePolicy {
    #[graph(key)]
    pub id: Option<String>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub description: Option<String>,
    pub display_name: Option<String>,
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    pub version: Option<i32>,
    pub os_maximum_version: Option<String>,
    pub os_minimum_version: Option<String>,
    pub password_block_simple: Option<bool>,
    pub password_expiration_days: Option<i32>,
    pub password_minimum_character_set_count: Option<i32>,
    pub password_minimum_length: Option<i32>,
    pub password_minutes_of_inactivity_before_lock: Option<i32>,
    pub password_previous_password_block_count: Option<i32>,
    pub password_required: Option<bool>,
    pub password_required_type: Option<RequiredPasswordType>,
    pub storage_require_encryption: Option<bool>,
    pub role_scope_tag_ids: Option<Vec<String>>,
}
