//! A property whose name has several capitals in a row.
use graph_core::graph_entity;

#[graph_entity(path = "deviceManagement/managedDevices", schema = "metadata/graph.csdl")]
pub struct ManagedDevice {
    #[graph(key)]
    pub id: Option<String>,
    #[graph(read_only)]
    pub azure_ad_device_id: Option<String>,
}

fn main() {}
