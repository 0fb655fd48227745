//! The operation answers with nothing.
use graph_core::graph_action;

#[graph_action(path = "deviceManagement/managedDevices/{deviceId}/syncDevice", returns = String, schema = "metadata/graph.csdl")]
pub struct SyncDevice {}

fn main() {}
