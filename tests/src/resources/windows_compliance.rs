//! The compliance policy of Windows.

use chrono::{DateTime, FixedOffset};
use graph_core::{Binary, graph_complex, graph_entity};

use super::macos_configurations::RequiredPasswordType;

/// `microsoft.graph.windows10CompliancePolicy`.
#[graph_entity(path = "deviceManagement/deviceCompliancePolicies")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Windows10CompliancePolicy {
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
    /// Whether BitLocker has to be on.
    pub bit_locker_enabled: Option<bool>,
    /// Whether code integrity has to be on.
    pub code_integrity_enabled: Option<bool>,
    /// Whether the driver against malware has to start early.
    pub early_launch_anti_malware_driver_enabled: Option<bool>,
    /// The highest version of the mobile system.
    pub mobile_os_maximum_version: Option<String>,
    /// The lowest version of the mobile system.
    pub mobile_os_minimum_version: Option<String>,
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
    /// Whether a password unlocks an idle device.
    pub password_required_to_unlock_from_idle: Option<bool>,
    /// Of which kind a password has to be.
    pub password_required_type: Option<RequiredPasswordType>,
    /// Whether healthy device report is required.
    pub require_healthy_device_report: Option<bool>,
    /// Whether secure boot has to be on.
    pub secure_boot_enabled: Option<bool>,
    /// Storage: whether encryption is required.
    pub storage_require_encryption: Option<bool>,
    /// The ids of its scope tags.
    pub role_scope_tag_ids: Option<Vec<String>>,
    /// Whether active firewall is required.
    pub active_firewall_required: Option<bool>,
    /// Whether Defender is enabled.
    pub defender_enabled: Option<bool>,
    /// The Defender version.
    pub defender_version: Option<String>,
    /// Whether old signatures are a fault.
    pub signature_out_of_date: Option<bool>,
    /// Whether real-time protection is enabled.
    pub rtp_enabled: Option<bool>,
    /// Whether antivirus is required.
    pub antivirus_required: Option<bool>,
    /// Whether anti spyware is required.
    pub anti_spyware_required: Option<bool>,
    /// The valid operating system build ranges.
    pub valid_operating_system_build_ranges: Option<Vec<OperatingSystemVersionRange>>,
    /// Whether a threat defence has to be on.
    pub device_threat_protection_enabled: Option<bool>,
    /// How secure a threat defence has to find the device.
    pub device_threat_protection_required_security_level: Option<String>,
    /// Whether configuration manager compliance is required.
    pub configuration_manager_compliance_required: Option<bool>,
    /// Whether TPM is required.
    pub tpm_required: Option<bool>,
    /// The device compliance policy script.
    pub device_compliance_policy_script: Option<DeviceCompliancePolicyScript>,
}

/// `microsoft.graph.operatingSystemVersionRange`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OperatingSystemVersionRange {
    /// What it is for.
    pub description: Option<String>,
    /// The lowest version.
    pub lowest_version: Option<String>,
    /// The highest version.
    pub highest_version: Option<String>,
}

/// `microsoft.graph.deviceCompliancePolicyScript`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DeviceCompliancePolicyScript {
    /// The id of the device compliance script.
    pub device_compliance_script_id: Option<String>,
    /// The rules.
    pub rules_content: Option<Binary>,
}
