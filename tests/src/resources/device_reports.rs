//! What a managed device reports of itself.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_enum};

/// `microsoft.graph.deviceHealthAttestationState`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DeviceHealthAttestationState {
    /// The attestation identity key.
    pub attestation_identity_key: Option<String>,
    /// How BitLocker stands.
    pub bit_locker_status: Option<String>,
    /// The boot app security version.
    pub boot_app_security_version: Option<String>,
    /// Whether its start is debugged.
    pub boot_debugging: Option<String>,
    /// The boot manager security version.
    pub boot_manager_security_version: Option<String>,
    /// The boot manager version.
    pub boot_manager_version: Option<String>,
    /// The boot revision list information.
    pub boot_revision_list_info: Option<String>,
    /// Whether code integrity is on.
    pub code_integrity: Option<String>,
    /// The code integrity check version.
    pub code_integrity_check_version: Option<String>,
    /// The code integrity policy.
    pub code_integrity_policy: Option<String>,
    /// The address of the content namespace.
    pub content_namespace_url: Option<String>,
    /// The content version.
    pub content_version: Option<String>,
    /// The policy of data execution.
    pub data_excution_policy: Option<String>,
    /// The device health attestation status.
    pub device_health_attestation_status: Option<String>,
    /// Whether the driver against malware starts early.
    pub early_launch_anti_malware_driver_protection: Option<String>,
    /// The health attestation supported status.
    pub health_attestation_supported_status: Option<String>,
    /// Where the report and the device differ.
    pub health_status_mismatch_info: Option<String>,
    /// When it was issued.
    pub issued_date_time: Option<DateTime<FixedOffset>>,
    /// When it was last updated.
    pub last_update_date_time: Option<String>,
    /// Whether the kernel is debugged.
    pub operating_system_kernel_debugging: Option<String>,
    /// The operating system revision list information.
    pub operating_system_rev_list_info: Option<String>,
    /// The register 0 of the TPM.
    pub pcr0: Option<String>,
    /// The PCR hash algorithm.
    pub pcr_hash_algorithm: Option<String>,
    /// How often the device hibernated or resumed.
    pub reset_count: Option<i64>,
    /// How often the device restarted.
    pub restart_count: Option<i64>,
    /// Whether it runs in safe mode.
    pub safe_mode: Option<String>,
    /// Whether secure boot is on.
    pub secure_boot: Option<String>,
    /// The secure boot configuration policy finger print.
    pub secure_boot_configuration_policy_finger_print: Option<String>,
    /// Whether test signatures are accepted.
    pub test_signing: Option<String>,
    /// The TPM version.
    pub tpm_version: Option<String>,
    /// Whether virtual secure mode is on.
    pub virtual_secure_mode: Option<String>,
    /// Whether it runs Windows PE.
    #[graph(rename = "windowsPE")]
    pub windows_pe: Option<String>,
}

/// `microsoft.graph.deviceActionResult`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DeviceActionResult {
    /// The name of the action.
    pub action_name: Option<String>,
    /// How it stands.
    pub action_state: Option<ActionState>,
    /// When it was last updated.
    pub last_updated_date_time: Option<DateTime<FixedOffset>>,
    /// When it starts.
    pub start_date_time: Option<DateTime<FixedOffset>>,
}

/// `microsoft.graph.actionState`.
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

/// `microsoft.graph.configurationManagerClientEnabledFeatures`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConfigurationManagerClientEnabledFeatures {
    /// Whether it has compliance policies.
    pub compliance_policy: Option<bool>,
    /// Whether it has device configurations.
    pub device_configuration: Option<bool>,
    /// Whether its hardware and software are known.
    pub inventory: Option<bool>,
    /// Whether it has modern apps.
    pub modern_apps: Option<bool>,
    /// Whether it has access to resources.
    pub resource_access: Option<bool>,
    /// Whether it has Windows Update for Business.
    pub windows_update_for_business: Option<bool>,
    /// Whether it has endpoint protection.
    pub endpoint_protection: Option<bool>,
    /// Whether it has Office apps.
    pub office_apps: Option<bool>,
}

