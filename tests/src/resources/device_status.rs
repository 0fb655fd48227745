//! The resource of the reference page "Add deviceStatuses".

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_entity, graph_enum};

/// `microsoft.graph.complianceStatus`.
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum ComplianceStatus {
    /// Not evaluated yet.
    Unknown,
    /// The setting does not apply to the device.
    NotApplicable,
    /// As configured.
    Compliant,
    /// Made so.
    Remediated,
    /// Not as configured.
    NonCompliant,
    /// Evaluation failed.
    Error,
    /// Two policies disagree.
    Conflict,
    /// Nothing assigned.
    NotAssigned,
    /// A member that is newer than this enum.
    #[graph(other)]
    Other(String),
}

/// `microsoft.graph.deviceConfigurationDeviceStatus`.
#[graph_entity(
    path = "deviceManagement/deviceConfigurations/{deviceConfigurationId}/deviceStatuses",
    permissions(
        delegated = ["DeviceManagementConfiguration.ReadWrite.All"],
        application = ["DeviceManagementConfiguration.ReadWrite.All"],
    )
)]
#[derive(Debug, Clone, PartialEq)]
pub struct DeviceConfigurationDeviceStatus {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// The device's name.
    pub device_display_name: Option<String>,
    /// Who uses it.
    pub user_name: Option<String>,
    /// Its model.
    pub device_model: Option<String>,
    /// Its platform's number.
    pub platform: Option<i32>,
    /// When a device that is not compliant counts as such.
    pub compliance_grace_period_expiration_date_time: Option<DateTime<FixedOffset>>,
    /// How it stands.
    pub status: Option<ComplianceStatus>,
    /// When it reported last.
    pub last_reported_date_time: Option<DateTime<FixedOffset>>,
    /// The user's principal name.
    pub user_principal_name: Option<String>,
}
