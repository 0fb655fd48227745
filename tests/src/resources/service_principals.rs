//! Service principals, and who may use them.

use chrono::{DateTime, FixedOffset};
use graph_core::graph_entity;
use uuid::Uuid;

use super::applications::{AppRole, InformationalUrl, KeyCredential, PasswordCredential, PermissionScope};

#[graph_entity(path = "servicePrincipals")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ServicePrincipal {
    #[graph(key)]
    pub id: Option<String>,
    pub deleted_date_time: Option<DateTime<FixedOffset>>,
    pub account_enabled: Option<bool>,
    pub alternative_names: Option<Vec<String>>,
    pub app_description: Option<String>,
    pub app_display_name: Option<String>,
    pub app_id: Option<String>,
    pub application_template_id: Option<String>,
    pub app_owner_organization_id: Option<Uuid>,
    pub app_role_assignment_required: Option<bool>,
    pub app_roles: Option<Vec<AppRole>>,
    pub created_by_app_id: Option<String>,
    pub description: Option<String>,
    pub disabled_by_microsoft_status: Option<String>,
    pub display_name: Option<String>,
    pub homepage: Option<String>,
    pub info: Option<InformationalUrl>,
    pub is_disabled: Option<bool>,
    pub key_credentials: Option<Vec<KeyCredential>>,
    pub login_url: Option<String>,
    pub logout_url: Option<String>,
    pub notes: Option<String>,
    pub notification_email_addresses: Option<Vec<String>>,
    pub oauth2_permission_scopes: Option<Vec<PermissionScope>>,
    pub password_credentials: Option<Vec<PasswordCredential>>,
    pub preferred_single_sign_on_mode: Option<String>,
    pub preferred_token_signing_key_thumbprint: Option<String>,
    pub reply_urls: Option<Vec<String>>,
    pub service_principal_names: Option<Vec<String>>,
    pub service_principal_type: Option<String>,
    pub sign_in_audience: Option<String>,
    pub tags: Option<Vec<String>>,
    pub token_encryption_key_id: Option<Uuid>,
    pub publisher_name: Option<String>,
}

#[graph_entity(path = "servicePrincipals/{servicePrincipalId}/appRoleAssignedTo")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AppRoleAssignment {
    #[graph(key)]
    pub id: Option<String>,
    pub deleted_date_time: Option<DateTime<FixedOffset>>,
    pub app_role_id: Option<Uuid>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub principal_display_name: Option<String>,
    pub principal_id: Option<Uuid>,
    pub principal_type: Option<String>,
    pub resource_display_name: Option<String>,
    pub resource_id: Option<Uuid>,
    pub creation_timestamp: Option<DateTime<FixedOffset>>,
}
