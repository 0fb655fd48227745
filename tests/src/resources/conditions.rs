//! When a policy of conditional access applies.

use graph_core::{Flags, graph_complex, graph_enum};

/// `microsoft.graph.conditionalAccessConditionSet`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConditionalAccessConditionSet {
    /// The applications.
    pub applications: Option<ConditionalAccessApplications>,
    /// The client app types.
    pub client_app_types: Option<Vec<ConditionalAccessClientApp>>,
    /// The devices.
    pub devices: Option<ConditionalAccessDevices>,
    /// The insider risk levels.
    pub insider_risk_levels: Option<Flags<ConditionalAccessInsiderRiskLevels>>,
    /// Where it is, where that is several places.
    pub locations: Option<ConditionalAccessLocations>,
    /// The platforms.
    pub platforms: Option<ConditionalAccessPlatforms>,
    /// The service principal risk levels.
    pub service_principal_risk_levels: Option<Vec<RiskLevel>>,
    /// The sign-in risk levels.
    pub sign_in_risk_levels: Option<Vec<RiskLevel>>,
    /// The user risk levels.
    pub user_risk_levels: Option<Vec<RiskLevel>>,
    /// The users.
    pub users: Option<ConditionalAccessUsers>,
}

/// `microsoft.graph.conditionalAccessApplications`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConditionalAccessApplications {
    /// The applications that are excluded.
    pub exclude_applications: Option<Vec<String>>,
    /// The applications that are included.
    pub include_applications: Option<Vec<String>>,
    /// The authentication context class references that are included.
    pub include_authentication_context_class_references: Option<Vec<String>>,
    /// The user actions that are included.
    pub include_user_actions: Option<Vec<String>>,
}

/// `microsoft.graph.conditionalAccessClientApp`.
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

/// `microsoft.graph.conditionalAccessDevices`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConditionalAccessDevices {
    /// The devices that are included.
    pub include_devices: Option<Vec<String>>,
    /// The devices that are excluded.
    pub exclude_devices: Option<Vec<String>>,
}

/// `microsoft.graph.conditionalAccessInsiderRiskLevels`.
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

/// `microsoft.graph.conditionalAccessLocations`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConditionalAccessLocations {
    /// The locations that are excluded.
    pub exclude_locations: Option<Vec<String>>,
    /// The locations that are included.
    pub include_locations: Option<Vec<String>>,
}

/// `microsoft.graph.conditionalAccessPlatforms`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConditionalAccessPlatforms {
    /// The platforms that are excluded.
    pub exclude_platforms: Option<Vec<ConditionalAccessDevicePlatform>>,
    /// The platforms that are included.
    pub include_platforms: Option<Vec<ConditionalAccessDevicePlatform>>,
}

/// `microsoft.graph.conditionalAccessDevicePlatform`.
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

/// `microsoft.graph.riskLevel`.
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

/// `microsoft.graph.conditionalAccessUsers`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConditionalAccessUsers {
    /// The groups that are excluded.
    pub exclude_groups: Option<Vec<String>>,
    /// The roles that are excluded.
    pub exclude_roles: Option<Vec<String>>,
    /// The users that are excluded.
    pub exclude_users: Option<Vec<String>>,
    /// The groups that are included.
    pub include_groups: Option<Vec<String>>,
    /// The roles that are included.
    pub include_roles: Option<Vec<String>>,
    /// The users that are included.
    pub include_users: Option<Vec<String>>,
}
