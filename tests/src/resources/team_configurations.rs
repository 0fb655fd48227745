//! The device configuration of the Surface Hub.

use chrono::{DateTime, FixedOffset, NaiveTime};
use graph_core::{graph_entity, graph_enum};

use super::configurations::{
    DeviceManagementApplicabilityRuleDeviceMode, DeviceManagementApplicabilityRuleOsEdition,
    DeviceManagementApplicabilityRuleOsVersion,
};

/// `microsoft.graph.windows10TeamGeneralConfiguration`.
#[graph_entity(path = "deviceManagement/deviceConfigurations")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Windows10TeamGeneralConfiguration {
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
    /// Azure operational insights: whether telemetry is blocked.
    pub azure_operational_insights_block_telemetry: Option<bool>,
    /// The id of the Azure operational insights workspace.
    pub azure_operational_insights_workspace_id: Option<String>,
    /// The Azure operational insights workspace key.
    pub azure_operational_insights_workspace_key: Option<String>,
    /// Connect app: whether auto launch is blocked.
    pub connect_app_block_auto_launch: Option<bool>,
    /// Whether there is no maintenance window.
    pub maintenance_window_blocked: Option<bool>,
    /// The maintenance window duration, in hours.
    pub maintenance_window_duration_in_hours: Option<i32>,
    /// The maintenance window start time.
    pub maintenance_window_start_time: Option<NaiveTime>,
    /// Whether Miracast is blocked.
    pub miracast_blocked: Option<bool>,
    /// The Miracast channel.
    pub miracast_channel: Option<String>,
    /// Miracast: whether PIN is required.
    pub miracast_require_pin: Option<bool>,
    /// Whether meetings and files are left out of the menu.
    pub settings_block_my_meetings_and_files: Option<bool>,
    /// Whether a session can't be resumed.
    pub settings_block_session_resume: Option<bool>,
    /// Whether the sign-in suggests nobody.
    pub settings_block_signin_suggestions: Option<bool>,
    /// The volume at first.
    pub settings_default_volume: Option<i32>,
    /// After how many minutes the screen goes off.
    pub settings_screen_timeout_in_minutes: Option<i32>,
    /// After how many minutes a session ends.
    pub settings_session_timeout_in_minutes: Option<i32>,
    /// After how many minutes it sleeps.
    pub settings_sleep_timeout_in_minutes: Option<i32>,
    /// The address of the welcome screen background image.
    pub welcome_screen_background_image_url: Option<String>,
    /// Welcome screen: whether automatic wake up is blocked.
    pub welcome_screen_block_automatic_wake_up: Option<bool>,
    /// What the welcome screen shows of meetings.
    pub welcome_screen_meeting_information: Option<WelcomeScreenMeetingInformation>,
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

/// `microsoft.graph.welcomeScreenMeetingInformation`.
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
