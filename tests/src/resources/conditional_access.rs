//! Conditional access.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_entity, graph_enum};

use super::conditions::ConditionalAccessConditionSet;

/// `microsoft.graph.conditionalAccessPolicy`.
#[graph_entity(path = "identity/conditionalAccess/policies")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConditionalAccessPolicy {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// When it was deleted.
    pub deleted_date_time: Option<DateTime<FixedOffset>>,
    /// When it applies.
    pub conditions: Option<ConditionalAccessConditionSet>,
    /// When it was created.
    pub created_date_time: Option<DateTime<FixedOffset>>,
    /// What it is for.
    pub description: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// What has to be met.
    pub grant_controls: Option<ConditionalAccessGrantControls>,
    /// When it was last changed.
    pub modified_date_time: Option<DateTime<FixedOffset>>,
    /// What holds during a session.
    pub session_controls: Option<ConditionalAccessSessionControls>,
    /// How it stands.
    pub state: Option<ConditionalAccessPolicyState>,
    /// The id of the template.
    pub template_id: Option<String>,
}

/// `microsoft.graph.conditionalAccessGrantControls`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConditionalAccessGrantControls {
    /// Controls of the service.
    pub built_in_controls: Option<Vec<ConditionalAccessGrantControl>>,
    /// Controls of others.
    pub custom_authentication_factors: Option<Vec<String>>,
    /// How they are combined.
    pub operator: Option<String>,
    /// The ids of terms to agree to.
    pub terms_of_use: Option<Vec<String>>,
}

/// `microsoft.graph.conditionalAccessGrantControl`.
#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum ConditionalAccessGrantControl {
    Block,
    Mfa,
    CompliantDevice,
    DomainJoinedDevice,
    ApprovedApplication,
    CompliantApplication,
    PasswordChange,
    UnknownFutureValue,
    RiskRemediation,
    #[graph(other)]
    Other(String),
}

/// `microsoft.graph.conditionalAccessSessionControls`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConditionalAccessSessionControls {
    /// What Cloud App Security does.
    pub cloud_app_security: Option<CloudAppSecuritySessionControl>,
    /// Whether resilience defaults are disabled.
    pub disable_resilience_defaults: Option<bool>,
    /// How often to sign in again.
    pub sign_in_frequency: Option<SignInFrequencySessionControl>,
}

/// `microsoft.graph.cloudAppSecuritySessionControl`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CloudAppSecuritySessionControl {
    /// Whether it is on.
    pub is_enabled: Option<bool>,
    /// The kind of cloud app security.
    pub cloud_app_security_type: Option<CloudAppSecuritySessionControlType>,
}

/// `microsoft.graph.cloudAppSecuritySessionControlType`.
#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum CloudAppSecuritySessionControlType {
    McasConfigured,
    MonitorOnly,
    BlockDownloads,
    UnknownFutureValue,
    #[graph(other)]
    Other(String),
}

/// `microsoft.graph.signInFrequencySessionControl`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SignInFrequencySessionControl {
    /// Whether it is on.
    pub is_enabled: Option<bool>,
    /// The kind of authentication.
    pub authentication_type: Option<SignInFrequencyAuthenticationType>,
    /// The frequency interval.
    pub frequency_interval: Option<SignInFrequencyInterval>,
    /// Which kind it is.
    pub r#type: Option<SigninFrequencyType>,
    /// The value.
    pub value: Option<i32>,
}

/// `microsoft.graph.signInFrequencyAuthenticationType`.
#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum SignInFrequencyAuthenticationType {
    PrimaryAndSecondaryAuthentication,
    SecondaryAuthentication,
    UnknownFutureValue,
    #[graph(other)]
    Other(String),
}

/// `microsoft.graph.signInFrequencyInterval`.
#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum SignInFrequencyInterval {
    TimeBased,
    EveryTime,
    UnknownFutureValue,
    #[graph(other)]
    Other(String),
}

/// `microsoft.graph.signinFrequencyType`.
#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum SigninFrequencyType {
    Days,
    Hours,
    #[graph(other)]
    Other(String),
}

/// `microsoft.graph.conditionalAccessPolicyState`.
#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum ConditionalAccessPolicyState {
    Enabled,
    Disabled,
    EnabledForReportingButNotEnforced,
    #[graph(other)]
    Other(String),
}
