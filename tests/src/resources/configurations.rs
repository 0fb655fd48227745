//! Device configurations: the base type, and derived ones.

use chrono::{DateTime, FixedOffset, NaiveTime};
use graph_core::{Binary, Flags, graph_complex, graph_entity, graph_enum};

#[graph_entity(path = "deviceManagement/deviceConfigurations")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DeviceConfiguration {
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
    pub supports_scope_tags: Option<bool>,
    pub device_management_applicability_rule_os_edition: Option<DeviceManagementApplicabilityRuleOsEdition>,
    pub device_management_applicability_rule_os_version: Option<DeviceManagementApplicabilityRuleOsVersion>,
    pub device_management_applicability_rule_device_mode: Option<DeviceManagementApplicabilityRuleDeviceMode>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DeviceManagementApplicabilityRuleOsEdition {
    pub os_edition_types: Option<Vec<String>>,
    pub name: Option<String>,
    pub rule_type: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DeviceManagementApplicabilityRuleOsVersion {
    #[graph(rename = "minOSVersion")]
    pub min_os_version: Option<String>,
    #[graph(rename = "maxOSVersion")]
    pub max_os_version: Option<String>,
    pub name: Option<String>,
    pub rule_type: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DeviceManagementApplicabilityRuleDeviceMode {
    pub device_mode: Option<String>,
    pub name: Option<String>,
    pub rule_type: Option<String>,
}

#[graph_entity(path = "deviceManagement/deviceConfigurations")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IosCustomConfiguration {
    #[graph(key)]
    pub id: Option<String>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub description: Option<String>,
    pub display_name: Option<String>,
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    pub version: Option<i32>,
    pub payload: Option<Binary>,
    pub payload_file_name: Option<String>,
    pub payload_name: Option<String>,
    pub role_scope_tag_ids: Option<Vec<String>>,
    pub supports_scope_tags: Option<bool>,
    pub device_management_applicability_rule_os_edition: Option<DeviceManagementApplicabilityRuleOsEdition>,
    pub device_management_applicability_rule_os_version: Option<DeviceManagementApplicabilityRuleOsVersion>,
    pub device_management_applicability_rule_device_mode: Option<DeviceManagementApplicabilityRuleDeviceMode>,
}

#[graph_entity(path = "deviceManagement/deviceConfigurations")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SharedPCConfiguration {
    #[graph(key)]
    pub id: Option<String>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub description: Option<String>,
    pub display_name: Option<String>,
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    pub version: Option<i32>,
    pub account_manager_policy: Option<SharedPCAccountManagerPolicy>,
    pub allowed_accounts: Option<Flags<SharedPCAllowedAccountType>>,
    pub allow_local_storage: Option<bool>,
    pub disable_account_manager: Option<bool>,
    pub disable_edu_policies: Option<bool>,
    pub disable_power_policies: Option<bool>,
    pub disable_sign_in_on_resume: Option<bool>,
    pub enabled: Option<bool>,
    pub idle_time_before_sleep_in_seconds: Option<i32>,
    pub kiosk_app_display_name: Option<String>,
    pub kiosk_app_user_model_id: Option<String>,
    pub maintenance_start_time: Option<NaiveTime>,
    pub role_scope_tag_ids: Option<Vec<String>>,
    pub supports_scope_tags: Option<bool>,
    pub device_management_applicability_rule_os_edition: Option<DeviceManagementApplicabilityRuleOsEdition>,
    pub device_management_applicability_rule_os_version: Option<DeviceManagementApplicabilityRuleOsVersion>,
    pub device_management_applicability_rule_device_mode: Option<DeviceManagementApplicabilityRuleDeviceMode>,
    pub local_storage: Option<String>,
    pub set_account_manager: Option<String>,
    pub set_edu_policies: Option<String>,
    pub set_power_policies: Option<String>,
    pub sign_in_on_resume: Option<String>,
    pub fast_first_sign_in: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SharedPCAccountManagerPolicy {
    pub account_deletion_policy: Option<SharedPCAccountDeletionPolicyType>,
    pub cache_accounts_above_disk_free_percentage: Option<i32>,
    pub inactive_threshold_days: Option<i32>,
    pub remove_accounts_below_disk_free_percentage: Option<i32>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum SharedPCAccountDeletionPolicyType {
    Immediate,
    DiskSpaceThreshold,
    DiskSpaceThresholdOrInactiveThreshold,
    #[graph(other)]
    Other(String),
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum(flags)]
#[derive(Debug, Clone, PartialEq)]
pub enum SharedPCAllowedAccountType {
    Guest = 1,
    Domain = 2,
    #[graph(other)]
    Other(String),
}
