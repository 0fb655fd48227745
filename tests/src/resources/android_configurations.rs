//! The device configuration of Android.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_entity, graph_enum};

use super::configurations::{
    DeviceManagementApplicabilityRuleDeviceMode, DeviceManagementApplicabilityRuleOsEdition,
    DeviceManagementApplicabilityRuleOsVersion,
};

#[graph_entity(path = "deviceManagement/deviceConfigurations")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AndroidGeneralDeviceConfiguration {
    #[graph(key)]
    pub id: Option<String>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub description: Option<String>,
    pub display_name: Option<String>,
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    pub version: Option<i32>,
    pub apps_block_clipboard_sharing: Option<bool>,
    pub apps_block_copy_paste: Option<bool>,
    pub apps_block_you_tube: Option<bool>,
    pub apps_hide_list: Option<Vec<AppListItem>>,
    pub apps_install_allow_list: Option<Vec<AppListItem>>,
    pub apps_launch_block_list: Option<Vec<AppListItem>>,
    pub bluetooth_blocked: Option<bool>,
    pub camera_blocked: Option<bool>,
    pub cellular_block_data_roaming: Option<bool>,
    pub cellular_block_messaging: Option<bool>,
    pub cellular_block_voice_roaming: Option<bool>,
    pub cellular_block_wi_fi_tethering: Option<bool>,
    pub compliant_app_list_type: Option<AppListType>,
    pub compliant_apps_list: Option<Vec<AppListItem>>,
    pub device_sharing_allowed: Option<bool>,
    pub diagnostic_data_block_submission: Option<bool>,
    pub factory_reset_blocked: Option<bool>,
    pub google_account_block_auto_sync: Option<bool>,
    pub google_play_store_blocked: Option<bool>,
    pub kiosk_mode_apps: Option<Vec<AppListItem>>,
    pub kiosk_mode_block_sleep_button: Option<bool>,
    pub kiosk_mode_block_volume_buttons: Option<bool>,
    pub location_services_blocked: Option<bool>,
    pub nfc_blocked: Option<bool>,
    pub password_block_fingerprint_unlock: Option<bool>,
    pub password_block_trust_agents: Option<bool>,
    pub password_expiration_days: Option<i32>,
    pub password_minimum_length: Option<i32>,
    pub password_minutes_of_inactivity_before_screen_timeout: Option<i32>,
    pub password_previous_password_block_count: Option<i32>,
    pub password_required: Option<bool>,
    pub password_required_type: Option<AndroidRequiredPasswordType>,
    pub password_sign_in_failure_count_before_factory_reset: Option<i32>,
    pub power_off_blocked: Option<bool>,
    pub screen_capture_blocked: Option<bool>,
    pub security_require_verify_apps: Option<bool>,
    pub storage_block_google_backup: Option<bool>,
    pub storage_block_removable_storage: Option<bool>,
    pub storage_require_device_encryption: Option<bool>,
    pub storage_require_removable_storage_encryption: Option<bool>,
    pub voice_assistant_blocked: Option<bool>,
    pub voice_dialing_blocked: Option<bool>,
    pub web_browser_block_autofill: Option<bool>,
    pub web_browser_blocked: Option<bool>,
    pub web_browser_block_java_script: Option<bool>,
    pub web_browser_block_popups: Option<bool>,
    pub web_browser_cookie_settings: Option<WebBrowserCookieSettings>,
    pub wi_fi_blocked: Option<bool>,
    pub role_scope_tag_ids: Option<Vec<String>>,
    pub supports_scope_tags: Option<bool>,
    pub device_management_applicability_rule_os_edition: Option<DeviceManagementApplicabilityRuleOsEdition>,
    pub device_management_applicability_rule_os_version: Option<DeviceManagementApplicabilityRuleOsVersion>,
    pub device_management_applicability_rule_device_mode: Option<DeviceManagementApplicabilityRuleDeviceMode>,
    pub date_and_time_block_changes: Option<bool>,
    pub required_password_complexity: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AppListItem {
    pub app_id: Option<String>,
    pub app_store_url: Option<String>,
    pub name: Option<String>,
    pub publisher: Option<String>,
}

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
