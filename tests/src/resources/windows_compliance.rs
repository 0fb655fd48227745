//! The compliance policy of Windows.

use chrono::{DateTime, FixedOffset};
use graph_core::{Binary, graph_complex, graph_entity};

use super::macos_configurations::RequiredPasswordType;

#[graph_entity(path = "deviceManagement/deviceCompliancePolicies")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Windows10CompliancePolicy {
    #[graph(key)]
    pub id: Option<String>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub description: Option<String>,
    pub display_name: Option<String>,
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    pub version: Option<i32>,
    pub bit_locker_enabled: Option<bool>,
    pub code_integrity_enabled: Option<bool>,
    pub early_launch_anti_malware_driver_enabled: Option<bool>,
    pub mobile_os_maximum_version: Option<String>,
    pub mobile_os_minimum_version: Option<String>,
    pub os_maximum_version: Option<String>,
    pub os_minimum_version: Option<String>,
    pub password_block_simple: Option<bool>,
    pub password_expiration_days: Option<i32>,
    pub password_minimum_character_set_count: Option<i32>,
    pub password_minimum_length: Option<i32>,
    pub password_minutes_of_inactivity_before_lock: Option<i32>,
    pub password_previous_password_block_count: Option<i32>,
    pub password_required: Option<bool>,
    pub password_required_to_unlock_from_idle: Option<bool>,
    pub password_required_type: Option<RequiredPasswordType>,
    pub require_healthy_device_report: Option<bool>,
    pub secure_boot_enabled: Option<bool>,
    pub storage_require_encryption: Option<bool>,
    pub role_scope_tag_ids: Option<Vec<String>>,
    pub active_firewall_required: Option<bool>,
    pub defender_enabled: Option<bool>,
    pub defender_version: Option<String>,
    pub signature_out_of_date: Option<bool>,
    pub rtp_enabled: Option<bool>,
    pub antivirus_required: Option<bool>,
    pub anti_spyware_required: Option<bool>,
    pub valid_operating_system_build_ranges: Option<Vec<OperatingSystemVersionRange>>,
    pub device_threat_protection_enabled: Option<bool>,
    pub device_threat_protection_required_security_level: Option<String>,
    pub configuration_manager_compliance_required: Option<bool>,
    pub tpm_required: Option<bool>,
    pub device_compliance_policy_script: Option<DeviceCompliancePolicyScript>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OperatingSystemVersionRange {
    pub description: Option<String>,
    pub lowest_version: Option<String>,
    pub highest_version: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DeviceCompliancePolicyScript {
    pub device_compliance_script_id: Option<String>,
    pub rules_content: Option<Binary>,
}
