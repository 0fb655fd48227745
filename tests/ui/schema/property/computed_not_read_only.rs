//! What the service alone writes.
use graph_core::graph_entity;

#[graph_entity(path = "deviceManagement/managedDevices", schema = "metadata/graph.csdl")]
pub struct ManagedDevice {
    #[graph(key)]
    pub id: Option<String>,
    pub serial_number: Option<String>,
    pub imei: Option<String>,
}

fn main() {}
