//! Device compliance policies: the base type and derived ones.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_entity, graph_enum};

use super::android_configurations::AppListItem;
use super::macos_configurations::RequiredPasswordType;

/// `microsoft.graph.deviceCompliancePolicy`.
#[graph_entity(path = "deviceManagement/deviceCompliancePolicies")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DeviceCompliancePolicy {
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
    pub version: Option<i32>,
    /// The ids of its scope tags.
    pub role_scope_tag_ids: Option<Vec<String>>,
}

/// `microsoft.graph.iosCompliancePolicy`.
#[graph_entity(path = "deviceManagement/deviceCompliancePolicies")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IosCompliancePolicy {
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
    /// Whether a threat defence has to be on.
    pub device_threat_protection_enabled: Option<bool>,
    /// How secure a threat defence has to find the device.
    pub device_threat_protection_required_security_level: Option<DeviceThreatProtectionLevel>,
    /// Whether managed email profile is required.
    pub managed_email_profile_required: Option<bool>,
    /// The highest version of the system.
    pub os_maximum_version: Option<String>,
    /// The lowest version of the system.
    pub os_minimum_version: Option<String>,
    /// Whether simple passcodes are refused.
    pub passcode_block_simple: Option<bool>,
    /// After how many days a passcode expires.
    pub passcode_expiration_days: Option<i32>,
    /// How many sets of characters a passcode has to have.
    pub passcode_minimum_character_set_count: Option<i32>,
    /// How long a passcode has to be.
    pub passcode_minimum_length: Option<i32>,
    /// After how many idle minutes it locks.
    pub passcode_minutes_of_inactivity_before_lock: Option<i32>,
    /// How many earlier passcodes are not taken again.
    pub passcode_previous_passcode_block_count: Option<i32>,
    /// Whether passcode is required.
    pub passcode_required: Option<bool>,
    /// Of which kind a passcode has to be.
    pub passcode_required_type: Option<RequiredPasswordType>,
    /// Whether devices whose protection was broken are refused.
    pub security_block_jailbroken_devices: Option<bool>,
    /// The ids of its scope tags.
    pub role_scope_tag_ids: Option<Vec<String>>,
    /// After how many idle minutes the screen goes off.
    pub passcode_minutes_of_inactivity_before_screen_timeout: Option<i32>,
    /// The lowest build of the system.
    pub os_minimum_build_version: Option<String>,
    /// The highest build of the system.
    pub os_maximum_build_version: Option<String>,
    /// How secure Defender has to find the device.
    pub advanced_threat_protection_required_security_level: Option<String>,
    /// The restricted apps.
    pub restricted_apps: Option<Vec<AppListItem>>,
}

/// `microsoft.graph.deviceThreatProtectionLevel`.
#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum DeviceThreatProtectionLevel {
    Unavailable,
    Secured,
    Low,
    Medium,
    High,
    NotSet,
    #[graph(other)]
    Other(String),
}

/// `microsoft.graph.windowsPhone81CompliancePolicy`.
#[graph_entity(path = "deviceManagement/deviceCompliancePolicies")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WindowsPhone81CompliancePolicy {
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
    /// The highest version of the system.
    pub os_maximum_version: Option<String>,
    /// The lowest version of the system.
    pub os_minimum_version: Option<String>,
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
    /// How many earlier passwords are not taken again.
    pub password_previous_password_block_count: Option<i32>,
    /// Whether password is required.
    pub password_required: Option<bool>,
    /// Of which kind a password has to be.
    pub password_required_type: Option<RequiredPasswordType>,
    /// Storage: whether encryption is required.
    pub storage_require_encryption: Option<bool>,
    /// The ids of its scope tags.
    pub role_scope_tag_ids: Option<Vec<String>>,
}
