//! The device configuration of macOS.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_entity, graph_enum};

use super::android_configurations::{AppListItem, AppListType};
use super::configurations::{
    DeviceManagementApplicabilityRuleDeviceMode, DeviceManagementApplicabilityRuleOsEdition,
    DeviceManagementApplicabilityRuleOsVersion,
};

#[graph_entity(path = "deviceManagement/deviceConfigurations")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MacOSGeneralDeviceConfiguration {
    #[graph(key)]
    pub id: Option<String>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub description: Option<String>,
    pub display_name: Option<String>,
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    pub version: Option<i32>,
    pub compliant_app_list_type: Option<AppListType>,
    pub compliant_apps_list: Option<Vec<AppListItem>>,
    pub email_in_domain_suffixes: Option<Vec<String>>,
    pub password_block_simple: Option<bool>,
    pub password_expiration_days: Option<i32>,
    pub password_minimum_character_set_count: Option<i32>,
    pub password_minimum_length: Option<i32>,
    pub password_minutes_of_inactivity_before_lock: Option<i32>,
    pub password_minutes_of_inactivity_before_screen_timeout: Option<i32>,
    pub password_previous_password_block_count: Option<i32>,
    pub password_required: Option<bool>,
    pub password_required_type: Option<RequiredPasswordType>,
    pub role_scope_tag_ids: Option<Vec<String>>,
    pub supports_scope_tags: Option<bool>,
    pub device_management_applicability_rule_os_edition: Option<DeviceManagementApplicabilityRuleOsEdition>,
    pub device_management_applicability_rule_os_version: Option<DeviceManagementApplicabilityRuleOsVersion>,
    pub device_management_applicability_rule_device_mode: Option<DeviceManagementApplicabilityRuleDeviceMode>,
    pub password_maximum_attempt_count: Option<i32>,
    pub password_minutes_until_failed_login_reset: Option<i32>,
    pub keychain_block_cloud_sync: Option<bool>,
    pub air_print_blocked: Option<bool>,
    #[graph(rename = "airPrintForceTrustedTLS")]
    pub air_print_force_trusted_tls: Option<bool>,
    pub air_print_blocki_beacon_discovery: Option<bool>,
    pub safari_block_autofill: Option<bool>,
    pub camera_blocked: Option<bool>,
    pub i_tunes_block_music_service: Option<bool>,
    pub spotlight_block_internet_results: Option<bool>,
    pub keyboard_block_dictation: Option<bool>,
    pub definition_lookup_blocked: Option<bool>,
    pub apple_watch_block_auto_unlock: Option<bool>,
    pub i_tunes_block_file_sharing: Option<bool>,
    pub i_cloud_block_document_sync: Option<bool>,
    pub i_cloud_block_mail: Option<bool>,
    pub i_cloud_block_address_book: Option<bool>,
    pub i_cloud_block_calendar: Option<bool>,
    pub i_cloud_block_reminders: Option<bool>,
    pub i_cloud_block_bookmarks: Option<bool>,
    pub i_cloud_block_notes: Option<bool>,
    pub air_drop_blocked: Option<bool>,
    pub password_block_modification: Option<bool>,
    pub password_block_fingerprint_unlock: Option<bool>,
    pub password_block_auto_fill: Option<bool>,
    pub password_block_proximity_requests: Option<bool>,
    pub password_block_air_drop_sharing: Option<bool>,
    pub software_updates_enforced_delay_in_days: Option<i32>,
    pub update_delay_policy: Option<String>,
    pub content_caching_blocked: Option<bool>,
    pub i_cloud_block_photo_library: Option<bool>,
    pub screen_capture_blocked: Option<bool>,
    pub classroom_app_block_remote_screen_observation: Option<bool>,
    pub classroom_app_force_unprompted_screen_observation: Option<bool>,
    pub classroom_force_automatically_join_classes: Option<bool>,
    pub classroom_force_request_permission_to_leave_classes: Option<bool>,
    pub classroom_force_unprompted_app_and_device_lock: Option<bool>,
    pub i_cloud_block_activity_continuation: Option<bool>,
    pub privacy_access_controls: Option<Vec<MacOSPrivacyAccessControlItem>>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum RequiredPasswordType {
    DeviceDefault,
    Alphanumeric,
    Numeric,
    #[graph(other)]
    Other(String),
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MacOSPrivacyAccessControlItem {
    pub display_name: Option<String>,
    pub identifier: Option<String>,
    pub identifier_type: Option<String>,
    pub code_requirement: Option<String>,
    pub static_code_validation: Option<bool>,
    pub block_camera: Option<bool>,
    pub block_microphone: Option<bool>,
    pub block_screen_capture: Option<bool>,
    pub block_listen_event: Option<bool>,
    pub speech_recognition: Option<String>,
    pub accessibility: Option<String>,
    pub address_book: Option<String>,
    pub calendar: Option<String>,
    pub reminders: Option<String>,
    pub photos: Option<String>,
    pub media_library: Option<String>,
    pub file_provider_presence: Option<String>,
    pub system_policy_all_files: Option<String>,
    pub system_policy_system_admin_files: Option<String>,
    pub system_policy_desktop_folder: Option<String>,
    pub system_policy_documents_folder: Option<String>,
    pub system_policy_downloads_folder: Option<String>,
    pub system_policy_network_volumes: Option<String>,
    pub system_policy_removable_volumes: Option<String>,
    pub post_event: Option<String>,
    pub apple_events_allowed_receivers: Option<Vec<MacOSAppleEventReceiver>>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MacOSAppleEventReceiver {
    pub code_requirement: Option<String>,
    pub identifier: Option<String>,
    pub identifier_type: Option<String>,
    pub allowed: Option<bool>,
}
