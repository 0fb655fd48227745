//! Audit events of device management.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_entity};
use uuid::Uuid;

/// `microsoft.graph.auditEvent`.
#[graph_entity(path = "deviceManagement/auditEvents")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AuditEvent {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// The activity.
    pub activity: Option<String>,
    /// When it was done.
    pub activity_date_time: Option<DateTime<FixedOffset>>,
    /// The kind of activity operation.
    pub activity_operation_type: Option<String>,
    /// The activity result.
    pub activity_result: Option<String>,
    /// The kind of activity.
    pub activity_type: Option<String>,
    /// Who did it.
    pub actor: Option<AuditActor>,
    /// The category.
    pub category: Option<String>,
    /// The name of the component.
    pub component_name: Option<String>,
    /// What ties together the parts of one action.
    pub correlation_id: Option<Uuid>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// What it was done to.
    pub resources: Option<Vec<AuditResource>>,
}

/// `microsoft.graph.auditActor`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AuditActor {
    /// The application display name.
    pub application_display_name: Option<String>,
    /// The id of the application.
    pub application_id: Option<String>,
    /// The kind of audit actor.
    pub audit_actor_type: Option<String>,
    /// The IP address.
    pub ip_address: Option<String>,
    /// The service principal name.
    pub service_principal_name: Option<String>,
    /// The person's id.
    pub user_id: Option<String>,
    /// The user permissions.
    pub user_permissions: Option<Vec<String>>,
    /// The principal name.
    pub user_principal_name: Option<String>,
    /// Which kind it is.
    pub r#type: Option<String>,
    /// The user role scope tags.
    pub user_role_scope_tags: Option<Vec<RoleScopeTagInfo>>,
    /// The id of the remote tenant.
    pub remote_tenant_id: Option<String>,
    /// The id of the remote user.
    pub remote_user_id: Option<String>,
}

/// `microsoft.graph.roleScopeTagInfo`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RoleScopeTagInfo {
    /// What a person reads.
    pub display_name: Option<String>,
    /// The id of the role scope tag.
    pub role_scope_tag_id: Option<String>,
}

/// `microsoft.graph.auditResource`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AuditResource {
    /// The kind of audit resource.
    pub audit_resource_type: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// What was changed.
    pub modified_properties: Option<Vec<AuditProperty>>,
    /// The id of the resource.
    pub resource_id: Option<String>,
    /// Which kind it is.
    pub r#type: Option<String>,
}

/// `microsoft.graph.auditProperty`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AuditProperty {
    /// What a person reads.
    pub display_name: Option<String>,
    /// The value after.
    pub new_value: Option<String>,
    /// The value before.
    pub old_value: Option<String>,
}
