//! Policies that protect the data of apps.

use chrono::{DateTime, FixedOffset};
use graph_core::{Duration, Flags, graph_entity, graph_enum};

#[graph_entity(path = "deviceAppManagement/managedAppPolicies")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ManagedAppProtection {
    #[graph(key)]
    pub id: Option<String>,
    #[graph(type_name)]
    pub type_name: Option<String>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub description: Option<String>,
    pub display_name: Option<String>,
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    pub version: Option<String>,
    pub role_scope_tag_ids: Option<Vec<String>>,
    pub allowed_data_storage_locations: Option<Vec<String>>,
    pub allowed_inbound_data_transfer_sources: Option<ManagedAppDataTransferLevel>,
    pub allowed_outbound_clipboard_sharing_level: Option<ManagedAppClipboardSharingLevel>,
    pub allowed_outbound_data_transfer_destinations: Option<ManagedAppDataTransferLevel>,
    pub contact_sync_blocked: Option<bool>,
    pub data_backup_blocked: Option<bool>,
    pub device_compliance_required: Option<bool>,
    pub disable_app_pin_if_device_pin_is_set: Option<bool>,
    pub fingerprint_blocked: Option<bool>,
    pub managed_browser: Option<String>,
    pub managed_browser_to_open_links_required: Option<bool>,
    pub maximum_pin_retries: Option<i32>,
    pub minimum_pin_length: Option<i32>,
    pub minimum_required_app_version: Option<String>,
    pub minimum_required_os_version: Option<String>,
    pub minimum_warning_app_version: Option<String>,
    pub minimum_warning_os_version: Option<String>,
    pub organizational_credentials_required: Option<bool>,
    pub period_before_pin_reset: Option<Duration>,
    pub period_offline_before_access_check: Option<Duration>,
    pub period_offline_before_wipe_is_enforced: Option<Duration>,
    pub period_online_before_access_check: Option<Duration>,
    pub pin_required_instead_of_biometric_timeout: Option<Duration>,
    pub pin_character_set: Option<String>,
    pub pin_required: Option<bool>,
    pub print_blocked: Option<bool>,
    pub save_as_blocked: Option<bool>,
    pub simple_pin_blocked: Option<bool>,
}

#[graph_entity(path = "deviceAppManagement/iosManagedAppProtections")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IosManagedAppProtection {
    #[graph(key)]
    pub id: Option<String>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub description: Option<String>,
    pub display_name: Option<String>,
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    pub version: Option<String>,
    pub role_scope_tag_ids: Option<Vec<String>>,
    pub allowed_data_storage_locations: Option<Vec<String>>,
    pub allowed_inbound_data_transfer_sources: Option<ManagedAppDataTransferLevel>,
    pub allowed_outbound_clipboard_sharing_level: Option<ManagedAppClipboardSharingLevel>,
    pub allowed_outbound_data_transfer_destinations: Option<ManagedAppDataTransferLevel>,
    pub contact_sync_blocked: Option<bool>,
    pub data_backup_blocked: Option<bool>,
    pub device_compliance_required: Option<bool>,
    pub disable_app_pin_if_device_pin_is_set: Option<bool>,
    pub fingerprint_blocked: Option<bool>,
    pub managed_browser: Option<String>,
    pub managed_browser_to_open_links_required: Option<bool>,
    pub maximum_pin_retries: Option<i32>,
    pub minimum_pin_length: Option<i32>,
    pub minimum_required_app_version: Option<String>,
    pub minimum_required_os_version: Option<String>,
    pub minimum_warning_app_version: Option<String>,
    pub minimum_warning_os_version: Option<String>,
    pub organizational_credentials_required: Option<bool>,
    pub period_before_pin_reset: Option<Duration>,
    pub period_offline_before_access_check: Option<Duration>,
    pub period_offline_before_wipe_is_enforced: Option<Duration>,
    pub period_online_before_access_check: Option<Duration>,
    pub pin_required_instead_of_biometric_timeout: Option<Duration>,
    pub pin_character_set: Option<String>,
    pub pin_required: Option<bool>,
    pub print_blocked: Option<bool>,
    pub save_as_blocked: Option<bool>,
    pub simple_pin_blocked: Option<bool>,
    pub is_assigned: Option<bool>,
    pub app_data_encryption_type: Option<String>,
    pub custom_browser_protocol: Option<String>,
    pub deployed_app_count: Option<i32>,
    pub face_id_blocked: Option<bool>,
    pub minimum_required_sdk_version: Option<String>,
    pub targeted_app_management_levels: Option<Flags<AppManagementLevels>>,
    pub filter_open_in_to_only_managed_apps: Option<bool>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum ManagedAppDataTransferLevel {
    AllApps,
    ManagedApps,
    None,
    #[graph(other)]
    Other(String),
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum ManagedAppClipboardSharingLevel {
    AllApps,
    ManagedAppsWithPasteIn,
    ManagedApps,
    Blocked,
    #[graph(other)]
    Other(String),
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum(flags)]
#[derive(Debug, Clone, PartialEq)]
pub enum AppManagementLevels {
    Unspecified = 0,
    Unmanaged = 1,
    Mdm = 2,
    AndroidEnterprise = 4,
    #[graph(other)]
    Other(String),
}
