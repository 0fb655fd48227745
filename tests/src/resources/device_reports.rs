//! What a managed device reports of itself.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_enum};

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DeviceHealthAttestationState {
    pub attestation_identity_key: Option<String>,
    pub bit_locker_status: Option<String>,
    pub boot_app_security_version: Option<String>,
    pub boot_debugging: Option<String>,
    pub boot_manager_security_version: Option<String>,
    pub boot_manager_version: Option<String>,
    pub boot_revision_list_info: Option<String>,
    pub code_integrity: Option<String>,
    pub code_integrity_check_version: Option<String>,
    pub code_integrity_policy: Option<String>,
    pub content_namespace_url: Option<String>,
    pub content_version: Option<String>,
    pub data_excution_policy: Option<String>,
    pub device_health_attestation_status: Option<String>,
    pub early_launch_anti_malware_driver_protection: Option<String>,
    pub health_attestation_supported_status: Option<String>,
    pub health_status_mismatch_info: Option<String>,
    pub issued_date_time: Option<DateTime<FixedOffset>>,
    pub last_update_date_time: Option<String>,
    pub operating_system_kernel_debugging: Option<String>,
    pub operating_system_rev_list_info: Option<String>,
    pub pcr0: Option<String>,
    pub pcr_hash_algorithm: Option<String>,
    pub reset_count: Option<i64>,
    pub restart_count: Option<i64>,
    pub safe_mode: Option<String>,
    pub secure_boot: Option<String>,
    pub secure_boot_configuration_policy_finger_print: Option<String>,
    pub test_signing: Option<String>,
    pub tpm_version: Option<String>,
    pub virtual_secure_mode: Option<String>,
    #[graph(rename = "windowsPE")]
    pub windows_pe: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DeviceActionResult {
    pub action_name: Option<String>,
    pub action_state: Option<ActionState>,
    pub last_updated_date_time: Option<DateTime<FixedOffset>>,
    pub start_date_time: Option<DateTime<FixedOffset>>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum ActionState {
    None,
    Pending,
    Canceled,
    Active,
    Done,
    Failed,
    NotSupported,
    #[graph(other)]
    Other(String),
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConfigurationManagerClientEnabledFeatures {
    pub compliance_policy: Option<bool>,
    pub device_configuration: Option<bool>,
    pub inventory: Option<bool>,
    pub modern_apps: Option<bool>,
    pub resource_access: Option<bool>,
    pub windows_update_for_business: Option<bool>,
    pub endpoint_protection: Option<bool>,
    pub office_apps: Option<bool>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConfigurationManagerClientHealthState {
    pub state: Option<String>,
    pub error_code: Option<i32>,
    pub last_sync_date_time: Option<DateTime<FixedOffset>>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConfigurationManagerClientInformation {
    pub client_identifier: Option<String>,
    pub is_blocked: Option<bool>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HardwareInformation {
    pub serial_number: Option<String>,
    pub total_storage_space: Option<i32>,
    pub free_storage_space: Option<i32>,
    pub imei: Option<String>,
    pub meid: Option<String>,
    pub manufacturer: Option<String>,
    pub model: Option<String>,
    pub phone_number: Option<String>,
    pub subscriber_carrier: Option<String>,
    pub cellular_technology: Option<String>,
    pub wifi_mac: Option<String>,
    pub operating_system_language: Option<String>,
    pub is_supervised: Option<bool>,
    pub is_encrypted: Option<bool>,
    pub battery_serial_number: Option<String>,
    pub battery_health_percentage: Option<i32>,
    pub battery_charge_cycles: Option<i32>,
    pub is_shared_device: Option<bool>,
    pub shared_device_cached_users: Option<Vec<SharedAppleDeviceUser>>,
    pub tpm_specification_version: Option<String>,
    pub operating_system_edition: Option<String>,
    pub device_full_qualified_domain_name: Option<String>,
    pub device_guard_virtualization_based_security_hardware_requirement_state: Option<String>,
    pub device_guard_virtualization_based_security_state: Option<String>,
    pub device_guard_local_system_authority_credential_guard_state: Option<String>,
    pub os_build_number: Option<String>,
    pub operating_system_product_type: Option<i32>,
    pub ip_address_v4: Option<String>,
    pub subnet_address: Option<String>,
    pub esim_identifier: Option<String>,
    #[graph(rename = "systemManagementBIOSVersion")]
    pub system_management_bios_version: Option<String>,
    pub tpm_manufacturer: Option<String>,
    pub tpm_version: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SharedAppleDeviceUser {
    pub user_principal_name: Option<String>,
    pub data_to_sync: Option<bool>,
    pub data_quota: Option<i32>,
    pub data_used: Option<i32>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LoggedOnUser {
    pub user_id: Option<String>,
    pub last_log_on_date_time: Option<DateTime<FixedOffset>>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChromeOSDeviceProperty {
    pub name: Option<String>,
    pub value: Option<String>,
    pub value_type: Option<String>,
    pub updatable: Option<bool>,
}
