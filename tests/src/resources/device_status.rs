//! The resource of the reference page "Add deviceStatuses".

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_entity, graph_enum};

#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum ComplianceStatus {
    Unknown,
    NotApplicable,
    Compliant,
    Remediated,
    NonCompliant,
    Error,
    Conflict,
    NotAssigned,
    #[graph(other)]
    Other(String),
}

#[graph_entity(
    path = "deviceManagement/deviceConfigurations/{deviceConfigurationId}/deviceStatuses",
    permissions(
        delegated = ["DeviceManagementConfiguration.ReadWrite.All"],
        application = ["DeviceManagementConfiguration.ReadWrite.All"],
    )
)]
#[derive(Debug, Clone, PartialEq)]
pub struct DeviceConfigurationDeviceStatus {
    #[graph(key)]
    pub id: Option<String>,
    pub device_display_name: Option<String>,
    pub user_name: Option<String>,
    pub device_model: Option<String>,
    pub platform: Option<i32>,
    pub compliance_grace_period_expiration_date_time: Option<DateTime<FixedOffset>>,
    pub status: Option<ComplianceStatus>,
    pub last_reported_date_time: Option<DateTime<FixedOffset>>,
    pub user_principal_name: Option<String>,
}
