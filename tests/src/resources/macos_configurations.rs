//! The device configuration of macOS.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_entity, graph_enum};

use super::android_configurations::{AppListItem, AppListType};
use super::configurations::{
    DeviceManagementApplicabilityRuleDeviceMode, DeviceManagementApplicabilityRuleOsEdition,
    DeviceManagementApplicabilityRuleOsVersion,
};

/// `microsoft.graph.macOSGeneralDeviceConfiguration`.
#[graph_entity(path = "deviceManagement/deviceConfigurations")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MacOSGeneralDeviceConfiguration {
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
    /// Whether the list is of apps that comply.
    pub compliant_app_list_type: Option<AppListType>,
    /// The apps that comply, or do not.
    pub compliant_apps_list: Option<Vec<AppListItem>>,
    /// The domains whose mail is not marked as foreign.
    pub email_in_domain_suffixes: Option<Vec<String>>,
    /// Whether simple passwords are refused.
    pub password_block_simple: Option<bool>,
    /// After how many days a password expires.
    pub password_expiration_days: Option<i32>,
    /// How many sets of characters a password has to have.
    pub password_minimum_character_set_count: Option<i32>,
    /// How long a password has to be.
    pub password_minimum_length: Option<i32>,
    /// After how many idle minutes it locks.
    pub password_minutes_of_inactivity_before_lock: Option<i32>,
    /// After how many idle minutes the screen goes off.
    pub password_minutes_of_inactivity_before_screen_timeout: Option<i32>,
    /// How many earlier passwords are not taken again.
    pub password_previous_password_block_count: Option<i32>,
    /// Whether password is required.
    pub password_required: Option<bool>,
    /// Of which kind a password has to be.
    pub password_required_type: Option<RequiredPasswordType>,
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
    /// How many wrong passwords are let pass.
    pub password_maximum_attempt_count: Option<i32>,
    /// After how many minutes wrong passwords are forgotten.
    pub password_minutes_until_failed_login_reset: Option<i32>,
    /// Keychain: whether cloud sync is blocked.
    pub keychain_block_cloud_sync: Option<bool>,
    /// Whether AirPrint is blocked.
    pub air_print_blocked: Option<bool>,
    /// AirPrint: whether a trusted certificate is required.
    #[graph(rename = "airPrintForceTrustedTLS")]
    pub air_print_force_trusted_tls: Option<bool>,
    /// AirPrint: whether printers are not found by iBeacon.
    pub air_print_blocki_beacon_discovery: Option<bool>,
    /// Safari: whether autofill is blocked.
    pub safari_block_autofill: Option<bool>,
    /// Whether camera is blocked.
    pub camera_blocked: Option<bool>,
    /// iTunes: whether music service is blocked.
    pub i_tunes_block_music_service: Option<bool>,
    /// Spotlight: whether internet results are blocked.
    pub spotlight_block_internet_results: Option<bool>,
    /// Keyboard: whether dictation is blocked.
    pub keyboard_block_dictation: Option<bool>,
    /// Whether definition lookup is blocked.
    pub definition_lookup_blocked: Option<bool>,
    /// Apple watch: whether auto unlock is blocked.
    pub apple_watch_block_auto_unlock: Option<bool>,
    /// iTunes: whether file sharing is blocked.
    pub i_tunes_block_file_sharing: Option<bool>,
    /// iCloud: whether document sync is blocked.
    pub i_cloud_block_document_sync: Option<bool>,
    /// iCloud: whether mail is blocked.
    pub i_cloud_block_mail: Option<bool>,
    /// iCloud: whether address book is blocked.
    pub i_cloud_block_address_book: Option<bool>,
    /// iCloud: whether calendar is blocked.
    pub i_cloud_block_calendar: Option<bool>,
    /// iCloud: whether reminders are blocked.
    pub i_cloud_block_reminders: Option<bool>,
    /// iCloud: whether bookmarks are blocked.
    pub i_cloud_block_bookmarks: Option<bool>,
    /// iCloud: whether notes are blocked.
    pub i_cloud_block_notes: Option<bool>,
    /// Whether AirDrop is blocked.
    pub air_drop_blocked: Option<bool>,
    /// Password: whether modification is blocked.
    pub password_block_modification: Option<bool>,
    /// Password: whether fingerprint unlock is blocked.
    pub password_block_fingerprint_unlock: Option<bool>,
    /// Password: whether auto fill is blocked.
    pub password_block_auto_fill: Option<bool>,
    /// Password: whether proximity requests are blocked.
    pub password_block_proximity_requests: Option<bool>,
    /// Password: whether AirDrop sharing is blocked.
    pub password_block_air_drop_sharing: Option<bool>,
    /// How many days updates are held back.
    pub software_updates_enforced_delay_in_days: Option<i32>,
    /// The update delay policy.
    pub update_delay_policy: Option<String>,
    /// Whether content caching is blocked.
    pub content_caching_blocked: Option<bool>,
    /// iCloud: whether photo library is blocked.
    pub i_cloud_block_photo_library: Option<bool>,
    /// Whether screen capture is blocked.
    pub screen_capture_blocked: Option<bool>,
    /// Classroom app: whether remote screen observation is blocked.
    pub classroom_app_block_remote_screen_observation: Option<bool>,
    /// Classroom app: whether unprompted screen observation is forced.
    pub classroom_app_force_unprompted_screen_observation: Option<bool>,
    /// Classroom: whether students join classes unasked.
    pub classroom_force_automatically_join_classes: Option<bool>,
    /// Classroom: whether students have to ask to leave.
    pub classroom_force_request_permission_to_leave_classes: Option<bool>,
    /// Classroom: whether unprompted app and device lock is forced.
    pub classroom_force_unprompted_app_and_device_lock: Option<bool>,
    /// iCloud: whether activity continuation is blocked.
    pub i_cloud_block_activity_continuation: Option<bool>,
    /// The privacy access controls.
    pub privacy_access_controls: Option<Vec<MacOSPrivacyAccessControlItem>>,
}

