//! When a policy of conditional access applies.

use graph_core::{Flags, graph_complex, graph_enum};

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConditionalAccessConditionSet {
    pub applications: Option<ConditionalAccessApplications>,
    pub client_app_types: Option<Vec<ConditionalAccessClientApp>>,
    pub devices: Option<ConditionalAccessDevices>,
    pub insider_risk_levels: Option<Flags<ConditionalAccessInsiderRiskLevels>>,
    pub locations: Option<ConditionalAccessLocations>,
    pub platforms: Option<ConditionalAccessPlatforms>,
    pub service_principal_risk_levels: Option<Vec<RiskLevel>>,
    pub sign_in_risk_levels: Option<Vec<RiskLevel>>,
    pub user_risk_levels: Option<Vec<RiskLevel>>,
    pub users: Option<ConditionalAccessUsers>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConditionalAccessApplications {
    pub exclude_applications: Option<Vec<String>>,
    pub include_applications: Option<Vec<String>>,
    pub include_authentication_context_class_references: Option<Vec<String>>,
    pub include_user_actions: Option<Vec<String>>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum ConditionalAccessClientApp {
    All,
    Browser,
    MobileAppsAndDesktopClients,
    ExchangeActiveSync,
    EasSupported,
    Other,
    UnknownFutureValue,
    #[graph(other)]
    Unlisted(String),
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConditionalAccessDevices {
    pub include_devices: Option<Vec<String>>,
    pub exclude_devices: Option<Vec<String>>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum(flags)]
#[derive(Debug, Clone, PartialEq)]
pub enum ConditionalAccessInsiderRiskLevels {
    Minor = 1,
    Moderate = 2,
    Elevated = 4,
    UnknownFutureValue = 8,
    #[graph(other)]
    Other(String),
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConditionalAccessLocations {
    pub exclude_locations: Option<Vec<String>>,
    pub include_locations: Option<Vec<String>>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConditionalAccessPlatforms {
    pub exclude_platforms: Option<Vec<ConditionalAccessDevicePlatform>>,
    pub include_platforms: Option<Vec<ConditionalAccessDevicePlatform>>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum ConditionalAccessDevicePlatform {
    Android,
    #[graph(rename = "iOS")]
    Ios,
    Windows,
    WindowsPhone,
    MacOS,
    All,
    UnknownFutureValue,
    Linux,
    #[graph(other)]
    Other(String),
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum RiskLevel {
    Low,
    Medium,
    High,
    Hidden,
    None,
    UnknownFutureValue,
    #[graph(other)]
    Other(String),
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConditionalAccessUsers {
    pub exclude_groups: Option<Vec<String>>,
    pub exclude_roles: Option<Vec<String>>,
    pub exclude_users: Option<Vec<String>>,
    pub include_groups: Option<Vec<String>>,
    pub include_roles: Option<Vec<String>>,
    pub include_users: Option<Vec<String>>,
}
