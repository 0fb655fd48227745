//! Apps of Windows desktops.

use chrono::{DateTime, FixedOffset};
use graph_core::{Flags, graph_complex, graph_entity, graph_enum};

use super::mobile_apps::{MimeContent, MobileAppPublishingState};
use super::win32_rules::{Win32LobAppRegistryDetection, Win32LobAppRegistryRequirement, Win32LobAppRule};

/// `microsoft.graph.win32LobApp`.
#[graph_entity(path = "deviceAppManagement/mobileApps")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Win32LobApp {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// When it was created.
    pub created_date_time: Option<DateTime<FixedOffset>>,
    /// What it is for.
    pub description: Option<String>,
    /// The developer.
    pub developer: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// Where to read of it.
    pub information_url: Option<String>,
    /// Whether the portal shows it first.
    pub is_featured: Option<bool>,
    /// The icon.
    pub large_icon: Option<MimeContent>,
    /// When it was last changed.
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    /// What an administrator notes of it.
    pub notes: Option<String>,
    /// Who owns it.
    pub owner: Option<String>,
    /// Where to read of privacy.
    pub privacy_information_url: Option<String>,
    /// The publisher.
    pub publisher: Option<String>,
    /// The publishing state.
    pub publishing_state: Option<MobileAppPublishingState>,
    /// The committed content version.
    pub committed_content_version: Option<String>,
    /// The name of the file.
    pub file_name: Option<String>,
    /// Its size in bytes.
    pub size: Option<i64>,
    /// The allowed architectures.
    pub allowed_architectures: Option<Flags<WindowsArchitecture>>,
    /// The applicable architectures.
    pub applicable_architectures: Option<Flags<WindowsArchitecture>>,
    /// The install command line.
    pub install_command_line: Option<String>,
    /// The install experience.
    pub install_experience: Option<Win32LobAppInstallExperience>,
    /// The lowest speed of the processor, in MHz.
    pub minimum_cpu_speed_in_m_hz: Option<i32>,
    /// The lowest free space on the disk, in MB.
    #[graph(rename = "minimumFreeDiskSpaceInMB")]
    pub minimum_free_disk_space_in_mb: Option<i32>,
    /// The least memory, in MB.
    #[graph(rename = "minimumMemoryInMB")]
    pub minimum_memory_in_mb: Option<i32>,
    /// The least number of processors.
    pub minimum_number_of_processors: Option<i32>,
    /// The oldest release of Windows that it runs on.
    pub minimum_supported_windows_release: Option<String>,
    /// The MSI information.
    pub msi_information: Option<Win32LobAppMsiInformation>,
    /// The return codes.
    pub return_codes: Option<Vec<Win32LobAppReturnCode>>,
    /// What tells whether it is there.
    pub rules: Option<Vec<Win32LobAppRule>>,
    /// The setup file path.
    pub setup_file_path: Option<String>,
    /// The uninstall command line.
    pub uninstall_command_line: Option<String>,
    /// How far the upload is.
    pub upload_state: Option<i32>,
    /// Whether someone has it.
    pub is_assigned: Option<bool>,
    /// The ids of its scope tags.
    pub role_scope_tag_ids: Option<Vec<String>>,
    /// How many dependent apps there are.
    pub dependent_app_count: Option<i32>,
    /// How many superseding apps there are.
    pub superseding_app_count: Option<i32>,
    /// How many superseded apps there are.
    pub superseded_app_count: Option<i32>,
    /// The oldest system that it runs on.
    pub minimum_supported_operating_system: Option<WindowsMinimumOperatingSystem>,
    /// The detection rules.
    pub detection_rules: Option<Vec<Win32LobAppRegistryDetection>>,
    /// The requirement rules.
    pub requirement_rules: Option<Vec<Win32LobAppRegistryRequirement>>,
    /// The display version.
    pub display_version: Option<String>,
}

/// `microsoft.graph.windowsArchitecture`.
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

/// `microsoft.graph.win32LobAppInstallExperience`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Win32LobAppInstallExperience {
    /// The device restart behavior.
    pub device_restart_behavior: Option<Win32LobAppRestartBehavior>,
    /// As whom it is installed.
    pub run_as_account: Option<RunAsAccountType>,
}

/// `microsoft.graph.win32LobAppRestartBehavior`.
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

/// `microsoft.graph.runAsAccountType`.
#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum RunAsAccountType {
    System,
    User,
    #[graph(other)]
    Other(String),
}

/// `microsoft.graph.win32LobAppMsiInformation`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Win32LobAppMsiInformation {
    /// The kind of package.
    pub package_type: Option<Win32LobAppMsiPackageType>,
    /// The product code.
    pub product_code: Option<String>,
    /// The name of the product.
    pub product_name: Option<String>,
    /// The product version.
    pub product_version: Option<String>,
    /// The publisher.
    pub publisher: Option<String>,
    /// Whether a restart is needed.
    pub requires_reboot: Option<bool>,
    /// The upgrade code.
    pub upgrade_code: Option<String>,
}

/// `microsoft.graph.win32LobAppMsiPackageType`.
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

/// `microsoft.graph.win32LobAppReturnCode`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Win32LobAppReturnCode {
    /// The code.
    pub return_code: Option<i32>,
    /// Which kind it is.
    pub r#type: Option<Win32LobAppReturnCodeType>,
}

/// `microsoft.graph.win32LobAppReturnCodeType`.
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

/// `microsoft.graph.windowsMinimumOperatingSystem`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WindowsMinimumOperatingSystem {
    /// Version 10.0 is enough.
    #[graph(rename = "v10_0")]
    pub v10_0: Option<bool>,
    /// Version 8.0 is enough.
    #[graph(rename = "v8_0")]
    pub v8_0: Option<bool>,
    /// Version 8.1 is enough.
    #[graph(rename = "v8_1")]
    pub v8_1: Option<bool>,
    /// Windows 10, 1607, is enough.
    #[graph(rename = "v10_1607")]
    pub v10_1607: Option<bool>,
    /// Windows 10, 1703, is enough.
    #[graph(rename = "v10_1703")]
    pub v10_1703: Option<bool>,
    /// Windows 10, 1709, is enough.
    #[graph(rename = "v10_1709")]
    pub v10_1709: Option<bool>,
    /// Windows 10, 1803, is enough.
    #[graph(rename = "v10_1803")]
    pub v10_1803: Option<bool>,
    /// Windows 10, 1809, is enough.
    #[graph(rename = "v10_1809")]
    pub v10_1809: Option<bool>,
    /// Windows 10, 1903, is enough.
    #[graph(rename = "v10_1903")]
    pub v10_1903: Option<bool>,
    /// Windows 10, 1909, is enough.
    #[graph(rename = "v10_1909")]
    pub v10_1909: Option<bool>,
    /// Windows 10, 2004, is enough.
    #[graph(rename = "v10_2004")]
    pub v10_2004: Option<bool>,
    /// Windows 10, 2H20, is enough.
    #[graph(rename = "v10_2H20")]
    pub v10_2_h20: Option<bool>,
}