/// `microsoft.graph.requiredPasswordType`.
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

/// `microsoft.graph.macOSPrivacyAccessControlItem`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MacOSPrivacyAccessControlItem {
    /// What a person reads.
    pub display_name: Option<String>,
    /// The bundle's id, or the path.
    pub identifier: Option<String>,
    /// The kind of identifier.
    pub identifier_type: Option<String>,
    /// What its signature has to meet.
    pub code_requirement: Option<String>,
    /// Whether the code is checked as it is on disk.
    pub static_code_validation: Option<bool>,
    /// Whether camera is blocked.
    pub block_camera: Option<bool>,
    /// Whether microphone is blocked.
    pub block_microphone: Option<bool>,
    /// Whether screen capture is blocked.
    pub block_screen_capture: Option<bool>,
    /// Whether listen event is blocked.
    pub block_listen_event: Option<bool>,
    /// The speech recognition.
    pub speech_recognition: Option<String>,
    /// The accessibility.
    pub accessibility: Option<String>,
    /// The address book.
    pub address_book: Option<String>,
    /// The calendar.
    pub calendar: Option<String>,
    /// The reminders.
    pub reminders: Option<String>,
    /// The photos.
    pub photos: Option<String>,
    /// The media library.
    pub media_library: Option<String>,
    /// The file provider presence.
    pub file_provider_presence: Option<String>,
    /// The system policy all files.
    pub system_policy_all_files: Option<String>,
    /// The system policy system admin files.
    pub system_policy_system_admin_files: Option<String>,
    /// The system policy desktop folder.
    pub system_policy_desktop_folder: Option<String>,
    /// The system policy documents folder.
    pub system_policy_documents_folder: Option<String>,
    /// The system policy downloads folder.
    pub system_policy_downloads_folder: Option<String>,
    /// The system policy network volumes.
    pub system_policy_network_volumes: Option<String>,
    /// The system policy removable volumes.
    pub system_policy_removable_volumes: Option<String>,
    /// The post event.
    pub post_event: Option<String>,
    /// The apple events allowed receivers.
    pub apple_events_allowed_receivers: Option<Vec<MacOSAppleEventReceiver>>,
}

/// `microsoft.graph.macOSAppleEventReceiver`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MacOSAppleEventReceiver {
    /// What its signature has to meet.
    pub code_requirement: Option<String>,
    /// The bundle's id, or the path.
    pub identifier: Option<String>,
    /// The kind of identifier.
    pub identifier_type: Option<String>,
    /// Whether it is allowed.
    pub allowed: Option<bool>,
}
