//! Three types of device configurations, and a union of them.
#![allow(unreachable_pub, reason = "the module is written as in a library")]

use graph_core::{JsonObject, graph_entity, graph_union};

#[graph_entity]
#[derive(Debug, Clone)]
pub struct Windows10GeneralConfiguration {
    #[graph(key)]
    pub id: Option<String>,
    pub display_name: Option<String>,
    pub password_required: Option<bool>,
    pub password_minimum_length: Option<i32>,
}

#[graph_entity]
#[derive(Debug, Clone)]
pub struct IosGeneralDeviceConfiguration {
    #[graph(key)]
    pub id: Option<String>,
    pub display_name: Option<String>,
    pub camera_blocked: Option<bool>,
}

/// An element of the collection. Its declared type is abstract; each element has a derived type.
#[graph_union(path = "deviceManagement/deviceConfigurations", odata_type = "microsoft.graph.deviceConfiguration")]
#[derive(Debug, Clone)]
pub enum DeviceConfiguration {
    Windows10(Windows10GeneralConfiguration),
    Ios(IosGeneralDeviceConfiguration),
    #[graph(other)]
    Other(JsonObject),
}

impl DeviceConfiguration {
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Windows10(windows) => windows.id.as_deref(),
            Self::Ios(ios) => ios.id.as_deref(),
            Self::Other(other) => other.get("id")?.as_str(),
        }
    }
}
