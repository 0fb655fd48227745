//! The device configuration of the Surface Hub.

use chrono::{DateTime, FixedOffset, NaiveTime};
use graph_core::{graph_entity, graph_enum};

use super::configurations::{
    DeviceManagementApplicabilityRuleDeviceMode, DeviceManagementApplicabilityRuleOsEdition,
    DeviceManagementApplicabilityRuleOsVersion,
};

#[graph_entity(path = "deviceManagement/deviceConfigurations")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Windows10TeamGeneralConfiguration {
    #[graph(key)]
    pub id: Option<String>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub description: Option<String>,
    pub display_name: Option<String>,
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    pub version: Option<i32>,
    pub azure_operational_insights_block_telemetry: Option<bool>,
    pub azure_operational_insights_workspace_id: Option<String>,
    pub azure_operational_insights_workspace_key: Option<String>,
    pub connect_app_block_auto_launch: Option<bool>,
    pub maintenance_window_blocked: Option<bool>,
    pub maintenance_window_duration_in_hours: Option<i32>,
    pub maintenance_window_start_time: Option<NaiveTime>,
    pub miracast_blocked: Option<bool>,
    pub miracast_channel: Option<String>,
    pub miracast_require_pin: Option<bool>,
    pub settings_block_my_meetings_and_files: Option<bool>,
    pub settings_block_session_resume: Option<bool>,
    pub settings_block_signin_suggestions: Option<bool>,
    pub settings_default_volume: Option<i32>,
    pub settings_screen_timeout_in_minutes: Option<i32>,
    pub settings_session_timeout_in_minutes: Option<i32>,
    pub settings_sleep_timeout_in_minutes: Option<i32>,
    pub welcome_screen_background_image_url: Option<String>,
    pub welcome_screen_block_automatic_wake_up: Option<bool>,
    pub welcome_screen_meeting_information: Option<WelcomeScreenMeetingInformation>,
    pub role_scope_tag_ids: Option<Vec<String>>,
    pub supports_scope_tags: Option<bool>,
    pub device_management_applicability_rule_os_edition: Option<DeviceManagementApplicabilityRuleOsEdition>,
    pub device_management_applicability_rule_os_version: Option<DeviceManagementApplicabilityRuleOsVersion>,
    pub device_management_applicability_rule_device_mode: Option<DeviceManagementApplicabilityRuleDeviceMode>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum WelcomeScreenMeetingInformation {
    UserDefined,
    ShowOrganizerAndTimeOnly,
    ShowOrganizerAndTimeAndSubject,
    #[graph(other)]
    Other(String),
}
