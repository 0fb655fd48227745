//! What else a tenant's directory holds.

use chrono::{DateTime, FixedOffset};
use graph_core::{Binary, graph_complex, graph_entity};

/// `microsoft.graph.device`.
#[graph_entity(path = "devices")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Device {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// When it was deleted.
    pub deleted_date_time: Option<DateTime<FixedOffset>>,
    /// Whether one may sign in with it.
    pub account_enabled: Option<bool>,
    /// Identifiers that the service uses.
    pub alternative_security_ids: Option<Vec<AlternativeSecurityId>>,
    /// When it was used, more or less.
    pub approximate_last_sign_in_date_time: Option<DateTime<FixedOffset>>,
    /// Until when it counts as compliant.
    pub compliance_expiration_date_time: Option<DateTime<FixedOffset>>,
    /// The device category.
    pub device_category: Option<String>,
    /// The id of the device.
    pub device_id: Option<String>,
    /// The device metadata.
    pub device_metadata: Option<String>,
    /// The device ownership.
    pub device_ownership: Option<String>,
    /// The device version.
    pub device_version: Option<i32>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// The name of the enrollment profile.
    pub enrollment_profile_name: Option<String>,
    /// The kind of enrollment.
    pub enrollment_type: Option<String>,
    /// Whether it follows the policies.
    pub is_compliant: Option<bool>,
    /// Whether it is managed.
    pub is_managed: Option<bool>,
    /// Whether few administrators may change it.
    pub is_management_restricted: Option<bool>,
    /// Whether its protection was broken.
    pub is_rooted: Option<bool>,
    /// The kind of management.
    pub management_type: Option<String>,
    /// The manufacturer.
    pub manufacturer: Option<String>,
    /// The id of the MDM app.
    pub mdm_app_id: Option<String>,
    /// The model.
    pub model: Option<String>,
    /// When it was last synchronised from on premises.
    pub on_premises_last_sync_date_time: Option<DateTime<FixedOffset>>,
    /// The security identifier on premises.
    pub on_premises_security_identifier: Option<String>,
    /// Whether it is synchronised from on premises.
    pub on_premises_sync_enabled: Option<bool>,
    /// The operating system.
    pub operating_system: Option<String>,
    /// The operating system version.
    pub operating_system_version: Option<String>,
    /// Identifiers of the hardware.
    pub physical_ids: Option<Vec<String>>,
    /// The kind of profile.
    pub profile_type: Option<String>,
    /// When it was registered.
    pub registration_date_time: Option<DateTime<FixedOffset>>,
    /// The system labels.
    pub system_labels: Option<Vec<String>>,
    /// The kind of trust.
    pub trust_type: Option<String>,
}

/// `microsoft.graph.alternativeSecurityId`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AlternativeSecurityId {
    /// Who vouches for the identity.
    pub identity_provider: Option<String>,
    /// The bytes.
    pub key: Option<Binary>,
    /// Which kind it is.
    pub r#type: Option<i32>,
}

/// `microsoft.graph.domain`.
#[graph_entity(path = "domains")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Domain {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// The kind of authentication.
    pub authentication_type: Option<String>,
    /// The availability status.
    pub availability_status: Option<String>,
    /// Whether an administrator manages its DNS records.
    pub is_admin_managed: Option<bool>,
    /// Whether it is the default.
    pub is_default: Option<bool>,
    /// Whether it is the one made with the tenant.
    pub is_initial: Option<bool>,
    /// Whether it has no parent.
    pub is_root: Option<bool>,
    /// Whether it is verified.
    pub is_verified: Option<bool>,
    /// The manufacturer.
    pub manufacturer: Option<String>,
    /// The model.
    pub model: Option<String>,
    /// How many days before it expires a password's owner is told.
    pub password_notification_window_in_days: Option<i32>,
    /// How many days a password is valid.
    pub password_validity_period_in_days: Option<i32>,
    /// The supported services.
    pub supported_services: Option<Vec<String>>,
    /// The name.
    pub name: Option<String>,
}

/// `microsoft.graph.administrativeUnit`.
#[graph_entity(path = "directory/administrativeUnits")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AdministrativeUnit {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// When it was deleted.
    pub deleted_date_time: Option<DateTime<FixedOffset>>,
    /// What it is for.
    pub description: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// Whether few administrators may change its members.
    pub is_member_management_restricted: Option<bool>,
    /// Who is a member, as a rule.
    pub membership_rule: Option<String>,
    /// Whether the rule is at work.
    pub membership_rule_processing_state: Option<String>,
    /// Who sees it.
    pub membership_type: Option<String>,
    /// Who sees it.
    pub visibility: Option<String>,
}

/// `microsoft.graph.directoryRole`.
#[graph_entity(path = "directoryRoles")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DirectoryRole {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// When it was deleted.
    pub deleted_date_time: Option<DateTime<FixedOffset>>,
    /// What it is for.
    pub description: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// The id of the template that it came from.
    pub role_template_id: Option<String>,
}
