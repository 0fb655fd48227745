//! Apps of Windows desktops.

use chrono::{DateTime, FixedOffset};
use graph_core::{Flags, graph_complex, graph_entity, graph_enum};

use super::mobile_apps::{MimeContent, MobileAppPublishingState};
use super::win32_rules::{Win32LobAppRegistryDetection, Win32LobAppRegistryRequirement, Win32LobAppRule};

#[graph_entity(path = "deviceAppManagement/mobileApps")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Win32LobApp {
    #[graph(key)]
    pub id: Option<String>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub description: Option<String>,
    pub developer: Option<String>,
    pub display_name: Option<String>,
    pub information_url: Option<String>,
    pub is_featured: Option<bool>,
    pub large_icon: Option<MimeContent>,
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    pub notes: Option<String>,
    pub owner: Option<String>,
    pub privacy_information_url: Option<String>,
    pub publisher: Option<String>,
    pub publishing_state: Option<MobileAppPublishingState>,
    pub committed_content_version: Option<String>,
    pub file_name: Option<String>,
    pub size: Option<i64>,
    pub allowed_architectures: Option<Flags<WindowsArchitecture>>,
    pub applicable_architectures: Option<Flags<WindowsArchitecture>>,
    pub install_command_line: Option<String>,
    pub install_experience: Option<Win32LobAppInstallExperience>,
    pub minimum_cpu_speed_in_m_hz: Option<i32>,
    #[graph(rename = "minimumFreeDiskSpaceInMB")]
    pub minimum_free_disk_space_in_mb: Option<i32>,
    #[graph(rename = "minimumMemoryInMB")]
    pub minimum_memory_in_mb: Option<i32>,
    pub minimum_number_of_processors: Option<i32>,
    pub minimum_supported_windows_release: Option<String>,
    pub msi_information: Option<Win32LobAppMsiInformation>,
    pub return_codes: Option<Vec<Win32LobAppReturnCode>>,
    pub rules: Option<Vec<Win32LobAppRule>>,
    pub setup_file_path: Option<String>,
    pub uninstall_command_line: Option<String>,
    pub upload_state: Option<i32>,
    pub is_assigned: Option<bool>,
    pub role_scope_tag_ids: Option<Vec<String>>,
    pub dependent_app_count: Option<i32>,
    pub superseding_app_count: Option<i32>,
    pub superseded_app_count: Option<i32>,
    pub minimum_supported_operating_system: Option<WindowsMinimumOperatingSystem>,
    pub detection_rules: Option<Vec<Win32LobAppRegistryDetection>>,
    pub requirement_rules: Option<Vec<Win32LobAppRegistryRequirement>>,
    pub display_version: Option<String>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum(flags)]
#[derive(Debug, Clone, PartialEq)]
pub enum WindowsArchitecture {
    None = 0,
    X86 = 1,
    X64 = 2,
    Arm = 4,
    Neutral = 8,
    #[graph(other)]
    Other(String),
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Win32LobAppInstallExperience {
    pub device_restart_behavior: Option<Win32LobAppRestartBehavior>,
    pub run_as_account: Option<RunAsAccountType>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum Win32LobAppRestartBehavior {
    BasedOnReturnCode,
    Allow,
    Suppress,
    Force,
    #[graph(other)]
    Other(String),
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum RunAsAccountType {
    System,
    User,
    #[graph(other)]
    Other(String),
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Win32LobAppMsiInformation {
    pub package_type: Option<Win32LobAppMsiPackageType>,
    pub product_code: Option<String>,
    pub product_name: Option<String>,
    pub product_version: Option<String>,
    pub publisher: Option<String>,
    pub requires_reboot: Option<bool>,
    pub upgrade_code: Option<String>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum Win32LobAppMsiPackageType {
    PerMachine,
    PerUser,
    DualPurpose,
    #[graph(other)]
    Other(String),
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Win32LobAppReturnCode {
    pub return_code: Option<i32>,
    pub r#type: Option<Win32LobAppReturnCodeType>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum Win32LobAppReturnCodeType {
    Failed,
    Success,
    SoftReboot,
    HardReboot,
    Retry,
    #[graph(other)]
    Other(String),
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WindowsMinimumOperatingSystem {
    #[graph(rename = "v10_0")]
    pub v10_0: Option<bool>,
    #[graph(rename = "v8_0")]
    pub v8_0: Option<bool>,
    #[graph(rename = "v8_1")]
    pub v8_1: Option<bool>,
    #[graph(rename = "v10_1607")]
    pub v10_1607: Option<bool>,
    #[graph(rename = "v10_1703")]
    pub v10_1703: Option<bool>,
    #[graph(rename = "v10_1709")]
    pub v10_1709: Option<bool>,
    #[graph(rename = "v10_1803")]
    pub v10_1803: Option<bool>,
    #[graph(rename = "v10_1809")]
    pub v10_1809: Option<bool>,
    #[graph(rename = "v10_1903")]
    pub v10_1903: Option<bool>,
    #[graph(rename = "v10_1909")]
    pub v10_1909: Option<bool>,
    #[graph(rename = "v10_2004")]
    pub v10_2004: Option<bool>,
    #[graph(rename = "v10_2H20")]
    pub v10_2_h20: Option<bool>,
}
