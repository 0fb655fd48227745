//! Conditional access.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_entity, graph_enum};

use super::conditions::ConditionalAccessConditionSet;

#[graph_entity(path = "identity/conditionalAccess/policies")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConditionalAccessPolicy {
    #[graph(key)]
    pub id: Option<String>,
    pub deleted_date_time: Option<DateTime<FixedOffset>>,
    pub conditions: Option<ConditionalAccessConditionSet>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub description: Option<String>,
    pub display_name: Option<String>,
    pub grant_controls: Option<ConditionalAccessGrantControls>,
    pub modified_date_time: Option<DateTime<FixedOffset>>,
    pub session_controls: Option<ConditionalAccessSessionControls>,
    pub state: Option<ConditionalAccessPolicyState>,
    pub template_id: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConditionalAccessGrantControls {
    pub built_in_controls: Option<Vec<ConditionalAccessGrantControl>>,
    pub custom_authentication_factors: Option<Vec<String>>,
    pub operator: Option<String>,
    pub terms_of_use: Option<Vec<String>>,
}

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

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConditionalAccessSessionControls {
    pub cloud_app_security: Option<CloudAppSecuritySessionControl>,
    pub disable_resilience_defaults: Option<bool>,
    pub sign_in_frequency: Option<SignInFrequencySessionControl>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CloudAppSecuritySessionControl {
    pub is_enabled: Option<bool>,
    pub cloud_app_security_type: Option<CloudAppSecuritySessionControlType>,
}

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

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SignInFrequencySessionControl {
    pub is_enabled: Option<bool>,
    pub authentication_type: Option<SignInFrequencyAuthenticationType>,
    pub frequency_interval: Option<SignInFrequencyInterval>,
    pub r#type: Option<SigninFrequencyType>,
    pub value: Option<i32>,
}

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

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum SigninFrequencyType {
    Days,
    Hours,
    #[graph(other)]
    Other(String),
}

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
