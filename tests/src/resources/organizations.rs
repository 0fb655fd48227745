//! The organization itself.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_entity, graph_enum};

use super::values::{AssignedPlan, ProvisionedPlan};

#[graph_entity(path(name = "organizations", template = "organization"))]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Organization {
    #[graph(key)]
    pub id: Option<String>,
    pub deleted_date_time: Option<DateTime<FixedOffset>>,
    pub assigned_plans: Option<Vec<AssignedPlan>>,
    pub business_phones: Option<Vec<String>>,
    pub city: Option<String>,
    pub country: Option<String>,
    pub country_letter_code: Option<String>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub default_usage_location: Option<String>,
    pub display_name: Option<String>,
    pub marketing_notification_emails: Option<Vec<String>>,
    pub mobile_device_management_authority: Option<MdmAuthority>,
    pub on_premises_last_sync_date_time: Option<DateTime<FixedOffset>>,
    pub on_premises_sync_enabled: Option<bool>,
    pub partner_tenant_type: Option<PartnerTenantType>,
    pub postal_code: Option<String>,
    pub preferred_language: Option<String>,
    pub privacy_profile: Option<PrivacyProfile>,
    pub provisioned_plans: Option<Vec<ProvisionedPlan>>,
    pub security_compliance_notification_mails: Option<Vec<String>>,
    pub security_compliance_notification_phones: Option<Vec<String>>,
    pub state: Option<String>,
    pub street: Option<String>,
    pub technical_notification_mails: Option<Vec<String>>,
    pub tenant_type: Option<String>,
    pub verified_domains: Option<Vec<VerifiedDomain>>,
    pub certificate_connector_setting: Option<CertificateConnectorSetting>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum MdmAuthority {
    Unknown,
    Intune,
    Sccm,
    Office365,
    #[graph(other)]
    Other(String),
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
pub enum PartnerTenantType {
    MicrosoftSupport,
    SyndicatePartner,
    BreadthPartner,
    BreadthPartnerDelegatedAdmin,
    ResellerPartnerDelegatedAdmin,
    ValueAddedResellerPartnerDelegatedAdmin,
    UnknownFutureValue,
    #[graph(other)]
    Other(String),
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PrivacyProfile {
    pub contact_email: Option<String>,
    pub statement_url: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct VerifiedDomain {
    pub capabilities: Option<String>,
    pub is_default: Option<bool>,
    pub is_initial: Option<bool>,
    pub name: Option<String>,
    pub r#type: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CertificateConnectorSetting {
    pub status: Option<i32>,
    pub cert_expiry_time: Option<DateTime<FixedOffset>>,
    pub enrollment_error: Option<String>,
    pub last_connector_connection_time: Option<DateTime<FixedOffset>>,
    pub connector_version: Option<String>,
    pub last_upload_version: Option<i32>,
}
