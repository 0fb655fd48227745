//! The path of an action ends in a key.

use graph_core::graph_action;

#[graph_action(path = "deviceManagement/managedDevices/{managedDeviceId}")]
pub struct SyncDevice;

fn main() {
    let _ = SyncDevice.request("d1");
}
