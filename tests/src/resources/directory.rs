//! Users and groups: several endpoints of one type, references, annotations.

use graph_core::graph_entity;
use uuid::Uuid;

/// `microsoft.graph.user`.
#[graph_entity(
    path = "users",
    singleton(name = "me", template = "me"),
    singleton(name = "manager", template = "users/{userId}/manager")
)]
#[derive(Debug, Clone, PartialEq)]
pub struct User {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// The version of the entity.
    #[graph(etag)]
    pub etag: Option<String>,
    /// What a person reads.
    pub display_name: Option<String>,
    /// Numbers to call.
    pub business_phones: Vec<String>,
    /// When the user was created.
    #[graph(read_only)]
    pub created_date_time: Option<chrono::DateTime<chrono::Utc>>,
}

/// `microsoft.graph.group`, of `beta`.
#[graph_entity(path = "groups", version = "beta")]
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The key.
    #[graph(key)]
    pub id: Option<Uuid>,
    /// What a person reads.
    pub display_name: String,
}

/// `microsoft.graph.directoryObject`: what a group has as members.
#[graph_entity(path = "directoryObjects", path(name = "members", template = "groups/{groupId}/members"))]
#[derive(Debug, Clone, PartialEq)]
pub struct DirectoryObject {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// The type as received.
    #[graph(type_name)]
    pub type_name: Option<String>,
}
