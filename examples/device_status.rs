//! The resource of the page "Add deviceStatuses", and the page's example of it.
#![allow(unreachable_pub, reason = "the module is written as in a library")]

use chrono::{DateTime, FixedOffset, ParseError};
use graph_core::{graph_entity, graph_enum};

#[graph_enum]
#[derive(Debug, Clone)]
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

#[graph_entity(path = "deviceManagement/deviceConfigurations/{deviceConfigurationId}/deviceStatuses")]
#[derive(Debug, Clone)]
pub struct DeviceConfigurationDeviceStatus {
    #[graph(key)]
    pub id: Option<String>,
    pub device_display_name: Option<String>,
    pub user_name: Option<String>,
    pub device_model: Option<String>,
    /// The page has this property; the metadata does not.
    #[graph(unchecked)]
    pub platform: Option<i32>,
    pub compliance_grace_period_expiration_date_time: Option<DateTime<FixedOffset>>,
    pub status: Option<ComplianceStatus>,
    pub last_reported_date_time: Option<DateTime<FixedOffset>>,
    pub user_principal_name: Option<String>,
}
pub use DeviceConfigurationDeviceStatus as DeviceStatus;

pub fn of_the_page() -> Result<DeviceStatus, ParseError> {
    Ok(DeviceStatus {
        id: None,
        device_display_name: Some("Device Display Name value".into()),
        user_name: Some("User Name value".into()),
        device_model: Some("Device Model value".into()),
        platform: Some(8),
        compliance_grace_period_expiration_date_time: Some("2017-01-01T00:01:04.5793352+03:00".parse()?),
        status: Some(ComplianceStatus::Compliant),
        last_reported_date_time: Some("2016-12-31T23:58:03.7571898+03:00".parse()?),
        user_principal_name: Some("User Principal Name value".into()),
    })
}
