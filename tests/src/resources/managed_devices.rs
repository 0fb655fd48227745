//! Managed devices.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_entity, graph_enum};

use super::device_reports::{
    ChromeOSDeviceProperty, ConfigurationManagerClientEnabledFeatures, ConfigurationManagerClientHealthState,
    ConfigurationManagerClientInformation, DeviceActionResult, DeviceHealthAttestationState, HardwareInformation,
    LoggedOnUser,
};
use super::device_states::{
    ComplianceState, DeviceEnrollmentType, DeviceManagementExchangeAccessState,
    DeviceManagementExchangeAccessStateReason, DeviceRegistrationState, ManagedDeviceOwnerType,
    ManagedDevicePartnerReportedHealthState, ManagementAgentType,
};

/// `microsoft.graph.deviceCategory`.
#[graph_entity(path = "deviceManagement/deviceCategories")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DeviceCategory {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
}

/// `microsoft.graph.managedDevice`.
#[graph_entity(path = "deviceManagement/managedDevices")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ManagedDevice {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// The activation lock bypass code.
    pub activation_lock_bypass_code: Option<String>,
    /// The Android security patch level.
    pub android_security_patch_level: Option<String>,
    /// Its id in the directory.
    #[graph(rename = "azureADDeviceId")]
    pub azure_ad_device_id: Option<String>,
    /// Whether the directory knows it.
    #[graph(rename = "azureADRegistered")]
    pub azure_ad_registered: Option<bool>,
    /// Until when it counts as compliant.
    pub compliance_grace_period_expiration_date_time: Option<DateTime<FixedOffset>>,
    /// Whether it follows the policies.
    pub compliance_state: Option<ComplianceState>,
    /// The configuration manager client enabled features.
    pub configuration_manager_client_enabled_features: Option<ConfigurationManagerClientEnabledFeatures>,
    /// The device action results.
    pub device_action_results: Option<Vec<DeviceActionResult>>,
    /// The device category display name.
    pub device_category_display_name: Option<String>,
    /// The kind of device enrollment.
    pub device_enrollment_type: Option<DeviceEnrollmentType>,
    /// The device health attestation state.
    pub device_health_attestation_state: Option<DeviceHealthAttestationState>,
    /// The name of the device.
    pub device_name: Option<String>,
    /// The device registration state.
    pub device_registration_state: Option<DeviceRegistrationState>,
    /// Whether Exchange ActiveSync is on.
    pub eas_activated: Option<bool>,
    /// When Exchange ActiveSync was turned on.
    pub eas_activation_date_time: Option<DateTime<FixedOffset>>,
    /// The id of the EAS device.
    pub eas_device_id: Option<String>,
    /// The mail address.
    pub email_address: Option<String>,
    /// When it was enrolled.
    pub enrolled_date_time: Option<DateTime<FixedOffset>>,
    /// The name of the enrollment profile.
    pub enrollment_profile_name: Option<String>,
    /// The ethernet MAC address.
    pub ethernet_mac_address: Option<String>,
    /// The Exchange access state.
    pub exchange_access_state: Option<DeviceManagementExchangeAccessState>,
    /// The Exchange access state reason.
    pub exchange_access_state_reason: Option<DeviceManagementExchangeAccessStateReason>,
    /// When it last reached Exchange.
    pub exchange_last_successful_sync_date_time: Option<DateTime<FixedOffset>>,
    /// The free storage space, in bytes.
    pub free_storage_space_in_bytes: Option<i64>,
    /// The ICCID.
    pub iccid: Option<String>,
    /// The IMEI.
    pub imei: Option<String>,
    /// Whether its storage is encrypted.
    pub is_encrypted: Option<bool>,
    /// Whether it is supervised.
    pub is_supervised: Option<bool>,
    /// Whether its protection was broken.
    pub jail_broken: Option<String>,
    /// When it was last synchronised.
    pub last_sync_date_time: Option<DateTime<FixedOffset>>,
    /// The name of the managed device.
    pub managed_device_name: Option<String>,
    /// The kind of managed device owner.
    pub managed_device_owner_type: Option<ManagedDeviceOwnerType>,
    /// The management agent.
    pub management_agent: Option<ManagementAgentType>,
    /// When its certificate expires.
    pub management_certificate_expiration_date: Option<DateTime<FixedOffset>>,
    /// The management state.
    pub management_state: Option<ManagementState>,
    /// The manufacturer.
    pub manufacturer: Option<String>,
    /// The MEID.
    pub meid: Option<String>,
    /// The model.
    pub model: Option<String>,
    /// What an administrator notes of it.
    pub notes: Option<String>,
    /// The operating system.
    pub operating_system: Option<String>,
    /// The OS version.
    pub os_version: Option<String>,
    /// What a partner's defence says of it.
    pub partner_reported_threat_state: Option<ManagedDevicePartnerReportedHealthState>,
    /// The number to call.
    pub phone_number: Option<String>,
    /// The physical memory, in bytes.
    pub physical_memory_in_bytes: Option<i64>,
    /// The remote assistance session error details.
    pub remote_assistance_session_error_details: Option<String>,
    /// The address of the remote assistance session.
    pub remote_assistance_session_url: Option<String>,
    /// Whether user enrollment approval is required.
    pub require_user_enrollment_approval: Option<bool>,
    /// The serial number.
    pub serial_number: Option<String>,
    /// The subscriber carrier.
    pub subscriber_carrier: Option<String>,
    /// The total storage space, in bytes.
    pub total_storage_space_in_bytes: Option<i64>,
    /// The UDID.
    pub udid: Option<String>,
    /// The user display name.
    pub user_display_name: Option<String>,
    /// The person's id.
    pub user_id: Option<String>,
    /// The principal name.
    pub user_principal_name: Option<String>,
    /// The MAC address of its Wi-Fi.
    pub wi_fi_mac_address: Option<String>,
    /// The hardware information.
    pub hardware_information: Option<HardwareInformation>,
    /// The kind of owner.
    pub owner_type: Option<String>,
    /// The kind of chassis.
    pub chassis_type: Option<String>,
    /// The kind of device.
    pub device_type: Option<String>,
    /// Whether the directory knows it.
    pub aad_registered: Option<bool>,
    /// The lost mode state.
    pub lost_mode_state: Option<String>,
    /// Its id in the directory.
    pub azure_active_directory_device_id: Option<String>,
    /// When it is retired.
    pub retire_after_date_time: Option<DateTime<FixedOffset>>,
    /// Who is signed in.
    pub users_logged_on: Option<Vec<LoggedOnUser>>,
    /// Since when management prevails over group policies.
    pub prefer_mdm_over_group_policy_applied_date_time: Option<DateTime<FixedOffset>>,
    /// Whether Autopilot enrolled it.
    pub autopilot_enrolled: Option<bool>,
    /// The ids of its scope tags.
    pub role_scope_tag_ids: Option<Vec<String>>,
    /// How many threats are active.
    pub windows_active_malware_count: Option<i32>,
    /// How many threats were removed.
    pub windows_remediated_malware_count: Option<i32>,
    /// The configuration manager client health state.
    pub configuration_manager_client_health_state: Option<ConfigurationManagerClientHealthState>,
    /// The configuration manager client information.
    pub configuration_manager_client_information: Option<ConfigurationManagerClientInformation>,
    /// The processor architecture.
    pub processor_architecture: Option<String>,
    /// The specification version.
    pub specification_version: Option<String>,
    /// The kind of join.
    pub join_type: Option<String>,
    /// The SKU family.
    pub sku_family: Option<String>,
    /// The SKU number.
    pub sku_number: Option<i32>,
    /// The management features.
    pub management_features: Option<String>,
    /// The Chrome OS device information.
    #[graph(rename = "chromeOSDeviceInfo")]
    pub chrome_os_device_info: Option<Vec<ChromeOSDeviceProperty>>,
}

/// `microsoft.graph.managementState`.
#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum ManagementState {
    Managed,
    RetirePending,
    RetireFailed,
    WipePending,
    WipeFailed,
    Unhealthy,
    DeletePending,
    RetireIssued,
    WipeIssued,
    WipeCanceled,
    RetireCanceled,
    Discovered,
    UnknownFutureValue,
    #[graph(other)]
    Other(String),
}
