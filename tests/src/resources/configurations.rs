//! Device configurations: the base type, and derived ones.

use chrono::{DateTime, FixedOffset, NaiveTime};
use graph_core::{Binary, Flags, graph_complex, graph_entity, graph_enum};

/// `microsoft.graph.deviceConfiguration`.
#[graph_entity(path = "deviceManagement/deviceConfigurations")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DeviceConfiguration {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// The type as received: one derived from this one.
    #[graph(type_name)]
    pub type_name: Option<String>,
    /// When it was created.
    pub created_date_time: Option<DateTime<FixedOffset>>,
    /// What it is for.
    pub description: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// When it was last changed.
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    /// The version.
    pub version: Option<i32>,
    /// The ids of its scope tags.
    pub role_scope_tag_ids: Option<Vec<String>>,
    /// Whether it can have scope tags.
    pub supports_scope_tags: Option<bool>,
    /// For which editions it is.
    pub device_management_applicability_rule_os_edition: Option<DeviceManagementApplicabilityRuleOsEdition>,
    /// For which versions it is.
    pub device_management_applicability_rule_os_version: Option<DeviceManagementApplicabilityRuleOsVersion>,
    /// For which mode of the device it is.
    pub device_management_applicability_rule_device_mode: Option<DeviceManagementApplicabilityRuleDeviceMode>,
}

/// `microsoft.graph.deviceManagementApplicabilityRuleOsEdition`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DeviceManagementApplicabilityRuleOsEdition {
    /// The OS edition types.
    pub os_edition_types: Option<Vec<String>>,
    /// The name.
    pub name: Option<String>,
    /// Whether it includes or excludes.
    pub rule_type: Option<String>,
}

/// `microsoft.graph.deviceManagementApplicabilityRuleOsVersion`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DeviceManagementApplicabilityRuleOsVersion {
    /// The lowest OS version.
    #[graph(rename = "minOSVersion")]
    pub min_os_version: Option<String>,
    /// The highest OS version.
    #[graph(rename = "maxOSVersion")]
    pub max_os_version: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// Whether it includes or excludes.
    pub rule_type: Option<String>,
}

/// `microsoft.graph.deviceManagementApplicabilityRuleDeviceMode`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DeviceManagementApplicabilityRuleDeviceMode {
    /// The device mode.
    pub device_mode: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// Whether it includes or excludes.
    pub rule_type: Option<String>,
}

/// `microsoft.graph.iosCustomConfiguration`.
#[graph_entity(path = "deviceManagement/deviceConfigurations")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IosCustomConfiguration {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// When it was created.
    pub created_date_time: Option<DateTime<FixedOffset>>,
    /// What it is for.
    pub description: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// When it was last changed.
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    /// The version.
    pub version: Option<i32>,
    /// The file's bytes.
    pub payload: Option<Binary>,
    /// The file's name.
    pub payload_file_name: Option<String>,
    /// What a person reads.
    pub payload_name: Option<String>,
    /// The ids of its scope tags.
    pub role_scope_tag_ids: Option<Vec<String>>,
    /// Whether it can have scope tags.
    pub supports_scope_tags: Option<bool>,
    /// For which editions it is.
    pub device_management_applicability_rule_os_edition: Option<DeviceManagementApplicabilityRuleOsEdition>,
    /// For which versions it is.
    pub device_management_applicability_rule_os_version: Option<DeviceManagementApplicabilityRuleOsVersion>,
    /// For which mode of the device it is.
    pub device_management_applicability_rule_device_mode: Option<DeviceManagementApplicabilityRuleDeviceMode>,
}

/// `microsoft.graph.sharedPCConfiguration`.
#[graph_entity(path = "deviceManagement/deviceConfigurations")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SharedPCConfiguration {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// When it was created.
    pub created_date_time: Option<DateTime<FixedOffset>>,
    /// What it is for.
    pub description: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// When it was last changed.
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    /// The version.
    pub version: Option<i32>,
    /// When accounts are deleted.
    pub account_manager_policy: Option<SharedPCAccountManagerPolicy>,
    /// Who may sign in.
    pub allowed_accounts: Option<Flags<SharedPCAllowedAccountType>>,
    /// Whether local storage is allowed.
    pub allow_local_storage: Option<bool>,
    /// Whether account manager is disabled.
    pub disable_account_manager: Option<bool>,
    /// Whether education policies are disabled.
    pub disable_edu_policies: Option<bool>,
    /// Whether power policies are disabled.
    pub disable_power_policies: Option<bool>,
    /// Whether sign-in on resume is disabled.
    pub disable_sign_in_on_resume: Option<bool>,
    /// Whether it is on.
    pub enabled: Option<bool>,
    /// How many idle seconds it stays awake.
    pub idle_time_before_sleep_in_seconds: Option<i32>,
    /// The kiosk app display name.
    pub kiosk_app_display_name: Option<String>,
    /// The model id of the kiosk's app.
    pub kiosk_app_user_model_id: Option<String>,
    /// The maintenance start time.
    pub maintenance_start_time: Option<NaiveTime>,
    /// The ids of its scope tags.
    pub role_scope_tag_ids: Option<Vec<String>>,
    /// Whether it can have scope tags.
    pub supports_scope_tags: Option<bool>,
    /// For which editions it is.
    pub device_management_applicability_rule_os_edition: Option<DeviceManagementApplicabilityRuleOsEdition>,
    /// For which versions it is.
    pub device_management_applicability_rule_os_version: Option<DeviceManagementApplicabilityRuleOsVersion>,
    /// For which mode of the device it is.
    pub device_management_applicability_rule_device_mode: Option<DeviceManagementApplicabilityRuleDeviceMode>,
    /// What may be done with local storage.
    pub local_storage: Option<String>,
    /// What is done with the account manager.
    pub set_account_manager: Option<String>,
    /// What is done with the policies of education.
    pub set_edu_policies: Option<String>,
    /// What is done with the policies of power.
    pub set_power_policies: Option<String>,
    /// What is done with a sign-in after sleep.
    pub sign_in_on_resume: Option<String>,
    /// Whether a first sign-in is fast.
    pub fast_first_sign_in: Option<String>,
}

/// `microsoft.graph.sharedPCAccountManagerPolicy`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SharedPCAccountManagerPolicy {
    /// The account deletion policy.
    pub account_deletion_policy: Option<SharedPCAccountDeletionPolicyType>,
    /// Accounts are kept while so much of the disk is free.
    pub cache_accounts_above_disk_free_percentage: Option<i32>,
    /// Accounts are deleted after so many days without use.
    pub inactive_threshold_days: Option<i32>,
    /// Accounts are deleted when so little of the disk is free.
    pub remove_accounts_below_disk_free_percentage: Option<i32>,
}

/// `microsoft.graph.sharedPCAccountDeletionPolicyType`.
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

/// `microsoft.graph.sharedPCAllowedAccountType`.
#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum(flags)]
#[derive(Debug, Clone, PartialEq)]
pub enum SharedPCAllowedAccountType {
    Guest = 1,
    Domain = 2,
    #[graph(other)]
    Other(String),
}
