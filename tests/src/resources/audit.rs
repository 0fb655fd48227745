//! Audit events of device management.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_entity};
use uuid::Uuid;

#[graph_entity(path = "deviceManagement/auditEvents")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AuditEvent {
    #[graph(key)]
    pub id: Option<String>,
    pub activity: Option<String>,
    pub activity_date_time: Option<DateTime<FixedOffset>>,
    pub activity_operation_type: Option<String>,
    pub activity_result: Option<String>,
    pub activity_type: Option<String>,
    pub actor: Option<AuditActor>,
    pub category: Option<String>,
    pub component_name: Option<String>,
    pub correlation_id: Option<Uuid>,
    pub display_name: Option<String>,
    pub resources: Option<Vec<AuditResource>>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AuditActor {
    pub application_display_name: Option<String>,
    pub application_id: Option<String>,
    pub audit_actor_type: Option<String>,
    pub ip_address: Option<String>,
    pub service_principal_name: Option<String>,
    pub user_id: Option<String>,
    pub user_permissions: Option<Vec<String>>,
    pub user_principal_name: Option<String>,
    pub r#type: Option<String>,
    pub user_role_scope_tags: Option<Vec<RoleScopeTagInfo>>,
    pub remote_tenant_id: Option<String>,
    pub remote_user_id: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RoleScopeTagInfo {
    pub display_name: Option<String>,
    pub role_scope_tag_id: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AuditResource {
    pub audit_resource_type: Option<String>,
    pub display_name: Option<String>,
    pub modified_properties: Option<Vec<AuditProperty>>,
    pub resource_id: Option<String>,
    pub r#type: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AuditProperty {
    pub display_name: Option<String>,
    pub new_value: Option<String>,
    pub old_value: Option<String>,
}
