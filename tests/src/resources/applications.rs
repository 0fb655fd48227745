//! Applications.

use chrono::{DateTime, FixedOffset};
use graph_core::{Binary, Flags, graph_complex, graph_entity, graph_enum};
use uuid::Uuid;

/// `microsoft.graph.application`.
#[graph_entity(path = "applications")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Application {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// When it was deleted.
    pub deleted_date_time: Option<DateTime<FixedOffset>>,
    /// What it offers as an API.
    pub api: Option<ApiApplication>,
    /// The application's id.
    pub app_id: Option<String>,
    /// The id of the application template.
    pub application_template_id: Option<String>,
    /// The roles that it defines.
    pub app_roles: Option<Vec<AppRole>>,
    /// The id of the application that created it.
    pub created_by_app_id: Option<String>,
    /// When it was created.
    pub created_date_time: Option<DateTime<FixedOffset>>,
    /// The address of the default redirect.
    pub default_redirect_uri: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Whether Microsoft turned it off.
    pub disabled_by_microsoft_status: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// Which groups stand in its tokens.
    pub group_membership_claims: Option<String>,
    /// The URIs that stand for it.
    pub identifier_uris: Option<Vec<String>>,
    /// Where to read of it.
    pub info: Option<InformationalUrl>,
    /// Whether devices may sign in without a user.
    pub is_device_only_auth_supported: Option<bool>,
    /// Whether it is disabled.
    pub is_disabled: Option<bool>,
    /// Whether it counts as an installed app in doubt.
    pub is_fallback_public_client: Option<bool>,
    /// Its certificates.
    pub key_credentials: Option<Vec<KeyCredential>>,
    /// The manager applications.
    pub manager_applications: Option<Vec<Uuid>>,
    /// Whether native authentication is on.
    pub native_authentication_apis_enabled: Option<Flags<NativeAuthenticationApisEnabled>>,
    /// What an administrator notes of it.
    pub notes: Option<String>,
    /// Oauth2: whether post response is required.
    pub oauth2_require_post_response: Option<bool>,
    /// The optional claims.
    pub optional_claims: Option<OptionalClaims>,
    /// The parental control settings.
    pub parental_control_settings: Option<ParentalControlSettings>,
    /// Its secrets.
    pub password_credentials: Option<Vec<PasswordCredential>>,
    /// Where an installed app is.
    pub public_client: Option<PublicClientApplication>,
    /// The publisher domain.
    pub publisher_domain: Option<String>,
    /// What it needs of other APIs.
    pub required_resource_access: Option<Vec<RequiredResourceAccess>>,
    /// The address of the SAML metadata.
    pub saml_metadata_url: Option<String>,
    /// The service management reference.
    pub service_management_reference: Option<String>,
    /// Whose accounts may sign in.
    pub sign_in_audience: Option<String>,
    /// Where a single-page app is.
    pub spa: Option<SpaApplication>,
    /// Words to find it by.
    pub tags: Option<Vec<String>>,
    /// The id of the token encryption key.
    pub token_encryption_key_id: Option<Uuid>,
    /// The unique name.
    pub unique_name: Option<String>,
    /// Where a web app is.
    pub web: Option<WebApplication>,
    /// Whether public client is allowed.
    pub allow_public_client: Option<bool>,
    /// The application aliases.
    pub application_aliases: Option<Vec<String>>,
}

/// `microsoft.graph.apiApplication`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ApiApplication {
    /// Whether mapped claims are accepted.
    pub accept_mapped_claims: Option<bool>,
    /// Clients that are consented to together with it.
    pub known_client_applications: Option<Vec<Uuid>>,
    /// The permissions that it defines.
    pub oauth2_permission_scopes: Option<Vec<PermissionScope>>,
    /// Which version of tokens it wants.
    pub requested_access_token_version: Option<i32>,
    /// Which version of tokens it wants.
    pub accepted_access_token_version: Option<i32>,
}

/// `microsoft.graph.permissionScope`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PermissionScope {
    /// The id.
    pub id: Option<Uuid>,
    /// What an administrator reads of it.
    pub admin_consent_description: Option<String>,
    /// What an administrator reads first.
    pub admin_consent_display_name: Option<String>,
    /// Whether it is on.
    pub is_enabled: Option<bool>,
    /// Where it was defined.
    pub origin: Option<String>,
    /// Which kind it is.
    pub r#type: Option<String>,
    /// What a person reads of it.
    pub user_consent_description: Option<String>,
    /// What a person reads first.
    pub user_consent_display_name: Option<String>,
    /// The value.
    pub value: Option<String>,
}

