//! Permissions of another resource.

use graph_core::graph_entity;

#[graph_entity(
    path = "deviceManagement/deviceConfigurations/{deviceConfigurationId}/deviceStatuses",
    permissions(delegated = ["DeviceManagementApps.ReadWrite.All"], application = ["DeviceManagementConfiguration.ReadWrite.All"])
)]
pub struct DeviceConfigurationDeviceStatus {
    #[graph(key)]
    pub id: Option<String>,
}
