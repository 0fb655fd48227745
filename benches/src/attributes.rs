//! The side of the attributes.
#![allow(unreachable_pub, reason = "the module is written as in a library")]

use chrono::{DateTime, FixedOffset};
use graph_core::compact_str::CompactString;
use graph_core::{JsonObject, SharedStr, graph_entity, graph_enum, graph_union};

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

#[graph_entity(path = "deviceManagement/deviceConfigurations/{deviceConfigurationId}/deviceStatuses")]
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
pub use DeviceConfigurationDeviceStatus as DeviceStatus;

/// The same with strings of which 24 bytes need no allocation.
#[graph_entity(path = "smallDeviceStatuses", odata_type = "microsoft.graph.deviceConfigurationDeviceStatus")]
#[derive(Debug, Clone, PartialEq)]
pub struct SmallDeviceStatus {
    #[graph(key)]
    pub id: Option<CompactString>,
    pub device_display_name: Option<CompactString>,
    pub user_name: Option<CompactString>,
    pub device_model: Option<CompactString>,
    pub platform: Option<i32>,
    pub compliance_grace_period_expiration_date_time: Option<DateTime<FixedOffset>>,
    pub status: Option<ComplianceStatus>,
    pub last_reported_date_time: Option<DateTime<FixedOffset>>,
    pub user_principal_name: Option<CompactString>,
}

/// The same with strings that can't grow.
#[graph_entity(path = "boxedDeviceStatuses", odata_type = "microsoft.graph.deviceConfigurationDeviceStatus")]
#[derive(Debug, Clone, PartialEq)]
pub struct BoxedDeviceStatus {
    #[graph(key)]
    pub id: Option<Box<str>>,
    pub device_display_name: Option<Box<str>>,
    pub user_name: Option<Box<str>>,
    pub device_model: Option<Box<str>>,
    pub platform: Option<i32>,
    pub compliance_grace_period_expiration_date_time: Option<DateTime<FixedOffset>>,
    pub status: Option<ComplianceStatus>,
    pub last_reported_date_time: Option<DateTime<FixedOffset>>,
    pub user_principal_name: Option<Box<str>>,
}

/// The same with strings that share the body of the response.
#[graph_entity(path = "sharedDeviceStatuses", odata_type = "microsoft.graph.deviceConfigurationDeviceStatus")]
#[derive(Debug, Clone, PartialEq)]
pub struct SharedDeviceStatus {
    #[graph(key)]
    pub id: Option<SharedStr>,
    pub device_display_name: Option<SharedStr>,
    pub user_name: Option<SharedStr>,
    pub device_model: Option<SharedStr>,
    pub platform: Option<i32>,
    pub compliance_grace_period_expiration_date_time: Option<DateTime<FixedOffset>>,
    pub status: Option<ComplianceStatus>,
    pub last_reported_date_time: Option<DateTime<FixedOffset>>,
    pub user_principal_name: Option<SharedStr>,
}

/// The same with the properties that it does not declare.
#[graph_entity(path = "openDeviceStatuses", odata_type = "microsoft.graph.deviceConfigurationDeviceStatus")]
#[derive(Debug, Clone, PartialEq)]
pub struct OpenDeviceStatus {
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
    #[graph(additional)]
    pub additional: JsonObject,
}

#[graph_entity(path = "deviceUserStatuses", odata_type = "microsoft.graph.deviceConfigurationUserStatus")]
#[derive(Debug, Clone, PartialEq)]
pub struct UserStatus {
    #[graph(key)]
    pub id: Option<String>,
    pub user_display_name: Option<String>,
    pub devices_count: Option<i32>,
}

/// One of the two, distinguished by `@odata.type`.
#[graph_union(path = "anyStatuses", odata_type = "microsoft.graph.entity")]
#[derive(Debug, Clone, PartialEq)]
pub enum AnyStatus {
    Device(DeviceStatus),
    User(UserStatus),
    #[graph(other)]
    Other(JsonObject),
}
