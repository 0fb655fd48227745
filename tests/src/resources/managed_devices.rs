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

#[graph_entity(path = "deviceManagement/deviceCategories")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DeviceCategory {
    #[graph(key)]
    pub id: Option<String>,
    pub description: Option<String>,
    pub display_name: Option<String>,
}

#[graph_entity(path = "deviceManagement/managedDevices")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ManagedDevice {
    #[graph(key)]
    pub id: Option<String>,
    pub activation_lock_bypass_code: Option<String>,
    pub android_security_patch_level: Option<String>,
    #[graph(rename = "azureADDeviceId")]
    pub azure_ad_device_id: Option<String>,
    #[graph(rename = "azureADRegistered")]
    pub azure_ad_registered: Option<bool>,
    pub compliance_grace_period_expiration_date_time: Option<DateTime<FixedOffset>>,
    pub compliance_state: Option<ComplianceState>,
    pub configuration_manager_client_enabled_features: Option<ConfigurationManagerClientEnabledFeatures>,
    pub device_action_results: Option<Vec<DeviceActionResult>>,
    pub device_category_display_name: Option<String>,
    pub device_enrollment_type: Option<DeviceEnrollmentType>,
    pub device_health_attestation_state: Option<DeviceHealthAttestationState>,
    pub device_name: Option<String>,
    pub device_registration_state: Option<DeviceRegistrationState>,
    pub eas_activated: Option<bool>,
    pub eas_activation_date_time: Option<DateTime<FixedOffset>>,
    pub eas_device_id: Option<String>,
    pub email_address: Option<String>,
    pub enrolled_date_time: Option<DateTime<FixedOffset>>,
    pub enrollment_profile_name: Option<String>,
    pub ethernet_mac_address: Option<String>,
    pub exchange_access_state: Option<DeviceManagementExchangeAccessState>,
    pub exchange_access_state_reason: Option<DeviceManagementExchangeAccessStateReason>,
    pub exchange_last_successful_sync_date_time: Option<DateTime<FixedOffset>>,
    pub free_storage_space_in_bytes: Option<i64>,
    pub iccid: Option<String>,
    pub imei: Option<String>,
    pub is_encrypted: Option<bool>,
    pub is_supervised: Option<bool>,
    pub jail_broken: Option<String>,
    pub last_sync_date_time: Option<DateTime<FixedOffset>>,
    pub managed_device_name: Option<String>,
    pub managed_device_owner_type: Option<ManagedDeviceOwnerType>,
    pub management_agent: Option<ManagementAgentType>,
    pub management_certificate_expiration_date: Option<DateTime<FixedOffset>>,
    pub management_state: Option<ManagementState>,
    pub manufacturer: Option<String>,
    pub meid: Option<String>,
    pub model: Option<String>,
    pub notes: Option<String>,
    pub operating_system: Option<String>,
    pub os_version: Option<String>,
    pub partner_reported_threat_state: Option<ManagedDevicePartnerReportedHealthState>,
    pub phone_number: Option<String>,
    pub physical_memory_in_bytes: Option<i64>,
    pub remote_assistance_session_error_details: Option<String>,
    pub remote_assistance_session_url: Option<String>,
    pub require_user_enrollment_approval: Option<bool>,
    pub serial_number: Option<String>,
    pub subscriber_carrier: Option<String>,
    pub total_storage_space_in_bytes: Option<i64>,
    pub udid: Option<String>,
    pub user_display_name: Option<String>,
    pub user_id: Option<String>,
    pub user_principal_name: Option<String>,
    pub wi_fi_mac_address: Option<String>,
    pub hardware_information: Option<HardwareInformation>,
    pub owner_type: Option<String>,
    pub chassis_type: Option<String>,
    pub device_type: Option<String>,
    pub aad_registered: Option<bool>,
    pub lost_mode_state: Option<String>,
    pub azure_active_directory_device_id: Option<String>,
    pub retire_after_date_time: Option<DateTime<FixedOffset>>,
    pub users_logged_on: Option<Vec<LoggedOnUser>>,
    pub prefer_mdm_over_group_policy_applied_date_time: Option<DateTime<FixedOffset>>,
    pub autopilot_enrolled: Option<bool>,
    pub role_scope_tag_ids: Option<Vec<String>>,
    pub windows_active_malware_count: Option<i32>,
    pub windows_remediated_malware_count: Option<i32>,
    pub configuration_manager_client_health_state: Option<ConfigurationManagerClientHealthState>,
    pub configuration_manager_client_information: Option<ConfigurationManagerClientInformation>,
    pub processor_architecture: Option<String>,
    pub specification_version: Option<String>,
    pub join_type: Option<String>,
    pub sku_family: Option<String>,
    pub sku_number: Option<i32>,
    pub management_features: Option<String>,
    #[graph(rename = "chromeOSDeviceInfo")]
    pub chrome_os_device_info: Option<Vec<ChromeOSDeviceProperty>>,
}

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
