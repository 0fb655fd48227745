//! Service principals, and who may use them.

use chrono::{DateTime, FixedOffset};
use graph_core::graph_entity;
use uuid::Uuid;

use super::applications::{AppRole, InformationalUrl, KeyCredential, PasswordCredential, PermissionScope};

/// `microsoft.graph.servicePrincipal`.
#[graph_entity(path = "servicePrincipals")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ServicePrincipal {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// When it was deleted.
    pub deleted_date_time: Option<DateTime<FixedOffset>>,
    /// Whether one may sign in with it.
    pub account_enabled: Option<bool>,
    /// Names that find its Azure resource.
    pub alternative_names: Option<Vec<String>>,
    /// The app description.
    pub app_description: Option<String>,
    /// The app display name.
    pub app_display_name: Option<String>,
    /// The application's id.
    pub app_id: Option<String>,
    /// The id of the application template.
    pub application_template_id: Option<String>,
    /// The id of the app owner organization.
    pub app_owner_organization_id: Option<Uuid>,
    /// Whether app role assignment is required.
    pub app_role_assignment_required: Option<bool>,
    /// The roles that it defines.
    pub app_roles: Option<Vec<AppRole>>,
    /// The id of the application that created it.
    pub created_by_app_id: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Whether Microsoft turned it off.
    pub disabled_by_microsoft_status: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// The homepage.
    pub homepage: Option<String>,
    /// Where to read of it.
    pub info: Option<InformationalUrl>,
    /// Whether it is disabled.
    pub is_disabled: Option<bool>,
    /// Its certificates.
    pub key_credentials: Option<Vec<KeyCredential>>,
    /// Where a sign-in begins.
    pub login_url: Option<String>,
    /// Where a sign-out is told.
    pub logout_url: Option<String>,
    /// What an administrator notes of it.
    pub notes: Option<String>,
    /// The notification email addresses.
    pub notification_email_addresses: Option<Vec<String>>,
    /// The permissions that it defines.
    pub oauth2_permission_scopes: Option<Vec<PermissionScope>>,
    /// Its secrets.
    pub password_credentials: Option<Vec<PasswordCredential>>,
    /// The preferred single sign on mode.
    pub preferred_single_sign_on_mode: Option<String>,
    /// The preferred token signing key thumbprint.
    pub preferred_token_signing_key_thumbprint: Option<String>,
    /// Where a sign-in may lead back to.
    pub reply_urls: Option<Vec<String>>,
    /// The service principal names.
    pub service_principal_names: Option<Vec<String>>,
    /// The kind of service principal.
    pub service_principal_type: Option<String>,
    /// Whose accounts may sign in.
    pub sign_in_audience: Option<String>,
    /// Words to find it by.
    pub tags: Option<Vec<String>>,
    /// The id of the token encryption key.
    pub token_encryption_key_id: Option<Uuid>,
    /// The name of the publisher.
    pub publisher_name: Option<String>,
}

/// `microsoft.graph.appRoleAssignment`.
#[graph_entity(path = "servicePrincipals/{servicePrincipalId}/appRoleAssignedTo")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AppRoleAssignment {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// When it was deleted.
    pub deleted_date_time: Option<DateTime<FixedOffset>>,
    /// The id of the role.
    pub app_role_id: Option<Uuid>,
    /// When it was created.
    pub created_date_time: Option<DateTime<FixedOffset>>,
    /// The principal display name.
    pub principal_display_name: Option<String>,
    /// The id of the principal.
    pub principal_id: Option<Uuid>,
    /// The kind of principal.
    pub principal_type: Option<String>,
    /// The resource display name.
    pub resource_display_name: Option<String>,
    /// The id of the resource.
    pub resource_id: Option<Uuid>,
    /// When it was created.
    pub creation_timestamp: Option<DateTime<FixedOffset>>,
}