/// `microsoft.graph.appRole`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AppRole {
    /// The id.
    pub id: Option<Uuid>,
    /// Whether users or applications may have the role.
    pub allowed_member_types: Option<Vec<String>>,
    /// What it is for.
    pub description: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// Whether it is on.
    pub is_enabled: Option<bool>,
    /// Where it was defined.
    pub origin: Option<String>,
    /// The value.
    pub value: Option<String>,
}

/// `microsoft.graph.informationalUrl`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InformationalUrl {
    /// The address of the logo.
    pub logo_url: Option<String>,
    /// The address of its marketing page.
    pub marketing_url: Option<String>,
    /// The address of the privacy statement.
    pub privacy_statement_url: Option<String>,
    /// The address of its support page.
    pub support_url: Option<String>,
    /// The address of the terms of service.
    pub terms_of_service_url: Option<String>,
}

/// `microsoft.graph.keyCredential`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KeyCredential {
    /// The custom key identifier.
    pub custom_key_identifier: Option<Binary>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// When it ends.
    pub end_date_time: Option<DateTime<FixedOffset>>,
    /// The bytes.
    pub key: Option<Binary>,
    /// The id of the key.
    pub key_id: Option<Uuid>,
    /// When it starts.
    pub start_date_time: Option<DateTime<FixedOffset>>,
    /// Which kind it is.
    pub r#type: Option<String>,
    /// What it is used for.
    pub usage: Option<String>,
}

/// `microsoft.graph.nativeAuthenticationApisEnabled`.
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

/// `microsoft.graph.optionalClaims`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OptionalClaims {}

/// `microsoft.graph.parentalControlSettings`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ParentalControlSettings {
    /// The countries whose minors may not use it.
    pub countries_blocked_for_minors: Option<Vec<String>>,
    /// The legal age group rule.
    pub legal_age_group_rule: Option<String>,
}

/// `microsoft.graph.passwordCredential`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PasswordCredential {
    /// The custom key identifier.
    pub custom_key_identifier: Option<Binary>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// When it ends.
    pub end_date_time: Option<DateTime<FixedOffset>>,
    /// The first characters of the secret.
    pub hint: Option<String>,
    /// The id of the key.
    pub key_id: Option<Uuid>,
    /// The secret; received once.
    pub secret_text: Option<String>,
    /// When it starts.
    pub start_date_time: Option<DateTime<FixedOffset>>,
}

/// `microsoft.graph.publicClientApplication`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PublicClientApplication {
    /// Where a sign-in may lead back to.
    pub redirect_uris: Option<Vec<String>>,
}

/// `microsoft.graph.requiredResourceAccess`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RequiredResourceAccess {
    /// What it needs: permissions and roles.
    pub resource_access: Option<Vec<ResourceAccess>>,
    /// The API's id.
    pub resource_app_id: Option<String>,
}

/// `microsoft.graph.resourceAccess`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ResourceAccess {
    /// The id.
    pub id: Option<Uuid>,
    /// A permission (`Scope`) or a role (`Role`).
    pub r#type: Option<String>,
}

/// `microsoft.graph.spaApplication`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SpaApplication {
    /// Where a sign-in may lead back to.
    pub redirect_uris: Option<Vec<String>>,
}

/// `microsoft.graph.webApplication`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WebApplication {
    /// The address of the home page.
    pub home_page_url: Option<String>,
    /// The implicit grant settings.
    pub implicit_grant_settings: Option<ImplicitGrantSettings>,
    /// Where a sign-out is told.
    pub logout_url: Option<String>,
    /// Where a sign-in may lead back to.
    pub redirect_uris: Option<Vec<String>>,
}

/// `microsoft.graph.implicitGrantSettings`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ImplicitGrantSettings {
    /// Whether access token issuance is enabled.
    pub enable_access_token_issuance: Option<bool>,
    /// Whether id token issuance is enabled.
    pub enable_id_token_issuance: Option<bool>,
}
