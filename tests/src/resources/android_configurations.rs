//! The device configuration of Android.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_entity, graph_enum};

use super::configurations::{
    DeviceManagementApplicabilityRuleDeviceMode, DeviceManagementApplicabilityRuleOsEdition,
    DeviceManagementApplicabilityRuleOsVersion,
};

/// `microsoft.graph.androidGeneralDeviceConfiguration`.
#[graph_entity(path = "deviceManagement/deviceConfigurations")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AndroidGeneralDeviceConfiguration {
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
    /// Apps: whether clipboard sharing is blocked.
    pub apps_block_clipboard_sharing: Option<bool>,
    /// Apps: whether copy paste is blocked.
    pub apps_block_copy_paste: Option<bool>,
    /// Apps: whether YouTube is blocked.
    pub apps_block_you_tube: Option<bool>,
    /// Apps that are hidden.
    pub apps_hide_list: Option<Vec<AppListItem>>,
    /// Apps that may be installed.
    pub apps_install_allow_list: Option<Vec<AppListItem>>,
    /// Apps that may not be opened.
    pub apps_launch_block_list: Option<Vec<AppListItem>>,
    /// Whether Bluetooth is blocked.
    pub bluetooth_blocked: Option<bool>,
    /// Whether camera is blocked.
    pub camera_blocked: Option<bool>,
    /// Cellular: whether data roaming is blocked.
    pub cellular_block_data_roaming: Option<bool>,
    /// Cellular: whether messaging is blocked.
    pub cellular_block_messaging: Option<bool>,
    /// Cellular: whether voice roaming is blocked.
    pub cellular_block_voice_roaming: Option<bool>,
    /// Cellular: whether Wi-Fi tethering is blocked.
    pub cellular_block_wi_fi_tethering: Option<bool>,
    /// Whether the list is of apps that comply.
    pub compliant_app_list_type: Option<AppListType>,
    /// The apps that comply, or do not.
    pub compliant_apps_list: Option<Vec<AppListItem>>,
    /// Whether device sharing is allowed.
    pub device_sharing_allowed: Option<bool>,
    /// Diagnostic data: whether submission is blocked.
    pub diagnostic_data_block_submission: Option<bool>,
    /// Whether factory reset is blocked.
    pub factory_reset_blocked: Option<bool>,
    /// Google account: whether auto sync is blocked.
    pub google_account_block_auto_sync: Option<bool>,
    /// Whether Google play store is blocked.
    pub google_play_store_blocked: Option<bool>,
    /// Apps that the kiosk shows.
    pub kiosk_mode_apps: Option<Vec<AppListItem>>,
    /// Kiosk mode: whether sleep button is blocked.
    pub kiosk_mode_block_sleep_button: Option<bool>,
    /// Kiosk mode: whether volume buttons are blocked.
    pub kiosk_mode_block_volume_buttons: Option<bool>,
    /// Whether location services are blocked.
    pub location_services_blocked: Option<bool>,
    /// Whether NFC is blocked.
    pub nfc_blocked: Option<bool>,
    /// Password: whether fingerprint unlock is blocked.
    pub password_block_fingerprint_unlock: Option<bool>,
    /// Password: whether trust agents are blocked.
    pub password_block_trust_agents: Option<bool>,
    /// After how many days a password expires.
    pub password_expiration_days: Option<i32>,
    /// How long a password has to be.
    pub password_minimum_length: Option<i32>,
    /// After how many idle minutes the screen goes off.
    pub password_minutes_of_inactivity_before_screen_timeout: Option<i32>,
    /// How many earlier passwords are not taken again.
    pub password_previous_password_block_count: Option<i32>,
    /// Whether password is required.
    pub password_required: Option<bool>,
    /// Of which kind a password has to be.
    pub password_required_type: Option<AndroidRequiredPasswordType>,
    /// After how many wrong passwords it is reset.
    pub password_sign_in_failure_count_before_factory_reset: Option<i32>,
    /// Whether power off is blocked.
    pub power_off_blocked: Option<bool>,
    /// Whether screen capture is blocked.
    pub screen_capture_blocked: Option<bool>,
    /// Whether apps have to be verified.
    pub security_require_verify_apps: Option<bool>,
    /// Storage: whether Google backup is blocked.
    pub storage_block_google_backup: Option<bool>,
    /// Storage: whether removable storage is blocked.
    pub storage_block_removable_storage: Option<bool>,
    /// Storage: whether device encryption is required.
    pub storage_require_device_encryption: Option<bool>,
    /// Storage: whether removable storage encryption is required.
    pub storage_require_removable_storage_encryption: Option<bool>,
    /// Whether voice assistant is blocked.
    pub voice_assistant_blocked: Option<bool>,
    /// Whether voice dialing is blocked.
    pub voice_dialing_blocked: Option<bool>,
    /// Web browser: whether autofill is blocked.
    pub web_browser_block_autofill: Option<bool>,
    /// Whether web browser is blocked.
    pub web_browser_blocked: Option<bool>,
    /// Web browser: whether JavaScript is blocked.
    pub web_browser_block_java_script: Option<bool>,
    /// Web browser: whether popups are blocked.
    pub web_browser_block_popups: Option<bool>,
    /// The web browser cookie settings.
    pub web_browser_cookie_settings: Option<WebBrowserCookieSettings>,
    /// Whether Wi-Fi is blocked.
    pub wi_fi_blocked: Option<bool>,
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
    /// Date and time: whether changes are blocked.
    pub date_and_time_block_changes: Option<bool>,
    /// The required password complexity.
    pub required_password_complexity: Option<String>,
}

/// `microsoft.graph.appListItem`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AppListItem {
    /// The application's id.
    pub app_id: Option<String>,
    /// The address of the app store.
    pub app_store_url: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The publisher.
    pub publisher: Option<String>,
}

/// `microsoft.graph.appListType`.
#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum AppListType {
    None,
    AppsInListCompliant,
    AppsNotInListCompliant,
    #[graph(other)]
    Other(String),
}

/// `microsoft.graph.androidRequiredPasswordType`.
#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum AndroidRequiredPasswordType {
    DeviceDefault,
    Alphabetic,
    Alphanumeric,
    AlphanumericWithSymbols,
    LowSecurityBiometric,
    Numeric,
    NumericComplex,
    Any,
    #[graph(other)]
    Other(String),
}

/// `microsoft.graph.webBrowserCookieSettings`.
#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum WebBrowserCookieSettings {
    BrowserDefault,
    BlockAlways,
    AllowCurrentWebSite,
    AllowFromWebsitesVisited,
    AllowAlways,
    #[graph(other)]
    Other(String),
}
