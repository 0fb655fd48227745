//! The organization itself.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_entity, graph_enum};

use super::values::{AssignedPlan, ProvisionedPlan};

/// `microsoft.graph.organization`.
#[graph_entity(path(name = "organizations", template = "organization"))]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Organization {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// When it was deleted.
    pub deleted_date_time: Option<DateTime<FixedOffset>>,
    /// The assigned plans.
    pub assigned_plans: Option<Vec<AssignedPlan>>,
    /// Numbers to call at work.
    pub business_phones: Option<Vec<String>>,
    /// The city.
    pub city: Option<String>,
    /// The country.
    pub country: Option<String>,
    /// The country's two letters.
    pub country_letter_code: Option<String>,
    /// When it was created.
    pub created_date_time: Option<DateTime<FixedOffset>>,
    /// The default usage location.
    pub default_usage_location: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// Whom to write to about news.
    pub marketing_notification_emails: Option<Vec<String>>,
    /// The mobile device management authority.
    pub mobile_device_management_authority: Option<MdmAuthority>,
    /// When it was last synchronised from on premises.
    pub on_premises_last_sync_date_time: Option<DateTime<FixedOffset>>,
    /// Whether it is synchronised from on premises.
    pub on_premises_sync_enabled: Option<bool>,
    /// The kind of partner tenant.
    pub partner_tenant_type: Option<PartnerTenantType>,
    /// The postal code.
    pub postal_code: Option<String>,
    /// The preferred language.
    pub preferred_language: Option<String>,
    /// The privacy profile.
    pub privacy_profile: Option<PrivacyProfile>,
    /// The provisioned plans.
    pub provisioned_plans: Option<Vec<ProvisionedPlan>>,
    /// Whom to write to about compliance.
    pub security_compliance_notification_mails: Option<Vec<String>>,
    /// Whom to call about compliance.
    pub security_compliance_notification_phones: Option<Vec<String>>,
    /// The state or province.
    pub state: Option<String>,
    /// The street and the number.
    pub street: Option<String>,
    /// Whom to write to about technical matters.
    pub technical_notification_mails: Option<Vec<String>>,
    /// The kind of tenant.
    pub tenant_type: Option<String>,
    /// The verified domains.
    pub verified_domains: Option<Vec<VerifiedDomain>>,
    /// The certificate connector setting.
    pub certificate_connector_setting: Option<CertificateConnectorSetting>,
}

/// `microsoft.graph.mdmAuthority`.
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

/// `microsoft.graph.partnerTenantType`.
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

/// `microsoft.graph.privacyProfile`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PrivacyProfile {
    /// The contact email.
    pub contact_email: Option<String>,
    /// The address of the statement.
    pub statement_url: Option<String>,
}

/// `microsoft.graph.verifiedDomain`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct VerifiedDomain {
    /// The capabilities.
    pub capabilities: Option<String>,
    /// Whether it is the default.
    pub is_default: Option<bool>,
    /// Whether it is the one made with the tenant.
    pub is_initial: Option<bool>,
    /// The name.
    pub name: Option<String>,
    /// Which kind it is.
    pub r#type: Option<String>,
}

/// `microsoft.graph.certificateConnectorSetting`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CertificateConnectorSetting {
    /// How it stands.
    pub status: Option<i32>,
    /// When the certificate expires.
    pub cert_expiry_time: Option<DateTime<FixedOffset>>,
    /// The enrollment error.
    pub enrollment_error: Option<String>,
    /// The last connector connection time.
    pub last_connector_connection_time: Option<DateTime<FixedOffset>>,
    /// The connector version.
    pub connector_version: Option<String>,
    /// The last upload version.
    pub last_upload_version: Option<i32>,
}
