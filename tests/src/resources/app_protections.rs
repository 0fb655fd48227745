//! Policies that protect the data of apps.

use chrono::{DateTime, FixedOffset};
use graph_core::{Duration, Flags, graph_entity, graph_enum};

/// `microsoft.graph.managedAppProtection`.
#[graph_entity(path = "deviceAppManagement/managedAppPolicies")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ManagedAppProtection {
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
    pub version: Option<String>,
    /// The ids of its scope tags.
    pub role_scope_tag_ids: Option<Vec<String>>,
    /// Where data may be stored.
    pub allowed_data_storage_locations: Option<Vec<String>>,
    /// Which apps data may come from.
    pub allowed_inbound_data_transfer_sources: Option<ManagedAppDataTransferLevel>,
    /// Which apps may paste what was copied.
    pub allowed_outbound_clipboard_sharing_level: Option<ManagedAppClipboardSharingLevel>,
    /// Which apps data may go to.
    pub allowed_outbound_data_transfer_destinations: Option<ManagedAppDataTransferLevel>,
    /// Whether contacts are not synchronized.
    pub contact_sync_blocked: Option<bool>,
    /// Whether data are not backed up.
    pub data_backup_blocked: Option<bool>,
    /// Whether the device has to comply.
    pub device_compliance_required: Option<bool>,
    /// Whether the device's own PIN is enough.
    pub disable_app_pin_if_device_pin_is_set: Option<bool>,
    /// Whether a fingerprint does not stand for the PIN.
    pub fingerprint_blocked: Option<bool>,
    /// Which browser opens links.
    pub managed_browser: Option<String>,
    /// Whether that browser has to open them.
    pub managed_browser_to_open_links_required: Option<bool>,
    /// How often a PIN may be wrong.
    pub maximum_pin_retries: Option<i32>,
    /// How long a PIN has to be.
    pub minimum_pin_length: Option<i32>,
    /// The lowest version of the app.
    pub minimum_required_app_version: Option<String>,
    /// The lowest version of the system.
    pub minimum_required_os_version: Option<String>,
    /// Below this version of the app there is a warning.
    pub minimum_warning_app_version: Option<String>,
    /// Below this version of the system there is a warning.
    pub minimum_warning_os_version: Option<String>,
    /// Whether one has to sign in for each use.
    pub organizational_credentials_required: Option<bool>,
    /// After how long a PIN is replaced.
    pub period_before_pin_reset: Option<Duration>,
    /// How long it may be used offline.
    pub period_offline_before_access_check: Option<Duration>,
    /// After how long offline its data are wiped.
    pub period_offline_before_wipe_is_enforced: Option<Duration>,
    /// How long it may be used online without a check.
    pub period_online_before_access_check: Option<Duration>,
    /// After how long a PIN is asked for in place of a fingerprint.
    pub pin_required_instead_of_biometric_timeout: Option<Duration>,
    /// Of what a PIN is made.
    pub pin_character_set: Option<String>,
    /// Whether a PIN is required.
    pub pin_required: Option<bool>,
    /// Whether nothing is printed.
    pub print_blocked: Option<bool>,
    /// Whether no copies are saved.
    pub save_as_blocked: Option<bool>,
    /// Whether simple PINs are refused.
    pub simple_pin_blocked: Option<bool>,
}

/// `microsoft.graph.iosManagedAppProtection`.
#[graph_entity(path = "deviceAppManagement/iosManagedAppProtections")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IosManagedAppProtection {
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
    pub version: Option<String>,
    /// The ids of its scope tags.
    pub role_scope_tag_ids: Option<Vec<String>>,
    /// Where data may be stored.
    pub allowed_data_storage_locations: Option<Vec<String>>,
    /// Which apps data may come from.
    pub allowed_inbound_data_transfer_sources: Option<ManagedAppDataTransferLevel>,
    /// Which apps may paste what was copied.
    pub allowed_outbound_clipboard_sharing_level: Option<ManagedAppClipboardSharingLevel>,
    /// Which apps data may go to.
    pub allowed_outbound_data_transfer_destinations: Option<ManagedAppDataTransferLevel>,
    /// Whether contacts are not synchronized.
    pub contact_sync_blocked: Option<bool>,
    /// Whether data are not backed up.
    pub data_backup_blocked: Option<bool>,
    /// Whether the device has to comply.
    pub device_compliance_required: Option<bool>,
    /// Whether the device's own PIN is enough.
    pub disable_app_pin_if_device_pin_is_set: Option<bool>,
    /// Whether a fingerprint does not stand for the PIN.
    pub fingerprint_blocked: Option<bool>,
    /// Which browser opens links.
    pub managed_browser: Option<String>,
    /// Whether that browser has to open them.
    pub managed_browser_to_open_links_required: Option<bool>,
    /// How often a PIN may be wrong.
    pub maximum_pin_retries: Option<i32>,
    /// How long a PIN has to be.
    pub minimum_pin_length: Option<i32>,
    /// The lowest version of the app.
    pub minimum_required_app_version: Option<String>,
    /// The lowest version of the system.
    pub minimum_required_os_version: Option<String>,
    /// Below this version of the app there is a warning.
    pub minimum_warning_app_version: Option<String>,
    /// Below this version of the system there is a warning.
    pub minimum_warning_os_version: Option<String>,
    /// Whether one has to sign in for each use.
    pub organizational_credentials_required: Option<bool>,
    /// After how long a PIN is replaced.
    pub period_before_pin_reset: Option<Duration>,
    /// How long it may be used offline.
    pub period_offline_before_access_check: Option<Duration>,
    /// After how long offline its data are wiped.
    pub period_offline_before_wipe_is_enforced: Option<Duration>,
    /// How long it may be used online without a check.
    pub period_online_before_access_check: Option<Duration>,
    /// After how long a PIN is asked for in place of a fingerprint.
    pub pin_required_instead_of_biometric_timeout: Option<Duration>,
    /// Of what a PIN is made.
    pub pin_character_set: Option<String>,
    /// Whether a PIN is required.
    pub pin_required: Option<bool>,
    /// Whether nothing is printed.
    pub print_blocked: Option<bool>,
    /// Whether no copies are saved.
    pub save_as_blocked: Option<bool>,
    /// Whether simple PINs are refused.
    pub simple_pin_blocked: Option<bool>,
    /// Whether someone has it.
    pub is_assigned: Option<bool>,
    /// When the app's data are encrypted.
    pub app_data_encryption_type: Option<String>,
    /// The protocol of the browser that opens links.
    pub custom_browser_protocol: Option<String>,
    /// How many apps it is for.
    pub deployed_app_count: Option<i32>,
    /// Whether a face does not stand for the PIN.
    pub face_id_blocked: Option<bool>,
    /// The lowest version of the SDK.
    pub minimum_required_sdk_version: Option<String>,
    /// On which devices it holds.
    pub targeted_app_management_levels: Option<Flags<AppManagementLevels>>,
    /// Whether data are opened in managed apps alone.
    pub filter_open_in_to_only_managed_apps: Option<bool>,
}

/// `microsoft.graph.managedAppDataTransferLevel`.
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

/// `microsoft.graph.managedAppClipboardSharingLevel`.
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

/// `microsoft.graph.appManagementLevels`.
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