/// `microsoft.graph.configurationManagerClientHealthState`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConfigurationManagerClientHealthState {
    /// How it stands.
    pub state: Option<String>,
    /// The error code.
    pub error_code: Option<i32>,
    /// When it was last synchronised.
    pub last_sync_date_time: Option<DateTime<FixedOffset>>,
}

/// `microsoft.graph.configurationManagerClientInformation`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConfigurationManagerClientInformation {
    /// The client identifier.
    pub client_identifier: Option<String>,
    /// Whether it is blocked.
    pub is_blocked: Option<bool>,
}

/// `microsoft.graph.hardwareInformation`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HardwareInformation {
    /// The serial number.
    pub serial_number: Option<String>,
    /// The total storage space.
    pub total_storage_space: Option<i32>,
    /// The free storage space.
    pub free_storage_space: Option<i32>,
    /// The IMEI.
    pub imei: Option<String>,
    /// The MEID.
    pub meid: Option<String>,
    /// The manufacturer.
    pub manufacturer: Option<String>,
    /// The model.
    pub model: Option<String>,
    /// The number to call.
    pub phone_number: Option<String>,
    /// The subscriber carrier.
    pub subscriber_carrier: Option<String>,
    /// The cellular technology.
    pub cellular_technology: Option<String>,
    /// The Wi-Fi MAC.
    pub wifi_mac: Option<String>,
    /// The operating system language.
    pub operating_system_language: Option<String>,
    /// Whether it is supervised.
    pub is_supervised: Option<bool>,
    /// Whether its storage is encrypted.
    pub is_encrypted: Option<bool>,
    /// The battery serial number.
    pub battery_serial_number: Option<String>,
    /// The battery health percentage.
    pub battery_health_percentage: Option<i32>,
    /// The battery charge cycles.
    pub battery_charge_cycles: Option<i32>,
    /// Whether it is a shared device.
    pub is_shared_device: Option<bool>,
    /// Whose data is on the device.
    pub shared_device_cached_users: Option<Vec<SharedAppleDeviceUser>>,
    /// The TPM specification version.
    pub tpm_specification_version: Option<String>,
    /// The operating system edition.
    pub operating_system_edition: Option<String>,
    /// The full domain name.
    pub device_full_qualified_domain_name: Option<String>,
    /// The device guard virtualization based security hardware requirement state.
    pub device_guard_virtualization_based_security_hardware_requirement_state: Option<String>,
    /// The device guard virtualization based security state.
    pub device_guard_virtualization_based_security_state: Option<String>,
    /// The device guard local system authority credential guard state.
    pub device_guard_local_system_authority_credential_guard_state: Option<String>,
    /// The OS build number.
    pub os_build_number: Option<String>,
    /// The kind of operating system product.
    pub operating_system_product_type: Option<i32>,
    /// The address by IP version 4.
    pub ip_address_v4: Option<String>,
    /// The subnet address.
    pub subnet_address: Option<String>,
    /// The eSIM identifier.
    pub esim_identifier: Option<String>,
    /// The system management BIOS version.
    #[graph(rename = "systemManagementBIOSVersion")]
    pub system_management_bios_version: Option<String>,
    /// The TPM manufacturer.
    pub tpm_manufacturer: Option<String>,
    /// The TPM version.
    pub tpm_version: Option<String>,
}

/// `microsoft.graph.sharedAppleDeviceUser`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SharedAppleDeviceUser {
    /// The principal name.
    pub user_principal_name: Option<String>,
    /// Whether data waits for synchronisation.
    pub data_to_sync: Option<bool>,
    /// The bytes that the person may use.
    pub data_quota: Option<i32>,
    /// The bytes that the person uses.
    pub data_used: Option<i32>,
}

/// `microsoft.graph.loggedOnUser`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LoggedOnUser {
    /// The person's id.
    pub user_id: Option<String>,
    /// When the person last signed in.
    pub last_log_on_date_time: Option<DateTime<FixedOffset>>,
}

/// `microsoft.graph.chromeOSDeviceProperty`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChromeOSDeviceProperty {
    /// The name.
    pub name: Option<String>,
    /// The value.
    pub value: Option<String>,
    /// The kind of value.
    pub value_type: Option<String>,
    /// Whether it can be updated.
    pub updatable: Option<bool>,
}
