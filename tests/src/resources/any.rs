//! Values of one of several types that derive from a declared one: each variant is a struct of another module.

use graph_core::{JsonObject, graph_union};

use super::android_apps::AndroidLobApp;
use super::android_configurations::AndroidGeneralDeviceConfiguration;
use super::app_protections::{IosManagedAppProtection, ManagedAppProtection};
use super::compliance::{DeviceCompliancePolicy, IosCompliancePolicy, WindowsPhone81CompliancePolicy};
use super::configurations::{DeviceConfiguration, IosCustomConfiguration, SharedPCConfiguration};
use super::macos_apps::MacOSOfficeSuiteApp;
use super::macos_configurations::MacOSGeneralDeviceConfiguration;
use super::mobile_apps::{IosStoreApp, MobileApp};
use super::team_configurations::Windows10TeamGeneralConfiguration;
use super::win32_apps::Win32LobApp;
use super::windows_compliance::Windows10CompliancePolicy;

#[graph_union(path = "deviceManagement/deviceConfigurations", odata_type = "microsoft.graph.deviceConfiguration")]
#[derive(Debug, Clone, PartialEq)]
pub enum AnyDeviceConfiguration {
    Android(Box<AndroidGeneralDeviceConfiguration>),
    IosCustom(IosCustomConfiguration),
    MacOS(Box<MacOSGeneralDeviceConfiguration>),
    SharedPC(Box<SharedPCConfiguration>),
    Windows10Team(Box<Windows10TeamGeneralConfiguration>),
    #[graph(base)]
    Base(DeviceConfiguration),
    #[graph(other)]
    Other(JsonObject),
}

#[graph_union(
    path = "deviceManagement/deviceCompliancePolicies",
    odata_type = "microsoft.graph.deviceCompliancePolicy"
)]
#[derive(Debug, Clone, PartialEq)]
pub enum AnyDeviceCompliancePolicy {
    Ios(Box<IosCompliancePolicy>),
    Windows10(Box<Windows10CompliancePolicy>),
    WindowsPhone81(Box<WindowsPhone81CompliancePolicy>),
    #[graph(base)]
    Base(DeviceCompliancePolicy),
    #[graph(other)]
    Other(JsonObject),
}

#[graph_union(path = "deviceAppManagement/mobileApps", odata_type = "microsoft.graph.mobileApp")]
#[derive(Debug, Clone, PartialEq)]
pub enum AnyMobileApp {
    AndroidLob(Box<AndroidLobApp>),
    IosStore(Box<IosStoreApp>),
    MacOSOfficeSuite(Box<MacOSOfficeSuiteApp>),
    Win32Lob(Box<Win32LobApp>),
    #[graph(base)]
    Base(Box<MobileApp>),
    #[graph(other)]
    Other(JsonObject),
}

#[graph_union(odata_type = "microsoft.graph.managedAppProtection")]
#[derive(Debug, Clone, PartialEq)]
pub enum AnyManagedAppProtection {
    Ios(Box<IosManagedAppProtection>),
    #[graph(base)]
    Base(Box<ManagedAppProtection>),
    #[graph(other)]
    Other(JsonObject),
}
