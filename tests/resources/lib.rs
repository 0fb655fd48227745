//! Annotated resources that several tests use.

mod device_status;
mod directory;

pub use device_status::{ComplianceStatus, DeviceConfigurationDeviceStatus};
pub use directory::{DirectoryObject, Group, User};
