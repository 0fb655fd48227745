//! Applications.

use chrono::{DateTime, FixedOffset};
use graph_core::{Binary, Flags, graph_complex, graph_entity, graph_enum};
use uuid::Uuid;

#[graph_entity(path = "applications")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Application {
    #[graph(key)]
    pub id: Option<String>,
    pub deleted_date_time: Option<DateTime<FixedOffset>>,
    pub api: Option<ApiApplication>,
    pub app_id: Option<String>,
    pub application_template_id: Option<String>,
    pub app_roles: Option<Vec<AppRole>>,
    pub created_by_app_id: Option<String>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub default_redirect_uri: Option<String>,
    pub description: Option<String>,
    pub disabled_by_microsoft_status: Option<String>,
    pub display_name: Option<String>,
    pub group_membership_claims: Option<String>,
    pub identifier_uris: Option<Vec<String>>,
    pub info: Option<InformationalUrl>,
    pub is_device_only_auth_supported: Option<bool>,
    pub is_disabled: Option<bool>,
    pub is_fallback_public_client: Option<bool>,
    pub key_credentials: Option<Vec<KeyCredential>>,
    pub manager_applications: Option<Vec<Uuid>>,
    pub native_authentication_apis_enabled: Option<Flags<NativeAuthenticationApisEnabled>>,
    pub notes: Option<String>,
    pub oauth2_require_post_response: Option<bool>,
    pub optional_claims: Option<OptionalClaims>,
    pub parental_control_settings: Option<ParentalControlSettings>,
    pub password_credentials: Option<Vec<PasswordCredential>>,
    pub public_client: Option<PublicClientApplication>,
    pub publisher_domain: Option<String>,
    pub required_resource_access: Option<Vec<RequiredResourceAccess>>,
    pub saml_metadata_url: Option<String>,
    pub service_management_reference: Option<String>,
    pub sign_in_audience: Option<String>,
    pub spa: Option<SpaApplication>,
    pub tags: Option<Vec<String>>,
    pub token_encryption_key_id: Option<Uuid>,
    pub unique_name: Option<String>,
    pub web: Option<WebApplication>,
    pub allow_public_client: Option<bool>,
    pub application_aliases: Option<Vec<String>>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ApiApplication {
    pub accept_mapped_claims: Option<bool>,
    pub known_client_applications: Option<Vec<Uuid>>,
    pub oauth2_permission_scopes: Option<Vec<PermissionScope>>,
    pub requested_access_token_version: Option<i32>,
    pub accepted_access_token_version: Option<i32>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PermissionScope {
    pub id: Option<Uuid>,
    pub admin_consent_description: Option<String>,
    pub admin_consent_display_name: Option<String>,
    pub is_enabled: Option<bool>,
    pub origin: Option<String>,
    pub r#type: Option<String>,
    pub user_consent_description: Option<String>,
    pub user_consent_display_name: Option<String>,
    pub value: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AppRole {
    pub id: Option<Uuid>,
    pub allowed_member_types: Option<Vec<String>>,
    pub description: Option<String>,
    pub display_name: Option<String>,
    pub is_enabled: Option<bool>,
    pub origin: Option<String>,
    pub value: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InformationalUrl {
    pub logo_url: Option<String>,
    pub marketing_url: Option<String>,
    pub privacy_statement_url: Option<String>,
    pub support_url: Option<String>,
    pub terms_of_service_url: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KeyCredential {
    pub custom_key_identifier: Option<Binary>,
    pub display_name: Option<String>,
    pub end_date_time: Option<DateTime<FixedOffset>>,
    pub key: Option<Binary>,
    pub key_id: Option<Uuid>,
    pub start_date_time: Option<DateTime<FixedOffset>>,
    pub r#type: Option<String>,
    pub usage: Option<String>,
}

#[allow(missing_docs, reason = "the members are Graph's own words")]
#[graph_enum(flags)]
#[derive(Debug, Clone, PartialEq)]
pub enum NativeAuthenticationApisEnabled {
    None = 0,
    All = 1,
    UnknownFutureValue = 2,
    #[graph(other)]
    Other(String),
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OptionalClaims {}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ParentalControlSettings {
    pub countries_blocked_for_minors: Option<Vec<String>>,
    pub legal_age_group_rule: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PasswordCredential {
    pub custom_key_identifier: Option<Binary>,
    pub display_name: Option<String>,
    pub end_date_time: Option<DateTime<FixedOffset>>,
    pub hint: Option<String>,
    pub key_id: Option<Uuid>,
    pub secret_text: Option<String>,
    pub start_date_time: Option<DateTime<FixedOffset>>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PublicClientApplication {
    pub redirect_uris: Option<Vec<String>>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RequiredResourceAccess {
    pub resource_access: Option<Vec<ResourceAccess>>,
    pub resource_app_id: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ResourceAccess {
    pub id: Option<Uuid>,
    pub r#type: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SpaApplication {
    pub redirect_uris: Option<Vec<String>>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WebApplication {
    pub home_page_url: Option<String>,
    pub implicit_grant_settings: Option<ImplicitGrantSettings>,
    pub logout_url: Option<String>,
    pub redirect_uris: Option<Vec<String>>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ImplicitGrantSettings {
    pub enable_access_token_issuance: Option<bool>,
    pub enable_id_token_issuance: Option<bool>,
}
