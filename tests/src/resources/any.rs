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

/// Any `microsoft.graph.deviceConfiguration`.
#[graph_union(path = "deviceManagement/deviceConfigurations", odata_type = "microsoft.graph.deviceConfiguration")]
#[derive(Debug, Clone, PartialEq)]
pub enum AnyDeviceConfiguration {
    /// Of Android.
    Android(Box<AndroidGeneralDeviceConfiguration>),
    /// Of iOS, as a file.
    IosCustom(IosCustomConfiguration),
    /// Of macOS.
    MacOS(Box<MacOSGeneralDeviceConfiguration>),
    /// Of PCs that several people use.
    SharedPC(Box<SharedPCConfiguration>),
    /// Of the Surface Hub.
    Windows10Team(Box<Windows10TeamGeneralConfiguration>),
    /// Of no type in particular.
    #[graph(base)]
    Base(DeviceConfiguration),
    /// Of a type that is not declared.
    #[graph(other)]
    Other(JsonObject),
}

/// Any `microsoft.graph.deviceCompliancePolicy`.
#[graph_union(
    path = "deviceManagement/deviceCompliancePolicies",
    odata_type = "microsoft.graph.deviceCompliancePolicy"
)]
#[derive(Debug, Clone, PartialEq)]
pub enum AnyDeviceCompliancePolicy {
    /// For iOS.
    Ios(Box<IosCompliancePolicy>),
    /// For Windows.
    Windows10(Box<Windows10CompliancePolicy>),
    /// For Windows Phone 8.1.
    WindowsPhone81(Box<WindowsPhone81CompliancePolicy>),
    /// For no system in particular.
    #[graph(base)]
    Base(DeviceCompliancePolicy),
    /// Of a type that is not declared.
    #[graph(other)]
    Other(JsonObject),
}

/// Any `microsoft.graph.mobileApp`.
#[graph_union(path = "deviceAppManagement/mobileApps", odata_type = "microsoft.graph.mobileApp")]
#[derive(Debug, Clone, PartialEq)]
pub enum AnyMobileApp {
    /// Of Android, from a file.
    AndroidLob(Box<AndroidLobApp>),
    /// Of iOS, from the store.
    IosStore(Box<IosStoreApp>),
    /// Office for macOS.
    MacOSOfficeSuite(Box<MacOSOfficeSuiteApp>),
    /// Of Windows, from a file.
    Win32Lob(Box<Win32LobApp>),
    /// Of no system in particular.
    #[graph(base)]
    Base(Box<MobileApp>),
    /// Of a type that is not declared.
    #[graph(other)]
    Other(JsonObject),
}

/// Any `microsoft.graph.managedAppProtection`.
#[graph_union(odata_type = "microsoft.graph.managedAppProtection")]
#[derive(Debug, Clone, PartialEq)]
pub enum AnyManagedAppProtection {
    /// For iOS.
    Ios(Box<IosManagedAppProtection>),
    /// For no system in particular.
    #[graph(base)]
    Base(Box<ManagedAppProtection>),
    /// Of a type that is not declared.
    #[graph(other)]
    Other(JsonObject),
}
